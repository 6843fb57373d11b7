"""JSON as it comes in, read strictly, and the canonical form that digests are made over."""

import hashlib
import json
from typing import NoReturn, TypeAlias

import rfc8785
from pydantic import JsonValue

JsonObject: TypeAlias = dict[str, JsonValue]

__all__ = ["JsonObject", "JsonValue", "NotJson", "digest", "read_json"]


MOST_DEPTH = 64
"""More levels than any settings have, fewer than any parser or writer here stumbles over."""


class NotJson(ValueError):
    """The bytes or the value are no JSON that two programs would read alike."""


def read_json(raw: bytes) -> JsonValue:
    """Return what `raw` says. Raises `NotJson`, also for duplicate keys, NaN, UTF-16 and endless nesting."""
    try:
        value: JsonValue = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(f"not JSON: {error}") from error
    if _deeper(value, MOST_DEPTH):
        raise NotJson(f"not JSON: more than {MOST_DEPTH} levels deep")
    return value


def digest(value: object) -> str:
    """Return the hex SHA-256 of the RFC 8785 form. Raises `NotJson` for what has no such form."""
    try:
        # rfc8785 wants its own recursive type; what is not JSON it refuses by itself.
        canonical = rfc8785.dumps(value)  # type: ignore[arg-type]
    except (ValueError, RecursionError) as error:
        raise NotJson(f"no canonical form: {error}") from error
    return hashlib.sha256(canonical).hexdigest()


def _without_duplicates(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJson("the same key stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON")


def _deeper(value: JsonValue, levels: int) -> bool:
    match value:
        case dict():
            return levels == 0 or any(_deeper(item, levels - 1) for item in value.values())
        case list():
            return levels == 0 or any(_deeper(item, levels - 1) for item in value)
    return False
