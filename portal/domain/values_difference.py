"""What differs between the settings of two snapshot versions (SNP-4)."""

from collections.abc import Mapping
from enum import StrEnum

from importer.canonical import canonical
from importer.json_value import JsonValue


class Change(StrEnum):
    """What became of a setting from one version to another."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


def changes(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]) -> dict[str, Change]:
    """Return what became of each setting that differs; what is equal in both is not there."""
    return {key: change for key in {**before, **after} if (change := _change(before, after, key)) is not None}


def _change(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], key: str) -> Change | None:
    if key not in before:
        return Change.ADDED
    if key not in after:
        return Change.REMOVED
    return None if _same(before[key], after[key]) else Change.CHANGED


def _same(one: JsonValue, other: JsonValue) -> bool:
    # To Python true is 1, also inside a list; to a softphone it is not.
    return one == other and canonical(one) == canonical(other)
