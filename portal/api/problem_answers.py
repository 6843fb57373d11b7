"""Every error of the API, and of unknown paths below it, answered with a problem document."""

import json

from flask import Blueprint, Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from werkzeug.exceptions import HTTPException, default_exceptions
from werkzeug.routing import RequestRedirect

from importer.faults import Fault
from importer.masked_pointers import masked_pointer
from portal.api.languages import preferred_language
from portal.api.problem_causes import problem_of
from portal.api.problems import KINDS, TYPES, Problem
from portal.domain.words import Language
from portal.services import wording

MEDIA_TYPE = "application/problem+json"

_BELOW = "/api/"
_UNAUTHORIZED = 401
_FIRST_ERROR = 400


def install(app: Flask) -> None:
    """Answer paths below /api/ that nobody knows, and wrong methods there, with problem documents."""
    app.before_request(_unrouted)


def answer_errors(blueprint: Blueprint) -> None:
    """Answer every error in the blueprint with a problem document, whatever the pages do with theirs."""
    for code in default_exceptions:
        blueprint.register_error_handler(code, _answer)
    blueprint.register_error_handler(Exception, _answer)


def _unrouted() -> ResponseReturnValue | None:
    error = request.routing_exception
    if error is None or isinstance(error, RequestRedirect) or not request.path.startswith(_BELOW):
        return None
    return _answer(error)


def _answer(error: Exception) -> ResponseReturnValue:
    if isinstance(error, HTTPException) and error.code is not None and error.code < _FIRST_ERROR:
        return error
    # Programs are told in English unless they ask for Japanese.
    with force_locale(preferred_language(Language.EN)):
        return _written(problem_of(error))


def _written(problem: Problem) -> Response:
    kind = KINDS[problem.kind]
    document: dict[str, object] = {
        "type": TYPES + problem.kind,
        "title": str(kind.title),
        "status": kind.status,
        "detail": problem.detail or str(kind.detail),
        **problem.members,
    }
    if problem.faults:
        document["errors"] = [_named(fault) for fault in problem.faults]
    response = Response(json.dumps(document, ensure_ascii=False), kind.status, mimetype=MEDIA_TYPE)
    response.headers.extend(problem.headers)
    if kind.status == _UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="haishin"'
    return response


def _named(fault: Fault) -> dict[str, object]:
    place = {name: fault.params[name] for name in ("line", "column") if name in fault.params}
    return {
        "pointer": masked_pointer(fault.pointer),
        "code": fault.code.value,
        "detail": wording.sentence(fault),
        **place,
    }
