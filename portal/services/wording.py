"""Sentences for what is refused: one for each kind of fault and each reason, in the answer's language."""

from collections.abc import Mapping
from typing import Any, Protocol

from flask_babel import gettext, lazy_gettext

from importer.faults import Fault, FaultCode
from portal.services.errors import NotAllowed


class _Text(Protocol):
    """A sentence that is looked up when it is read."""

    def __str__(self) -> str: ...


class _Params(dict[str, object]):
    """The numbers and names of a fault; what a fault leaves out is shown as a question mark."""

    def __getitem__(self, name: str) -> object:
        value = self.get(name, "?")
        return KINDS.get(str(value), value) if name == "kind" else value


def sentence(fault: Fault) -> str:
    """Return what is wrong, what was expected, and where in the text, as far as that is known."""
    return _worded(fault.code, fault.params)


def stored_sentence(fault: Mapping[str, Any]) -> str:
    """Return the sentence of a fault as a capture keeps it: its code and its params."""
    return _worded(FaultCode(fault["code"]), fault["params"])


def _worded(code: FaultCode, params: Mapping[str, Any]) -> str:
    told = str(FAULTS[code]) % _Params(params)
    if "line" not in params:
        return told
    return str(gettext("%(fault)s (line %(line)s, column %(column)s)", fault=told, **_place(params)))


def _place(params: Mapping[str, Any]) -> dict[str, Any]:
    return {"line": params["line"], "column": params.get("column", 1)}


def reason(refusal: NotAllowed) -> str:
    """Return why a right credential does not reach; what has no sentence of its own gets a general one."""
    found = REASONS.get(refusal.reason)
    return gettext("This credential does not allow that.") if found is None else str(found)


