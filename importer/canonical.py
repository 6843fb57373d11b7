"""The one way to write a value down (RFC 8785), and what its digest is made from (SNP-3)."""

from hashlib import sha256

import rfc8785

from importer.json_value import JsonValue

_SAFE = 2**53


def canonical(value: JsonValue) -> bytes:
    """Return the RFC 8785 form of `value`: UTF-8, sorted by UTF-16 unit, numbers as ECMAScript writes them.

    Raises ValueError for what JSON can not say (NaN, lone surrogates, integers outside ±2^53) and
    RecursionError for hundreds of levels; `reading` lets neither in.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.IntegerDomainError:
        return rfc8785.dumps(_with_edge_as_float(value))


def digest(value: JsonValue) -> str:
    """Return the SHA-256 of the canonical form, 64 lower-case hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def _with_edge_as_float(value: JsonValue) -> JsonValue:
    # The library takes integers below 2^53; 2^53 itself is a double like any other and is let in (CAP-4).
    if isinstance(value, dict):
        return {key: _with_edge_as_float(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_edge_as_float(inner) for inner in value]
    if type(value) is int and abs(value) == _SAFE:
        return float(value)
    return value
