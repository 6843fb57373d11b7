"""Several changes one after the other, as the one change that they make together (PRF-9)."""

from collections.abc import Iterable

from importer.json_value import JsonValue
from portal.domain.difference import Difference, ListChange, only_changes


def together(changes: Iterable[Difference]) -> Difference:
    """Return what the changes, oldest first, make of the state before the first."""
    fields: dict[str, tuple[JsonValue, JsonValue]] = {}
    lists: dict[str, ListChange] = {}
    for change in changes:
        for name, (before, after) in change.fields.items():
            fields[name] = (fields.get(name, (before, after))[0], after)
        for name, made in change.lists.items():
            lists[name] = _then(lists.get(name, ListChange()), made)
    return only_changes(fields, lists)


def _then(first: ListChange, second: ListChange) -> ListChange:
    """Return both changes; what the second takes back of the first is no change."""
    return ListChange(
        (first.added - second.removed) | (second.added - first.removed),
        (first.removed - second.added) | (second.removed - first.added),
    )
