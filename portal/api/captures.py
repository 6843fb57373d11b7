"""Uploads of a softphone's settings, and what becomes of them (CAP-1 to CAP-6)."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from importer.captures import Source
from importer.faults import Fault, FaultCode
from importer.masking import mask_text
from portal.api.capture_bodies import keyed_digest, read_upload
from portal.api.captures_shapes import (
    IDEMPOTENCY_KEY,
    NATIVE_FORMATS,
    NATIVE_PARAMETERS,
    UPLOAD,
    CaptureOutcome,
    ReceivedCapture,
)
from portal.api.credentials import both_tokens, softphone, softphone_version
from portal.api.documentation import SOFTPHONE_VERSION, Answer, documented
from portal.api.replies import json_reply
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.jobs import Job, ring
from portal.models import Capture
from portal.queries import captures as stored
from portal.services import captures
from portal.services.capture_sources import refuse_unless_allowed, source_of
from portal.services.errors import NotAcceptable
from portal.services.wording import stored_sentence

LONGEST_KEY = 200

captures_api = Blueprint("captures_api", __name__)


@captures_api.post("/captures")
@both_tokens
@documented(
    "softphone",
    "Upload the settings of this softphone.",
    body=UPLOAD,
    answers={
        202: Answer("Stored, and waiting for a worker", ReceivedCapture, headers=("Location",)),
        200: Answer("It had been uploaded before", ReceivedCapture, headers=("Location",)),
    },
    problems=(409,),
    parameters=(SOFTPHONE_VERSION, IDEMPOTENCY_KEY, *NATIVE_PARAMETERS),
    text_bodies=tuple(NATIVE_FORMATS),
)
def upload() -> ResponseReturnValue:
    """Store an upload durably, and only then say so (CAP-2)."""
    version = softphone_version()
    source = source_of(softphone().terminal_id, softphone().account_id)
    refuse_unless_allowed(source, version)
    key = _idempotency_key()
    sent = read_upload(Source(source.terminal.extension, str(version)))
    received = captures.receive(sent, terminal=source.terminal, account=source.account, key=key)
    answer = _accepted(received.capture)
    capture_id, fresh = received.capture.id, received.fresh
    db.session.commit()
    if fresh:
        ring(Job.INGEST_CAPTURE, capture_id)
    return json_reply(answer, 202 if fresh else 200, Location=answer["location"])


@captures_api.get("/captures/<uuid:public_id>")
@both_tokens
@documented(
    "softphone",
    "How far a capture of this softphone has come.",
    answers={200: Answer("The state", CaptureOutcome)},
    problems=(404,),
)
def state(public_id: str) -> ResponseReturnValue:
    """Say how far a capture of this terminal has come (CAP-6)."""
    capture = stored.capture_of_terminal(softphone().terminal_id, str(public_id))
    version = capture.version
    outcome = {
        "id": capture.public_id,
        "state": capture.state,
        "snapshot": {"name": version.snapshot.name, "version": version.number} if version else None,
        "errors": [
            {"pointer": fault["pointer"], "detail": stored_sentence(fault)} for fault in capture.faults
        ],
        "left_out": capture.left_out,
        "unrecognised": capture.unrecognised,
    }
    return json_reply(outcome)


def _accepted(capture: Capture) -> dict[str, str]:
    location = url_for("captures_api.state", public_id=capture.public_id)
    return {"id": capture.public_id, "state": CaptureState(capture.state).value, "location": location}


def _idempotency_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise NotAcceptable((Fault("", FaultCode.BAD_IDEMPOTENCY_KEY, {"most": LONGEST_KEY}),))
    # A key is kept as it came, unless there is a secret in it.
    return key if mask_text(key) == key else keyed_digest(key.encode())