FAULTS: Mapping[FaultCode, _Text] = {
    FaultCode.NOT_UNPACKED: lazy_gettext("This cannot be unpacked: it is not %(coding)s as it is accepted."),
    FaultCode.CUT_OFF: lazy_gettext("The %(coding)s data ends too early."),
    FaultCode.MORE_FOLLOWS: lazy_gettext("Something follows after the %(coding)s data."),
    FaultCode.NEEDS_DICTIONARY: lazy_gettext("A %(coding)s dictionary would be needed; none is known."),
    FaultCode.EMPTY: lazy_gettext("Enter something here."),
    FaultCode.TOO_LARGE: lazy_gettext("Too large: at most %(most)s bytes."),
    FaultCode.NOT_UTF8: lazy_gettext("Not UTF-8 (at byte %(offset)s)."),
    FaultCode.BYTE_ORDER_MARK: lazy_gettext(
        "It begins with a byte order mark; expected is UTF-8 without one."
    ),
    FaultCode.NOT_JSON: lazy_gettext("Not JSON."),
    FaultCode.TOO_DEEP: lazy_gettext("Nested too deep: at most %(most)s levels."),
    FaultCode.DUPLICATE_KEY: lazy_gettext("This key stands here twice."),
    FaultCode.NOT_A_NUMBER: lazy_gettext("NaN and infinities are no numbers."),
    FaultCode.NUMBER_OUT_OF_RANGE: lazy_gettext("The number is outside ±2^53."),
    FaultCode.LONE_SURROGATE: lazy_gettext("Half of a surrogate pair is not a character."),
    FaultCode.NUL_CHARACTER: lazy_gettext("The NUL character is not allowed."),
    FaultCode.NOT_DECODED: lazy_gettext("No text in an encoding that is read: %(encodings)s."),
    FaultCode.BAD_LINE: lazy_gettext("Expected is [section], key=value, or a comment."),
    FaultCode.LINE_TOO_LONG: lazy_gettext("The line is too long: %(count)s characters, at most %(most)s."),
    FaultCode.MORE_FAULTS: lazy_gettext("There is more that is wrong: only the first %(most)s are named."),
    FaultCode.UNKNOWN_ENCODING: lazy_gettext("Neither UTF-8 nor Shift_JIS: save the file as CSV again."),
    FaultCode.BAD_CSV: lazy_gettext("Not CSV: look at the quotation marks from line %(line)s on."),
    FaultCode.TOO_MANY_LINES: lazy_gettext("Too many lines: at most %(most)s."),
    FaultCode.MISSING: lazy_gettext("This is missing."),
    FaultCode.UNKNOWN_FIELD: lazy_gettext("There is no such field."),
    FaultCode.WRONG_TYPE: lazy_gettext("Wrong type: expected is %(expected)s."),
    FaultCode.TOO_MANY: lazy_gettext("Too many: %(count)s, at most %(most)s."),
    FaultCode.TOO_FEW: lazy_gettext("Too few: %(count)s, at least %(least)s."),
    FaultCode.NOT_TEXT: lazy_gettext("Control characters are not allowed."),
    FaultCode.TOO_LONG: lazy_gettext("Too long: %(count)s characters, at most %(most)s."),
    FaultCode.TOO_SHORT: lazy_gettext("Too short: %(count)s characters, at least %(least)s."),
    FaultCode.TOO_SMALL: lazy_gettext("Too small: expected is %(least)s to %(most)s."),
    FaultCode.TOO_BIG: lazy_gettext("Too big: expected is %(least)s to %(most)s."),
    FaultCode.NOT_ALLOWED: lazy_gettext("Not allowed here. Possible: %(allowed)s."),
    FaultCode.BAD_PATTERN: lazy_gettext("Wrong form: expected is %(pattern)s."),
    FaultCode.COMMON_PASSWORD: lazy_gettext("This password is used by too many people."),
    FaultCode.BAD_TIME: lazy_gettext("Not a time: expected is the form 2026-11-20T09:00:00+09:00."),
    FaultCode.BAD_VERSION: lazy_gettext("Not a version: expected is the form 3.13.7."),
    FaultCode.BAD_PORT_RANGE: lazy_gettext(
        "Not a range of ports: expected are two from %(least)s to %(most)s, the first even and lower."
    ),
    FaultCode.NOT_DIGITS: lazy_gettext("Expected are %(least)s to %(most)s digits."),
    FaultCode.BAD_TIME_ZONE: lazy_gettext(
        "There is no such time zone; expected is a name such as Asia/Tokyo."
    ),
    FaultCode.BAD_PASSWORD_HASH: lazy_gettext("Not a usable password hash: expected is argon2id."),
    FaultCode.MASKED: lazy_gettext(
        "A secret stood in the value; it was removed, and the value cannot be used."
    ),
    FaultCode.DUPLICATE: lazy_gettext("This is here twice."),
    FaultCode.UNKNOWN_REFERENCE: lazy_gettext("Unknown: %(kind)s."),
    FaultCode.NOT_OFFERED: lazy_gettext("This %(kind)s cannot be chosen here."),
    FaultCode.TAKEN: lazy_gettext("This belongs to %(by)s already."),
    FaultCode.OTHER_TERMINAL: lazy_gettext("This is not the terminal that the upload came from."),
    FaultCode.OTHER_VERSION: lazy_gettext("This is not the version that the request names."),
    FaultCode.BAD_IDEMPOTENCY_KEY: lazy_gettext(
        "Idempotency-Key: expected are 1 to %(most)s printable characters."
    ),
    FaultCode.GIVEN_UP: lazy_gettext("Given up after %(most)s attempts."),
    FaultCode.OTHER_ORGANIZATION: lazy_gettext("This is another organisation."),
    FaultCode.IN_USE: lazy_gettext("This is in use (%(name)s)."),
    FaultCode.LAST_ADMINISTRATOR: lazy_gettext("The last system administrator stays."),
    FaultCode.TOO_MANY_PASSWORDS: lazy_gettext(
        "Too many plain passwords: %(count)s, at most %(most)s. Send argon2id hashes."
    ),
}

# What a reference names; faults say it in the words of documents and tables.
KINDS: Mapping[str, _Text] = {
    "accounts": lazy_gettext("account"),
    "account": lazy_gettext("account"),
    "terminals": lazy_gettext("terminal"),
    "extension": lazy_gettext("terminal"),
    "roles": lazy_gettext("role"),
    "snapshot": lazy_gettext("snapshot"),
    "snapshot_version": lazy_gettext("snapshot version"),
    "display_numbers": lazy_gettext("number"),
    "cti_numbers": lazy_gettext("number"),
    "contact_points": lazy_gettext("contact point"),
}

REASONS: Mapping[str, _Text] = {
    "terminal_type": lazy_gettext("Terminals of this type cannot be managed."),
    "agent_function_off": lazy_gettext("The agent function of this account is off."),
    "not_administrator": lazy_gettext("Only the system administrator role with all its rights may do this."),
    "server_too_old": lazy_gettext("The server is too old for this: 3.13.0 or later is needed."),
    "softphone_too_old": lazy_gettext("The softphone is too old for this: 3.13.7 or later is needed."),
    "only_version": lazy_gettext("This is the only version that is left. Delete the whole setting instead."),
    "not_given_up": lazy_gettext("Only what was given up can be tried again; it is not, or no longer."),
    "capture_open": lazy_gettext("It is still being processed. Delete it when there is an outcome."),
    "right_missing": lazy_gettext("This API key does not open this."),
    "read_only": lazy_gettext("This API key may only read."),
}
