"""What changes between two states of a profile, forwards and backwards (HIS-1, HIS-2).

A state is fields and lists, everything by the names that people know: logins, extensions, digits, codes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from importer.json_value import JsonValue

Before = JsonValue
After = JsonValue


@dataclass(frozen=True, slots=True)
class State:
    """One state. A field that is None and a list that is empty are as good as not there: see `state`."""

    fields: Mapping[str, JsonValue] = field(default_factory=dict)
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListChange:
    """What came to a list and what went."""

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """What has to be done to one state to get another; fields with what was before and what is after."""

    fields: Mapping[str, tuple[Before, After]] = field(default_factory=dict)
    lists: Mapping[str, ListChange] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether both states are the same."""
        return not (self.fields or self.lists)


# What is not there yet, or any more.
NOTHING = State()


def state(fields: Mapping[str, JsonValue], lists: Mapping[str, Iterable[str]]) -> State:
    """Return the state in the one form in which equal states are equal."""
    return State(
        {name: value for name, value in fields.items() if value is not None},
        {name: frozenset(items) for name, items in lists.items() if items},
    )


def difference(before: State, after: State) -> Difference:
    """Return what has to be done to `before` to get `after`."""
    fields = {
        name: (before.fields.get(name), after.fields.get(name))
        for name in sorted({*before.fields, *after.fields})
    }
    none: frozenset[str] = frozenset()
    lists = {
        name: ListChange(
            after.lists.get(name, none) - before.lists.get(name, none),
            before.lists.get(name, none) - after.lists.get(name, none),
        )
        for name in sorted({*before.lists, *after.lists})
    }
    return only_changes(fields, lists)


def only_changes(fields: Mapping[str, tuple[Before, After]], lists: Mapping[str, ListChange]) -> Difference:
    """Return the difference without what stays the same."""
    return Difference(
        {name: pair for name, pair in fields.items() if pair[0] != pair[1]},
        {name: change for name, change in lists.items() if change.added or change.removed},
    )


def applied(base: State, change: Difference) -> State:
    """Return the state that `change` makes of `base`."""
    fields = {**base.fields, **{name: after for name, (_before, after) in change.fields.items()}}
    none: frozenset[str] = frozenset()
    lists = {
        name: (base.lists.get(name, none) - made.removed) | made.added for name, made in change.lists.items()
    }
    return state(fields, {**base.lists, **lists})


def inverse(change: Difference) -> Difference:
    """Return what takes `change` back."""
    return Difference(
        {name: (after, before) for name, (before, after) in change.fields.items()},
        {name: ListChange(made.removed, made.added) for name, made in change.lists.items()},
    )


def written(change: Difference) -> dict[str, JsonValue]:
    """Return the difference as JSON: `{"fields": {name: [before, after]}, "lists": {name: {…}}}`."""
    return {
        "fields": {name: [before, after] for name, (before, after) in change.fields.items()},
        "lists": {
            name: {"added": sorted(made.added), "removed": sorted(made.removed)}
            for name, made in change.lists.items()
        },
    }


def read(document: Mapping[str, JsonValue]) -> Difference:
    """Return the difference that `written` wrote; what else stands in the document is passed over."""
    fields, lists = document.get("fields"), document.get("lists")
    return Difference(
        {name: (pair[0], pair[1]) for name, pair in _pairs(fields)},
        {name: ListChange(_texts(made, "added"), _texts(made, "removed")) for name, made in _objects(lists)},
    )


def _pairs(value: JsonValue) -> Iterable[tuple[str, list[JsonValue]]]:
    found = value if isinstance(value, Mapping) else {}
    return ((name, list(pair)) for name, pair in found.items() if isinstance(pair, list))


def _objects(value: JsonValue) -> Iterable[tuple[str, Mapping[str, JsonValue]]]:
    found = value if isinstance(value, Mapping) else {}
    return ((name, made) for name, made in found.items() if isinstance(made, Mapping))


def _texts(made: Mapping[str, JsonValue], name: str) -> frozenset[str]:
    items = made.get(name)
    return frozenset(str(item) for item in items) if isinstance(items, list) else frozenset()
