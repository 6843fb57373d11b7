"""Capturing from the window: send the settings, follow what becomes of them."""

import time

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.outcomes import Unreachable
from softphone.saying import NotDone, reasons_of, say_capture, say_not_done
from softphone.softphone import Softphone
from softphone.state import Upload
from softphone.window.language import language
from softphone.window.page import phone_called, phone_page

PATIENCE, PAUSE = 6.0, 0.2
"""Seconds that a capture is followed before its page is shown, and between two looks."""

captures = Blueprint("captures", __name__, url_prefix="/phones/<string:name>/capture")


@captures.get("/")
def shown(name: str) -> ResponseReturnValue:
    """Show the form and where the newest capture stands; asks the server while it is not finished."""
    phone = phone_called(name)
    upload = phone.state.upload
    if upload is None or upload.finished or upload.id is None:
        return _page(name, phone)
    outcome = phone.follow_capture()
    return _page(name, phone, None if isinstance(outcome, Upload) else outcome)


@captures.post("/")
def send(name: str) -> ResponseReturnValue:
    """Capture under the name that was typed."""
    phone, typed = phone_called(name), request.form.get("name", "")
    outcome = phone.capture(typed)
    if isinstance(outcome, Upload):
        _wait(phone, outcome)
        return redirect(url_for(".shown", name=name), 303)
    return _page(name, phone, outcome, typed=typed)


@captures.post("/again")
def send_again(name: str) -> ResponseReturnValue:
    """Send the newest capture again: the same bytes under the same key, so it counts once."""
    phone = phone_called(name)
    outcome = phone.follow_capture()
    if isinstance(outcome, Upload):
        return redirect(url_for(".shown", name=name), 303)
    return _page(name, phone, outcome)


def _wait(phone: Softphone, upload: Upload) -> None:
    # Most captures are judged in a second, and without a script a page does not follow by itself.
    until = time.monotonic() + PATIENCE
    following: Upload | NotDone = upload
    while isinstance(following, Upload) and not following.finished and time.monotonic() < until:
        time.sleep(PAUSE)
        following = phone.follow_capture()


def _page(name: str, phone: Softphone, fault: NotDone | None = None, typed: str = "") -> ResponseReturnValue:
    state = phone.state
    upload = state.upload
    sent = fault is not None and request.method == "POST"
    return phone_page(
        "capture.html",
        name,
        state,
        (503 if isinstance(fault, Unreachable) else 422) if sent else 200,
        upload=upload,
        typed=typed,
        fault=None if fault is None else say_not_done(fault, language()),
        where=None if upload is None else say_capture(upload, language()),
        reasons=[] if upload is None else reasons_of(upload),
        left_out=_keys(upload, "left_out"),
        unrecognised=_keys(upload, "unrecognised"),
    )


def _keys(upload: Upload | None, which: str) -> list[str]:
    listed = None if upload is None else upload.outcome.get(which)
    return [_key(entry) for entry in listed] if isinstance(listed, list) else []


def _key(entry: object) -> str:
    match entry:
        case {"key": str(key)}:
            return key
    return str(entry)
