"""Every answer of the API is held against the OpenAPI document that the server publishes."""

import json
from functools import cache

from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.exceptions import HTTPException

from plumbing.client import PortalClient
from portal.api.openapi_document import document, path_of

_DOCUMENTED = "/api/v1/"
_PROBLEM = "application/problem+json"
_OF_NO_ROUTE = {"content": {_PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class ConformingClient(PortalClient):
    """A client for programs that takes no answer which the document does not know."""

    def open(self, *args, **kwargs):
        """Make one request and check the answer."""
        answer = super().open(*args, **kwargs)
        if answer.request.path.startswith(_DOCUMENTED):
            check(self.application, answer)
        return answer


def check(app, answer):
    """Fail when `answer` is not as the document says."""
    request = answer.request
    described = _described(app, request, answer.status_code)
    assert answer.headers["X-Request-ID"]
    for name in described.get("headers", ()):
        assert name in answer.headers, f"{request.method} {request.path} answers without {name}"
    if request.method != "HEAD":
        _check_body(app, answer, described.get("content"))


def _described(app, request, status):
    method = "GET" if request.method == "HEAD" else request.method
    try:
        rule, _arguments = app.url_map.bind("").match(request.path, method, return_rule=True)
    except HTTPException:
        return _OF_NO_ROUTE
    responses = _document(app)["paths"][path_of(rule.rule)][method.lower()]["responses"]
    if str(status) in responses:
        return responses[str(status)]
    assert status >= 400, f"{method} {rule.rule} may not answer {status}"
    return responses["default"]


def _check_body(app, answer, content):
    if content is None:
        assert answer.data == b""
        return
    ((media_type, described),) = content.items()
    assert answer.mimetype == media_type
    value = json.loads(answer.data)
    _validator(app, json.dumps(described["schema"])).validate(value)
    if media_type == _PROBLEM:
        assert value["status"] == answer.status_code


@cache
def _document(app):
    return document(app)


@cache
def _validator(app, schema):
    schema = {**json.loads(schema), "components": _document(app)["components"]}
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())
