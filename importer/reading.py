"""JSON from outside, read strictly: what other readers let through or fall over is refused here (CAP-4).

The common case is one pass of the C parser with a few cheap checks. Only where one of them finds something
does `reading_faults` go through the text again, slowly, to say what and where.
"""

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from importer.faults import Fault, FaultCode, Unreadable, at_most
from importer.json_numbers import NumberOutOfRangeError, real_number, whole_number
from importer.json_value import JsonValue
from importer.reading_faults import Scan

__all__ = ["Limits", "Unreadable", "read_json"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come in: bytes, levels of objects and lists, and how many faults are named at most."""

    bytes: int
    depth: int = 16
    faults: int = 1000


def read_json(raw: bytes, limits: Limits) -> JsonValue:
    """Return what the bytes say; raises Unreadable with every fault, up to the first that breaks the syntax.

    Numbers that are whole are int, however they are written (RFC 8785 writes 5.0 as 5), others are float.
    """
    text = _text(raw, limits)
    try:
        value: JsonValue = _STRICT.decode(text)
    except (_SuspectError, NumberOutOfRangeError, RecursionError):
        raise Unreadable(_faults(text, limits)) from None
    except json.JSONDecodeError as error:
        raise Unreadable(_faults(text, limits, error)) from None
    # An escape may have been one of a backslash: then the second look finds nothing.
    suspect = _ESCAPED.search(text) or _deeper_than(limits.depth, value)
    if suspect and (faults := _faults(text, limits)):
        raise Unreadable(faults)
    return value


def _text(raw: bytes, limits: Limits) -> str:
    if len(raw) > limits.bytes:
        raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": limits.bytes})])
    if not raw.strip():
        raise Unreadable([Fault("", FaultCode.EMPTY)])
    if raw.startswith(codecs.BOM_UTF8):
        raise Unreadable([Fault("", FaultCode.BYTE_ORDER_MARK)])
    if b"\0" in raw[:2]:  # UTF-16 or UTF-32 without a mark
        raise Unreadable([Fault("", FaultCode.NOT_UTF8, {"offset": raw.index(0)})])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable([Fault("", FaultCode.NOT_UTF8, {"offset": error.start})]) from None


class _SuspectError(Exception):
    """Something that is refused stands in the text."""


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _SuspectError
    return value


def _no_number(_token: str) -> NoReturn:
    raise _SuspectError


_STRICT = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=whole_number, parse_float=real_number, parse_constant=_no_number
)
# For the syntax alone: takes any number, however long.
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


def _faults(text: str, limits: Limits, error: json.JSONDecodeError | None = None) -> list[Fault]:
    error = error or _syntax_error(text)
    scan = Scan(text if error is None else text[: error.pos], limits.depth)
    faults = at_most(limits.faults, scan.faults())
    if error is not None and len(faults) <= limits.faults:
        faults.append(Fault(scan.place, FaultCode.NOT_JSON, {"line": error.lineno, "column": error.colno}))
    return faults


def _syntax_error(text: str) -> json.JSONDecodeError | None:
    try:
        _LENIENT.decode(text)
    except json.JSONDecodeError as error:
        return error
    except RecursionError:  # so deep that a fault is found without
        return None
    return None
