"""The one way to write a value down (RFC 8785), and what its digest is made from (SNP-3)."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

from importer.json_value import JsonValue

_SAFE = 2**53
_SMALLEST, _LARGEST = 1e-4, 1e16
_LAST_OF_ONE_UNIT = "\uffff"
_CONTAINERS = frozenset({dict, list, tuple})

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
    # One loop, no call for a scalar: it goes through everything that is written.
    containers: list[Any] = [[value]]
    while containers:
        container = containers.pop()
        if type(container) is dict and not _are_plain_keys(container):
            return False
        for inner in container.values() if type(container) is dict else container:
            kind = type(inner)
            if kind is str or kind is bool or inner is None:
                continue
            if kind in _CONTAINERS:
                containers.append(inner)
            elif not _is_plain_number(inner, kind) and not isinstance(inner, str):
                return False
    return True


def _are_plain_keys(keys: Mapping[str, Any]) -> bool:
    try:
        text = "".join(keys)
    except TypeError:  # a key that is no text
        return False
    return text.isascii() or max(text) <= _LAST_OF_ONE_UNIT


def _is_plain_number(value: Any, kind: type) -> bool:  # noqa: ANN401  any value, and its type
    if kind is int:
        return bool(-_SAFE <= value <= _SAFE)
    # Both write the shortest digits that mean the same number; here both do it without an exponent.
    return kind is float and _SMALLEST <= abs(value) < _LARGEST and not value.is_integer()


def _with_edge_as_float(value: JsonValue) -> JsonValue:
    # The library takes integers below 2^53; 2^53 itself is a double like any other and is let in (CAP-4).
    if isinstance(value, dict):
        return {key: _with_edge_as_float(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_edge_as_float(inner) for inner in value]
    if type(value) is int and abs(value) == _SAFE:
        return float(value)
    return value
