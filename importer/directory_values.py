"""Single values of a directory document: how each is kept, or why it is refused.

A check takes what stands in the document and returns it as it is kept, or Bad.
"""

import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from importer.faults import Fault, FaultCode
from importer.json_value import JsonValue

NAME_LENGTH = 60
LOGIN_LENGTH = 60
VERSION_LENGTH = 32
# No more code points than this become one by NFC; normalising costs the square of a run of combining marks.
LONGEST_COMPOSITION = 4


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a value is refused, without its place."""

    code: FaultCode
    params: Mapping[str, str | int] = field(default_factory=dict)

    def at(self, pointer: str) -> Fault:
        """Return the fault of a value that stands here."""
        return Fault(pointer, self.code, self.params)


Check: TypeAlias = Callable[[JsonValue], str | Bad]

NOT_A_STRING = Bad(FaultCode.WRONG_TYPE, {"expected": "string"})
_CONTROL = Bad(FaultCode.NOT_TEXT)
# Control characters, halves of surrogate pairs, and the two separators that break lines unseen.
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})
_INVISIBLE = frozenset({"Cf", "Zs"})
_VERSION = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){1,3}")


def digits(least: int, most: int) -> Check:
    """Return a check for ASCII digits, `least` to `most` of them; full-width ones are refused."""
    bad = Bad(FaultCode.NOT_DIGITS, {"least": least, "most": most})

    def check(value: JsonValue) -> str | Bad:
        if not isinstance(value, str):
            return NOT_A_STRING
        return value if least <= len(value) <= most and value.isascii() and value.isdigit() else bad

    return check


extension = digits(1, 10)
dial_in = digits(3, 20)
any_number = digits(1, 20)


def name(value: JsonValue) -> str | Bad:
    """Keep a name: NFC, trimmed, 1 to 60 code points on one line, at least one to be seen (PRF-3)."""
    if not isinstance(value, str):
        return NOT_A_STRING
    text = value.strip()
    if len(text) <= LONGEST_COMPOSITION * NAME_LENGTH:
        text = unicodedata.normalize("NFC", text).strip()
    if len(text) > NAME_LENGTH:
        return Bad(FaultCode.TOO_LONG, {"most": NAME_LENGTH, "count": len(text)})
    if text and value.isprintable():
        return text  # as nearly all are; the rest takes longer
    if _has_controls(value, allowed="\t\n\r") or _has_controls(text):
        return _CONTROL
    return text if _can_be_seen(text) else Bad(FaultCode.EMPTY)


def login(value: JsonValue) -> str | Bad:
    """Keep a login: a name without white space or anything that cannot be seen; case is told apart."""
    text = name(value)
    if isinstance(text, Bad) or (text.isprintable() and " " not in text):
        return text
    return Bad(FaultCode.BAD_PATTERN, {"pattern": r"\S+"})


def word(pattern: str) -> Check:
    """Return a check for strings of this form, all ASCII."""
    form = re.compile(pattern)
    bad = Bad(FaultCode.BAD_PATTERN, {"pattern": pattern})

    def check(value: JsonValue) -> str | Bad:
        if not isinstance(value, str):
            return NOT_A_STRING
        return value if form.fullmatch(value) else bad

    return check


slug = word(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
role_key = word(r"[a-z0-9][a-z0-9_-]{0,62}")
option = word(r"[a-z0-9][a-z0-9_-]{0,62}")
label_code = word(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def choice(*allowed: str) -> Check:
    """Return a check for one of these words."""
    bad = Bad(FaultCode.NOT_ALLOWED, {"allowed": ", ".join(allowed)})
    words = frozenset(allowed)

    def check(value: JsonValue) -> str | Bad:
        if not isinstance(value, str):
            return NOT_A_STRING
        return value if value in words else bad

    return check


plan = choice("business_phone", "call_center")
terminal_type = choice("softphone", "softphone_encrypted", "webrtc", "hardphone", "mobile")


def version(value: JsonValue) -> str | Bad:
    """Keep a version that can be compared: two to four numbers joined by dots (VER-3)."""
    if not isinstance(value, str):
        return NOT_A_STRING
    if len(value) <= VERSION_LENGTH and _VERSION.fullmatch(value):
        return value
    return Bad(FaultCode.BAD_VERSION)


def time_zone(value: JsonValue) -> str | Bad:
    """Keep the IANA name of a time zone that this machine knows."""
    if not isinstance(value, str):
        return NOT_A_STRING
    return value if value in _time_zones() else Bad(FaultCode.BAD_TIME_ZONE)


@cache
def _time_zones() -> frozenset[str]:
    # These two are files of the machine, not names of zones.
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def _can_be_seen(text: str) -> bool:
    return any(unicodedata.category(character) not in _INVISIBLE for character in text)


def _has_controls(text: str, allowed: str = "") -> bool:
    return any(unicodedata.category(character) in _REFUSED for character in text if character not in allowed)
