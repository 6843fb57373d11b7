"""What pydantic finds wrong with a shape, said as faults: a place and a code, never the value itself."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from importer.faults import Fault, FaultCode, step

Reason: TypeAlias = tuple[FaultCode, Mapping[str, str | int]]


def shape_faults(error: ValidationError) -> list[Fault]:
    """Return every fault, in the order of the shape."""
    return [_fault(found) for found in error.errors(include_url=False)]


def _fault(error: ErrorDetails) -> Fault:
    pointer = ""
    for key in error["loc"]:
        pointer = step(pointer, key)
    reason = _REASONS.get(error["type"], _wrong_type)
    return Fault(pointer, *reason(error))


def _wrong_type(error: ErrorDetails) -> Reason:
    name = error["type"].removesuffix("_type")
    return FaultCode.WRONG_TYPE, {"expected": _TYPES.get(name, name)}


def _too_long(error: ErrorDetails) -> Reason:
    return FaultCode.TOO_LONG, {"most": error["ctx"]["max_length"], "count": len(error["input"])}


def _too_short(error: ErrorDetails) -> Reason:
    return FaultCode.TOO_SHORT, {"least": error["ctx"]["min_length"], "count": len(error["input"])}


def _not_allowed(error: ErrorDetails) -> Reason:
    return FaultCode.NOT_ALLOWED, {"allowed": error["ctx"]["expected"].replace("'", "")}


_TYPES = {"model": "object", "dict": "object", "int": "integer", "bool": "boolean"}

_REASONS: Mapping[str, Callable[[ErrorDetails], Reason]] = {
    "missing": lambda _error: (FaultCode.MISSING, {}),
    "extra_forbidden": lambda _error: (FaultCode.UNKNOWN_FIELD, {}),
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "string_pattern_mismatch": lambda error: (FaultCode.BAD_PATTERN, {"pattern": error["ctx"]["pattern"]}),
    "enum": _not_allowed,
    "literal_error": _not_allowed,
}
