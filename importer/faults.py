"""What can be wrong with what comes in: a place, a code and the numbers, never a sentence or a value."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice


class FaultCode(StrEnum):
    """One member a kind of fault; the params that go with it stand beside it."""

    # How the bytes were packed (CAP-4)
    NOT_UNPACKED = "not_unpacked"  # coding: gzip or zstd
    CUT_OFF = "cut_off"  # coding
    MORE_FOLLOWS = "more_follows"  # coding
    NEEDS_DICTIONARY = "needs_dictionary"  # coding

    # The bytes and the JSON in them (CAP-4). What has a place in the text says its line and column.
    EMPTY = "empty"  # nothing where something is needed
    TOO_LARGE = "too_large"  # most (bytes)
    NOT_UTF8 = "not_utf8"  # offset (bytes), where known
    BYTE_ORDER_MARK = "byte_order_mark"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"  # most (levels)
    DUPLICATE_KEY = "duplicate_key"
    NOT_A_NUMBER = "not_a_number"  # NaN and the infinities
    NUMBER_OUT_OF_RANGE = "number_out_of_range"  # outside ±2^53
    LONE_SURROGATE = "lone_surrogate"
    NUL_CHARACTER = "nul_character"
    NOT_DECODED = "not_decoded"  # encodings: those that are read, comma-separated
    BAD_LINE = "bad_line"  # neither [section] nor key=value
    LINE_TOO_LONG = "line_too_long"  # most, count (characters)
    MORE_FAULTS = "more_faults"  # most: that many are named, there are others

    # Files of spreadsheets (TGT-4)
    UNKNOWN_ENCODING = "unknown_encoding"
    BAD_CSV = "bad_csv"  # line
    TOO_MANY_LINES = "too_many_lines"  # most

    # The shape of a document
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_TYPE = "wrong_type"  # expected: object, list, string, integer, boolean, number or null
    TOO_MANY = "too_many"  # most, count
    TOO_FEW = "too_few"  # least, count

    # One value
    NOT_TEXT = "not_text"  # control characters
    TOO_LONG = "too_long"  # most, count (code points)
    TOO_SHORT = "too_short"  # least, count (code points)
    TOO_SMALL = "too_small"  # least, most
    TOO_BIG = "too_big"  # least, most
    NOT_ALLOWED = "not_allowed"  # allowed: the choices, comma-separated
    BAD_PATTERN = "bad_pattern"  # pattern
    COMMON_PASSWORD = "common_password"  # noqa: S105  a code, not a password
    BAD_TIME = "bad_time"
    BAD_VERSION = "bad_version"
    BAD_PORT_RANGE = "bad_port_range"  # least, most
    NOT_DIGITS = "not_digits"  # least, most: that many ASCII digits
    BAD_TIME_ZONE = "bad_time_zone"
    BAD_PASSWORD_HASH = "bad_password_hash"  # noqa: S105  expected: argon2id, of bearable cost
    MASKED = "masked"  # a secret stood in it, so what is left is not what the softphone had

    # One thing against others
    DUPLICATE = "duplicate"  # first: the pointer of the place that came first
    UNKNOWN_REFERENCE = "unknown_reference"  # kind: what it should have named
    NOT_OFFERED = "not_offered"  # kind: what it names is there, but cannot be chosen here
    TAKEN = "taken"  # by; in a directory also kind: "terminals" and the like, by is the extension
    OTHER_TERMINAL = "other_terminal"
    OTHER_VERSION = "other_version"

    BAD_IDEMPOTENCY_KEY = "bad_idempotency_key"  # most (characters)

    # The work on it
    GIVEN_UP = "given_up"  # most: so many attempts ended without an outcome
    OTHER_ORGANIZATION = "other_organization"
    IN_USE = "in_use"  # by: the kind that uses it, name: what is used, count: by how many
    LAST_ADMINISTRATOR = "last_administrator"
    TOO_MANY_PASSWORDS = "too_many_passwords"  # most, count: plain ones; hashes are not counted


# What made the bytes no text of their kind at all (400), beside what is well-formed but not acceptable (422).
MALFORMED = frozenset(
    {
        FaultCode.NOT_UNPACKED,
        FaultCode.CUT_OFF,
        FaultCode.MORE_FOLLOWS,
        FaultCode.NEEDS_DICTIONARY,
        FaultCode.EMPTY,
        FaultCode.NOT_UTF8,
        FaultCode.BYTE_ORDER_MARK,
        FaultCode.NOT_JSON,
        FaultCode.NOT_DECODED,
        FaultCode.BAD_LINE,
    },
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `pointer` is an RFC 6901 JSON Pointer, "" for the whole document.

    Where the place in the text is known, `params` has its `line` and `column`, both from 1.
    """

    pointer: str
    code: FaultCode
    params: Mapping[str, str | int] = field(default_factory=dict)


class Unreadable(Exception):
    """What came in is refused whole; `faults` is every reason, in document order, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults; the message names codes and places alone, so it can be logged."""
        self.faults = tuple(faults)
        super().__init__(", ".join(f"{fault.code} at {fault.pointer or '/'}" for fault in self.faults[:5]))

    @property
    def malformed(self) -> bool:
        """Whether it is no text of its kind (400, or 413 for its size), rather than unacceptable (422)."""
        return any(fault.code in MALFORMED and not _is_empty_field(fault) for fault in self.faults)

    @property
    def too_large(self) -> bool:
        """Whether it was refused for its size alone, unread (413)."""
        return any(fault.code is FaultCode.TOO_LARGE for fault in self.faults)


def _is_empty_field(fault: Fault) -> bool:
    return fault.code is FaultCode.EMPTY and fault.pointer != ""


def at_most(most: int, faults: Iterable[Fault]) -> list[Fault]:
    """Return the first `most` faults, and one more that says so where there are others.

    Some of what comes in could make more faults than anyone can read or any answer carry.
    """
    named = list(islice(faults, most + 1))
    if len(named) > most:
        named[-1] = Fault("", FaultCode.MORE_FAULTS, {"most": most})
    return named


_LONGEST_STEP = 200
_UNSENDABLE = re.compile("[\0\ud800-\udfff]")


def step(pointer: str, key: str | int) -> str:
    """Return `pointer` one step further in: "/settings" and "a/b" give "/settings/a~1b" (RFC 6901).

    A step that could not be sent or shown is made so: lone surrogates and NUL become U+FFFD, and of a
    key that is longer than 200 characters the beginning stands for the whole.
    """
    if isinstance(key, int):
        return f"{pointer}/{key}"
    text = key if len(key) <= _LONGEST_STEP else key[:_LONGEST_STEP] + "…"
    sendable = _UNSENDABLE.sub("\ufffd", text)
    return f"{pointer}/{sendable.replace('~', '~0').replace('/', '~1')}"


def steps(pointer: str) -> list[str]:
    """Return the steps of `pointer`, the outermost first, as they are called: what `step` wrote."""
    return [escaped.replace("~1", "/").replace("~0", "~") for escaped in pointer.split("/")[1:]]
