"""What the directory API takes and answers, as the OpenAPI document tells it."""

from collections.abc import Mapping
from typing import Any

from portal.api.documentation import AnswerShape, Parameter

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FLAG = {"type": "boolean"}
_NUMBER_OR_NONE = {"type": ["string", "null"]}
_OWNER = {"extension": _TEXT, "name": _TEXT, "dial_in": _TEXTS}


def _entry(properties: Mapping[str, Any], identity: str) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [identity],
        "properties": dict(properties),
    }


def _entries(properties: Mapping[str, Any], identity: str) -> dict[str, Any]:
    return {"type": "array", "items": _entry(properties, identity)}


# The importer reads the document itself, with more than a schema can say.
DIRECTORY: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "organization": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "slug": _TEXT,
                "name": _TEXT,
                "plan": _TEXT,
                "options": _TEXTS,
                "server_version": _TEXT,
                "time_zone": _TEXT,
                "show_all_ring_group_numbers": _FLAG,
                "show_call_center_numbers": _FLAG,
            },
        },
        "roles": _entries(
            {"key": _TEXT, "name": _TEXT, "rights": {"type": "object", "additionalProperties": _TEXTS}}, "key"
        ),
        "accounts": _entries(
            {"login": _TEXT, "name": _TEXT, "role": _TEXT, "agent_enabled": _FLAG, "password": _TEXT}, "login"
        ),
        "terminals": _entries(_OWNER | {"type": _TEXT, "password": _TEXT}, "extension"),
        "ring_groups": _entries(_OWNER | {"members": _TEXTS}, "extension"),
        "ivrs": _entries(_OWNER, "extension"),
        "call_centers": _entries(_OWNER | {"agents": _TEXTS, "caller_number": _NUMBER_OR_NONE}, "extension"),
        "business_labels": _entries({"code": _TEXT, "name": _TEXT, "caller_number": _NUMBER_OR_NONE}, "code"),
        "phone_book": _entries({"number": _TEXT, "name": _TEXT}, "number"),
    },
}

DRY_RUN = Parameter(
    "dry_run", "query", "Say what would change, and change nothing.", {"enum": ["1", "true", "0", "false"]}
)
CONFIRM = Parameter(
    "confirm", "query", "Also remove more than 20% of a kind.", {"enum": ["1", "true", "0", "false"]}
)


class DirectoryCounts(AnswerShape):
    """How many entries of each kind came, changed, went and stayed."""

    added: dict[str, int]
    changed: dict[str, int]
    removed: dict[str, int]
    unchanged: dict[str, int]
