"""The one way to write a value down (RFC 8785), and what its digest is made from (SNP-3)."""

import json
from hashlib import sha256
from typing import Any

import rfc8785

from importer.json_value import JsonValue

_SAFE = 2**53
_SMALLEST, _LARGEST = 1e-4, 1e16
_LAST_OF_ONE_UNIT = "\uffff"

# Where no key needs two UTF-16 units and every float is written without an exponent, the standard library
# writes the same bytes as the library for RFC 8785, at a seventh of the time: on the way of every answer to a
# softphone, and of every upload, that counts.
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: JsonValue) -> bytes:
    """Return the RFC 8785 form of `value`: UTF-8, sorted by UTF-16 unit, numbers as ECMAScript writes them.

    Raises ValueError for what JSON can not say (NaN, lone surrogates, integers outside ±2^53) and
    RecursionError for hundreds of levels; `reading` lets neither in.
    """
    if _is_plain(value):
        # What is no character fails here as it does in the library: UnicodeEncodeError is a ValueError.
        return _PLAIN.encode(value).encode()
    try:
        return rfc8785.dumps(value)
    except rfc8785.IntegerDomainError:
        return rfc8785.dumps(_with_edge_as_float(value))


def digest(value: JsonValue) -> str:
    """Return the SHA-256 of the canonical form, 64 lower-case hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def _is_plain(value: Any) -> bool:  # noqa: ANN401  whatever it is, it is told apart here
    kind = type(value)
    if kind is dict:
        return all(map(_is_plain_key, value)) and all(map(_is_plain, value.values()))
    if kind is list or kind is tuple:
        return all(map(_is_plain, value))
    if kind is int:
        return bool(-_SAFE <= value <= _SAFE)
    if kind is float:
        return _is_plain_float(value)
    return value is None or kind is bool or isinstance(value, str)


def _is_plain_float(value: float) -> bool:
    # Both write the shortest digits that mean the same number; here both do it without an exponent.
    return (_SMALLEST <= value < _LARGEST or -_LARGEST < value <= -_SMALLEST) and not value.is_integer()


def _is_plain_key(key: object) -> bool:
    return type(key) is str and (key.isascii() or max(key) <= _LAST_OF_ONE_UNIT)


def _with_edge_as_float(value: JsonValue) -> JsonValue:
    # The library takes integers below 2^53; 2^53 itself is a double like any other and is let in (CAP-4).
    if isinstance(value, dict):
        return {key: _with_edge_as_float(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_edge_as_float(inner) for inner in value]
    if type(value) is int and abs(value) == _SAFE:
        return float(value)
    return value
