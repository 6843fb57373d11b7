"""JSON from outside, read strictly: what other readers let through or fall over is refused here (CAP-4).

The common case is one pass of the C parser with a few cheap checks. Only where one of them finds something
does `reading_faults` go through the text again, slowly, to say what and where.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from importer.faults import Fault, FaultCode, Unreadable, at_most
from importer.json_numbers import NumberOutOfRangeError, real_number, whole_number
from importer.json_pairs import DuplicateNameError, without_duplicates
from importer.json_value import JsonValue
from importer.reading_faults import Scan
from importer.reading_text import text_of

__all__ = ["Limits", "Reading", "Unreadable", "read", "read_json"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come in: bytes, levels of objects and lists, and how many faults are named at most."""

    bytes: int
    depth: int = 16
    faults: int = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, and what is wrong with how it says it.

    Where there are faults, `value` has something of the same kind in each of their places, so that whatever
    else is wrong with it can be told at once.
    """

    text: str
    value: JsonValue
    faults: tuple[Fault, ...] = ()


def read_json(raw: bytes, limits: Limits) -> JsonValue:
    """Return what the bytes say; raises Unreadable with every fault, up to the first that breaks the syntax.

    Numbers that are whole are int, however they are written (RFC 8785 writes 5.0 as 5), others are float.
    """
    reading = read(raw, limits)
    if reading.faults:
        raise Unreadable(reading.faults)
    return reading.value


def read(raw: bytes, limits: Limits) -> Reading:
    """Return what the bytes say, and faults that break no syntax; raises Unreadable for one that does."""
    text = text_of(raw, limits.bytes)
    try:
        value: JsonValue = _STRICT.decode(text)
    except _SUSPECT:
        return _with_faults(text, limits)
    # An escape may have been one of a backslash: then the second look finds nothing.
    if ("\\u" in text and _ESCAPED.search(text)) or _deeper_than(limits.depth, value):
        return Reading(text, value, tuple(at_most(limits.faults, Scan(text, limits.depth).faults())))
    return Reading(text, value)


def _with_faults(text: str, limits: Limits) -> Reading:
    try:
        value: JsonValue = _LENIENT.decode(text)
    except json.JSONDecodeError as error:
        raise Unreadable(_faults_before(error, text, limits)) from None
    except RecursionError:  # so deep that this is a fault by itself
        raise Unreadable(at_most(limits.faults, Scan(text, limits.depth).faults())) from None
    return Reading(text, value, tuple(at_most(limits.faults, Scan(text, limits.depth).faults())))


def _faults_before(error: json.JSONDecodeError, text: str, limits: Limits) -> list[Fault]:
    scan = Scan(text[: error.pos], limits.depth)
    faults = at_most(limits.faults, scan.faults())
    if len(faults) <= limits.faults:
        place = {"line": error.lineno, "column": error.colno}
        faults.append(Fault(scan.place, FaultCode.NOT_JSON, place))
    return faults


class _NoNumberError(Exception):
    """NaN or an infinity stands in the text."""


def _no_number(_token: str) -> NoReturn:
    raise _NoNumberError


# What ends the quick look: something that is refused, or bad syntax.
_SUSPECT = (
    DuplicateNameError,
    NumberOutOfRangeError,
    RecursionError,
    _NoNumberError,
    json.JSONDecodeError,
)
_STRICT = json.JSONDecoder(
    object_pairs_hook=without_duplicates,
    parse_int=whole_number,
    parse_float=real_number,
    parse_constant=_no_number,
)
# Takes any number, however long: a refused one stands for some number.
_LENIENT = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)

# NUL and halves of pairs can only come in as escapes: UTF-8 has no halves, and a bare NUL is bad syntax.
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89abAB]..(?!\\u[dD][c-fC-F]))|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")
_CONTAINERS = frozenset({dict, list})


def _deeper_than(most: int, value: JsonValue) -> bool:
    # Level by level: there is no recursion that a deep document could exhaust.
    level: list[Any] = [[value]]
    for _level in range(most + 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in _CONTAINERS
        ]
        if not level:
            return False
    return True
