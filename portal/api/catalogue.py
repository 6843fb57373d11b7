"""`GET /api/v1/settings-catalogue`: every setting that a softphone has. It is nobody's secret."""

import json
from functools import cache
from hashlib import sha256

from flask import Blueprint
from flask.typing import ResponseReturnValue

from importer.catalogue import catalogue
from portal.api.credentials import anyone
from portal.api.documentation import IF_NONE_MATCH, Answer, documented
from portal.api.replies import revised_reply

catalogue_api = Blueprint("catalogue_api", __name__)

_LABEL = {
    "type": "object",
    "required": ["ja", "en"],
    "properties": {"ja": {"type": "string"}, "en": {"type": "string"}},
    "additionalProperties": False,
}
_LABEL_OR_NULL = {"oneOf": [_LABEL, {"type": "null"}]}
_SETTING = {
    "key": {"type": "string"},
    "menu": _LABEL,
    "page": _LABEL_OR_NULL,
    "label": _LABEL,
    "type": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    "default": {},
    "since": {"type": "string", "description": "The first softphone version that knows it."},
    "option": {"type": ["string", "null"]},
    "class": {"enum": ["shared", "device", "secret", "profile", "user"]},
    "unit": _LABEL_OR_NULL,
    "help": _LABEL_OR_NULL,
}
CATALOGUE_SHAPE = {
    "type": "object",
    "required": ["version", "settings"],
    "properties": {
        "version": {"type": "string"},
        "settings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(_SETTING),
                "properties": _SETTING,
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@catalogue_api.get("/settings-catalogue")
@anyone
@documented(
    "catalogue",
    "Every setting that a softphone has.",
    answers={
        200: Answer("The catalogue", CATALOGUE_SHAPE, headers=("ETag",)),
        304: Answer("As the caller has it", headers=("ETag",)),
    },
    parameters=(IF_NONE_MATCH,),
)
def settings_catalogue() -> ResponseReturnValue:
    """Answer with the catalogue of this release."""
    body = _published()
    return revised_reply(sha256(body).hexdigest(), body, cache_control="no-cache")


@cache
def _published() -> bytes:
    return json.dumps(catalogue().published(), ensure_ascii=False).encode()
