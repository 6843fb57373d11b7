"""Every answer of the API is held against the OpenAPI document that the server publishes."""

from functools import cache

from jsonschema import Draft202012Validator, FormatChecker
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from plumbing.client import PortalClient
from portal.api.openapi_document import PREFIX, document, path_of

PROBLEM = "application/problem+json"


class ConformingClient(PortalClient):
    """A client for programs that accepts no answer which the document does not know."""

    def open(self, *args, **kwargs):
        """Make one request and check the answer."""
        answer = super().open(*args, **kwargs)
        check(self.application, answer)
        return answer


def check(app, answer):
    """Fail when `answer` is not as the document says."""
    request = answer.request
    if not request.path.startswith("/api/"):
        return
    assert answer.headers["X-Request-ID"]
    responses = _responses(app, request)
    response = responses.get(str(answer.status_code))
    if response is None:
        assert answer.status_code >= 400, f"{request.method} {request.path} may not answer {answer.status_code}"
        response = responses["default"]
    if request.method != "HEAD":
        _check_body(app, answer, response.get("content"))
    for name in response.get("headers", ()):
        assert name in answer.headers, f"{request.method} {request.path} answers without {name}"


def _check_body(app, answer, content):
    if not content:
        assert answer.data == b""
        return
    (media_type, described), *_ = content.items()
    assert answer.mimetype == media_type
    value = answer.get_json(force=True)
    _validator(app, _frozen(described["schema"])).validate(value)
    if media_type == PROBLEM:
        assert value["status"] == answer.status_code


def _responses(app, request):
    method = "GET" if request.method == "HEAD" else request.method
    try:
        rule, _arguments = app.url_map.bind("").match(request.path, method, return_rule=True)
    except HTTPException:
        return {"default": _unknown_path()}
    assert rule.rule.startswith(PREFIX)
    described = _document(app)["paths"].get(path_of(rule.rule), {}).get(method.lower())
    assert described, f"{method} {rule.rule} is in no document"
    return described["responses"]


def _unknown_path():
    return {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
