"""The kinds of value that the catalogue knows: does a value fit, and what does typed text mean."""

import re
from collections.abc import Callable, Mapping

from softphone.reading import JsonObject, JsonValue, read_json

BOOLEANS = {"true": True, "on": True, "yes": True, "1": True}
BOOLEANS |= {"false": False, "off": False, "no": False, "0": False}

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadText(ValueError):
    """The typed text means no value of that kind."""


def fits(kind: JsonObject, value: JsonValue) -> bool:
    """Whether a setting of type `kind` can hold `value`. A kind that is not known here fits anything."""
    fit = _FITS.get(str(kind.get("kind")))
    return fit is None or fit(kind, value)


def from_text(kind: JsonObject, text: str) -> JsonValue:
    """Return the value that `text` means, as typed on a command line. Raises `BadText`."""
    match kind.get("kind"):
        case "string" | "enumeration":
            return text
        case "boolean":
            return _boolean(text)
    try:
        return read_json(text.encode())
    except ValueError as error:
        raise BadText(text) from error


def _boolean(text: str) -> bool:
    try:
        return BOOLEANS[text.strip().lower()]
    except KeyError as error:
        raise BadText(text) from error


def choices(kind: JsonObject) -> list[JsonObject]:
    """Return the choices of an enumeration as the catalogue has them: value and label."""
    listed = kind.get("choices")
    return [choice for choice in listed if isinstance(choice, dict)] if isinstance(listed, list) else []


def whole(kind: JsonObject, name: str, otherwise: int) -> int:
    """Return a whole number of the type, as `least` and `most`."""
    value = kind.get(name)
    return value if isinstance(value, int) else otherwise


def item_kind(kind: JsonObject) -> JsonObject | None:
    """Return the type of a list's items, None for a list of anything."""
    of = kind.get("of")
    return of if isinstance(of, dict) else None


def _fits_boolean(_kind: JsonObject, value: JsonValue) -> bool:
    return isinstance(value, bool)


def _fits_integer(kind: JsonObject, value: JsonValue) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return whole(kind, "least", value) <= value <= whole(kind, "most", value)


def _fits_enumeration(kind: JsonObject, value: JsonValue) -> bool:
    return isinstance(value, str) and value in [choice.get("value") for choice in choices(kind)]


def _fits_string(kind: JsonObject, value: JsonValue) -> bool:
    if not isinstance(value, str) or len(value) > whole(kind, "most", len(value)) or _CONTROL.search(value):
        return False
    pattern = kind.get("pattern")
    return not isinstance(pattern, str) or _matches(pattern, value)


def _matches(pattern: str, value: str) -> bool:
    try:
        return re.fullmatch(pattern, value) is not None
    except re.error:
        return True  # a pattern in a dialect that is not ours: the portal judges it


def _fits_list(kind: JsonObject, value: JsonValue) -> bool:
    if not isinstance(value, list):
        return False
    if not whole(kind, "least", 0) <= len(value) <= whole(kind, "most", len(value)):
        return False
    of = item_kind(kind)
    if of is not None and not all(fits(of, item) for item in value):
        return False
    return kind.get("unique") is not True or all(value.index(item) == at for at, item in enumerate(value))


def _fits_port_range(kind: JsonObject, value: JsonValue) -> bool:
    match value:
        case [int(first), int(last)]:
            return all(_fits_integer(kind, port) for port in value) and first % 2 == 0 and first < last
    return False


_FITS: Mapping[str, Callable[[JsonObject, JsonValue], bool]] = {
    "boolean": _fits_boolean,
    "integer": _fits_integer,
    "enumeration": _fits_enumeration,
    "string": _fits_string,
    "list": _fits_list,
    "port_range": _fits_port_range,
}
