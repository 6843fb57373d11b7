"""`GET /api/v1/openapi.json`: what the running server does, as OpenAPI 3.1."""

import json
from hashlib import sha256

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from portal.api.credentials import anyone
from portal.api.documentation import IF_NONE_MATCH, Answer, documented
from portal.api.openapi_document import document
from portal.api.replies import revised_reply

openapi_api = Blueprint("openapi_api", __name__)

_BUILT = "openapi document"


@openapi_api.get("/openapi.json")
@anyone
@documented(
    "catalogue",
    "This document.",
    answers={
        200: Answer("The document", {"type": "object"}, headers=("ETag",)),
        304: Answer("As the caller has it", headers=("ETag",)),
    },
    parameters=(IF_NONE_MATCH,),
)
def openapi() -> ResponseReturnValue:
    """Answer with the document; it is the same as long as the process lives."""
    body = current_app.extensions.get(_BUILT)
    if body is None:
        body = json.dumps(document(current_app), ensure_ascii=False).encode()
        current_app.extensions[_BUILT] = body
    return revised_reply(sha256(body).hexdigest(), body, cache_control="no-cache")
