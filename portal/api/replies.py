"""Answers that are no errors: JSON, and what did not change since the caller asked last."""

import json

from flask import Response, request

MEDIA_TYPE = "application/json"


def json_reply(value: object, status: int = 200, **headers: str) -> Response:
    """Return `value` as JSON in UTF-8; underscores in names of headers become hyphens."""
    response = Response(json.dumps(value, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    response.headers.extend({name.replace("_", "-"): text for name, text in headers.items()})
    return response


def caller_has(revision: str) -> bool:
    """Tell whether `If-None-Match` names this revision: weak comparison, lists and * (RFC 9110, 13.1.2)."""
    return request.if_none_match.contains_weak(revision)


def revised_reply(revision: str, body: bytes | None, *, cache_control: str, whole: bool = False) -> Response:
    """Return 304 when the caller has this revision, else 200 with `body`; both with the strong ETag.

    A `whole` answer is 200 in any case.
    """
    if body is None or (not whole and caller_has(revision)):
        response = Response(status=304)
    else:
        response = Response(body, mimetype=MEDIA_TYPE)
    response.set_etag(revision)
    response.headers["Cache-Control"] = cache_control
    return response
