"""Objects of JSON in which no name stands twice: what `json` is given as `object_pairs_hook`."""

from importer.json_value import JsonValue


class DuplicateNameError(Exception):
    """A name stands twice in an object, so that one of the values would not be looked at."""


def without_duplicates(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    """Return the object that the pairs make. Raises DuplicateNameError."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise DuplicateNameError
    return value
