"""Capturing: this softphone's settings go to the portal, and what becomes of them is followed."""

import platform
import unicodedata
import uuid
from dataclasses import replace

from softphone.outcomes import CaptureAnswered, NoAnswer, TokenEnded, Unreachable, Whose
from softphone.reading import JsonObject
from softphone.settings import settings_of
from softphone.state import Upload
from softphone.turn import Turn

ATTEMPTS = 3
"""Times that an upload without an answer is sent at once, always with the same key."""


def capture(turn: Turn, name: str) -> Upload | NoAnswer:
    """Upload every setting in force under `name`. Without an answer, `resend` sends the same again."""
    upload = Upload(key=str(uuid.uuid4()), name=_clean(name), body=_body(turn, _clean(name)))
    turn.keep(replace(turn.state, upload=upload))
    return resend(turn, upload)


def resend(turn: Turn, upload: Upload) -> Upload | NoAnswer:
    """Send `upload` if the portal does not have it yet; otherwise ask where it stands."""
    if upload.body is not None:
        return _send(turn, upload, upload.body)
    if upload.id is None or upload.finished:
        return upload
    return _kept(turn, upload, turn.portal.capture(turn.credentials, upload.id))


def _send(turn: Turn, upload: Upload, body: JsonObject) -> Upload | NoAnswer:
    answer: CaptureAnswered | NoAnswer = turn.portal.upload(turn.credentials, body, upload.key)
    for _ in range(ATTEMPTS - 1):
        if not isinstance(answer, Unreachable) or answer.retry_after is not None:
            break
        answer = turn.portal.upload(turn.credentials, body, upload.key)
    return _kept(turn, upload, answer)


def _kept(turn: Turn, upload: Upload, answer: CaptureAnswered | NoAnswer) -> Upload | NoAnswer:
    if isinstance(answer, CaptureAnswered):
        kept = replace(
            upload, body=None, id=str(answer.id), state=answer.state, outcome=answer.model_dump(mode="json")
        )
        turn.keep(replace(turn.state, upload=kept))
        return kept
    if answer == TokenEnded(Whose.AGENT):
        turn.keep(replace(turn.state, agent=None))
    return answer


def _body(turn: Turn, name: str) -> JsonObject:
    # Everything, device and secret settings included: what may be shared is the portal's to judge (CAP-8).
    return {
        "name": name,
        "captured_at": turn.at,
        "softphone": {"version": turn.state.version, "os": f"{platform.system()} {platform.release()}"},
        "settings": {item.key: item.value for item in settings_of(turn.state).items},
    }


def _clean(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()
