"""What uploading and following a capture takes and answers, as the OpenAPI document tells it."""

from collections.abc import Mapping
from typing import Any

from importer.captures import MOST_SETTINGS, OS_LENGTH
from importer.native_formats import native_formats
from portal.api.documentation import AnswerShape, Parameter
from portal.domain.text import NAME_LENGTH
from portal.domain.words import CaptureState

# The importer reads the body itself, with more than a schema can say (CAP-4).
UPLOAD: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "captured_at", "softphone", "settings"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": NAME_LENGTH},
        "captured_at": {"type": "string", "format": "date-time"},
        "softphone": {
            "type": "object",
            "additionalProperties": False,
            "required": ["version", "os"],
            "properties": {
                "version": {"type": "string"},
                "os": {"type": "string", "maxLength": OS_LENGTH},
            },
        },
        "settings": {"type": "object", "maxProperties": MOST_SETTINGS},
    },
}

IDEMPOTENCY_KEY = Parameter(
    "Idempotency-Key",
    "header",
    "The same key gives the same capture; without one, the same bytes within 24 hours do.",
    {"type": "string", "minLength": 1, "maxLength": 200},
)


# Reading them here reads the catalogue too: a wrong data file stops the start.
NATIVE_FORMATS = native_formats()

_ONLY_THERE = "For a settings file of another softphone, which does not say it itself."
NATIVE_PARAMETERS = (
    Parameter(
        "name",
        "query",
        f"The name of the snapshot. {_ONLY_THERE}",
        {"type": "string", "minLength": 1, "maxLength": NAME_LENGTH},
    ),
    Parameter(
        "captured_at",
        "query",
        f"When the file was taken. {_ONLY_THERE}",
        {"type": "string", "format": "date-time"},
    ),
    Parameter(
        "os",
        "query",
        f"What the softphone runs on; its name where this is not said. {_ONLY_THERE}",
        {"type": "string", "maxLength": OS_LENGTH},
    ),
)


class ReceivedCapture(AnswerShape):
    """An upload that is stored, and where its state is."""

    id: str
    state: CaptureState
    location: str


class BecameVersion(AnswerShape):
    """The snapshot version that a capture became."""

    name: str
    version: int


class CaptureFault(AnswerShape):
    """One reason why a capture was refused."""

    pointer: str
    detail: str


class CaptureOutcome(AnswerShape):
    """How far a capture has come."""

    id: str
    state: CaptureState
    snapshot: BecameVersion | None
    errors: list[CaptureFault]
    left_out: list[str]
    unrecognised: list[str]
