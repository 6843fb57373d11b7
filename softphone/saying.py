"""Outcomes in words, for the command line and the window alike."""

from datetime import UTC, datetime
from typing import TypeAlias

from softphone.catalogue import Language
from softphone.outcomes import (
    AgentFunctionOff,
    NoAnswer,
    NotEnrolled,
    NothingCaptured,
    NotSignedIn,
    Refused,
    TokenEnded,
    Unreachable,
    Whose,
)
from softphone.state import Standing, State, Upload
from softphone.texts import known, text

NotDone: TypeAlias = NoAnswer | NotEnrolled | NotSignedIn | AgentFunctionOff | NothingCaptured


def say_standing(state: State, standing: Standing, language: Language) -> str:
    """Say what came of the last question."""
    said = _standing(state, standing, language)
    return f"{text('standing.session_over', language)} {said}" if standing.agent_ended else said


def _standing(state: State, standing: Standing, language: Language) -> str:
    detail = standing.detail or ""
    if standing.outcome == "not_controlled" and known(f"reason.{detail}"):
        return text(f"reason.{detail}", language)
    why = text(f"why.{detail}", language) if known(f"why.{detail}") else detail
    return text(
        f"standing.{standing.outcome}", language, detail=detail, why=why, until=_clock_time(state.not_before)
    )


def _clock_time(seconds: float | None) -> str:
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC).astimezone():%H:%M:%S}"


def say_not_done(outcome: NotDone, language: Language) -> str:
    """Say why something was not done."""
    match outcome:
        case Unreachable(why, retry_after):
            said = text("said.no_answer", language, why=text(f"why.{why}", language))
            later = "" if retry_after is None else text("said.retry_after", language, seconds=retry_after)
            return f"{said} {later}".strip()
        case TokenEnded(Whose.AGENT):
            return text("said.agent_ended", language)
        case TokenEnded():
            return text("said.device_ended", language)
        case Refused(status=401):
            # Enrolment and sign-in alone; the portal does not say which part is wrong (TRU-14).
            return text("said.wrong_entry", language)
        case Refused():
            return _refused(outcome, language)
    return text(_NAMES[type(outcome)], language)


def _refused(refused: Refused, language: Language) -> str:
    places = [f"{pointer or '/'}: {detail}" for pointer, detail in refused.errors]
    detail = " ".join([refused.detail or str(refused.status), *places])
    return text("said.refused", language, detail=detail)


_NAMES: dict[type[NotDone], str] = {
    NotEnrolled: "said.not_enrolled",
    NotSignedIn: "said.not_signed_in",
    AgentFunctionOff: "said.agent_function_off",
    NothingCaptured: "said.nothing_captured",
}


def say_capture(upload: Upload, language: Language) -> str:
    """Say where a capture stands, and what it became."""
    state = f"capture.{upload.state}"
    said = text(state, language) if known(state) else upload.state
    match upload.outcome.get("snapshot"):
        case {"name": str(name), "version": int(version)}:
            return f"{said}: {text('capture.snapshot', language, name=name, version=version)}"
    return said


def reasons_of(upload: Upload) -> list[str]:
    """Return why a capture was refused, as the portal worded it."""
    errors = upload.outcome.get("errors")
    return [_reason(error) for error in errors] if isinstance(errors, list) else []


def _reason(error: object) -> str:
    match error:
        case {"pointer": pointer, "detail": detail}:
            return f"{pointer}: {detail}"
    return str(error)


def say_option(option: str, language: Language) -> str:
    """Return what an option is called."""
    return text(f"option.{option}", language) if known(f"option.{option}") else option
