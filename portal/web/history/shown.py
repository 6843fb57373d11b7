"""Differences and states as pages show them: the first of each list by name, the rest counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.domain.difference import Difference, State
from portal.domain.words import Part
from portal.queries.history_lists import EntryRow
from portal.web.history import words
from portal.web.times import moment
from portal.web.words import PARTS

MOST_IN_A_LIST = 10
MOST_ON_A_PAGE = 500
# What else of an entry stands in its line.
_NOTED = ("of", "target", "count")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field with what was before and after; None is nothing."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """The first items by name, of `count` in all."""

    named: Sequence[str]
    count: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class ListLine:
    """What came to a list and what went."""

    label: str
    added: Items
    removed: Items


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference in words; `notes` say what is none of the profile's own: label and text."""

    fields: Sequence[FieldLine]
    lists: Sequence[ListLine]
    notes: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One line of the history; `difference` is None where it is too long for a list."""

    position: int
    at: str
    who: str
    kind: str
    address: str | None
    action: str
    action_word: str
    subject_kind: str
    subject: str
    profile_id: int | None
    difference: ShownDifference | None


def shown_difference(change: Difference, most: int = MOST_IN_A_LIST) -> ShownDifference:
    """Return the difference in words; of each list the first `most` that came and went are named."""
    fields = [
        FieldLine(words.label(words.FIELDS, name), words.value(name, before), words.value(name, after))
        for name, (before, after) in change.fields.items()
    ]
    lists = [
        ListLine(
            words.label(words.LISTS, name), items(name, made.added, most), items(name, made.removed, most)
        )
        for name, made in change.lists.items()
    ]
    return ShownDifference(fields, lists)


def shown_state(
    state: State, most: int = MOST_ON_A_PAGE
) -> tuple[list[tuple[str, str | None]], list[tuple[str, Items]]]:
    """Return the fields of a state with their values, and its lists with their items."""
    fields = [
        (words.label(words.FIELDS, name), words.value(name, state.fields.get(name)))
        for name in ("name", "target_type", "status", "memo", "display_list", "other")
    ]
    lists = [
        (str(label), items(part, state.lists.get(part, ()), most))
        for part, label in PARTS.items()
        if part not in (Part.PROFILE, Part.OTHER)
    ]
    return fields, lists


def items(name: str, texts: Iterable[str], most: int) -> Items:
    """Return the first of the items, by code point, as they are called."""
    found = sorted(texts)
    return Items([words.item(name, text) for text in found[:most]], len(found))


def left_out(named: Mapping[str, Sequence[str]]) -> list[tuple[str, Items]]:
    """Return what cannot be restored, by the label of its part."""
    return [
        (words.label(words.LISTS, part), items(part, texts, MOST_IN_A_LIST)) for part, texts in named.items()
    ]


def _in_a_list(row: EntryRow, change: Difference) -> ShownDifference:
    said = row.details or {}
    notes = [(str(words.MORE[name]), str(said[name])) for name in _NOTED if name in said]
    # What came or went as a whole is counted; its own page has all of it.
    if row.action in words.WHOLE:
        return ShownDifference((), shown_difference(change, 0).lists, notes)
    return replace(shown_difference(change), notes=notes)


def shown_entry(row: EntryRow, change: Difference | None) -> ShownEntry:
    """Return an entry in words."""
    return ShownEntry(
        position=row.position,
        at=moment(row.at),
        who=row.actor_name,
        kind=words.label(words.ACTORS, row.actor_kind),
        address=row.address,
        action=row.action,
        action_word=words.label(words.ACTIONS, row.action),
        subject_kind=words.label(words.SUBJECTS, row.subject_kind),
        subject=row.subject,
        profile_id=row.profile_id,
        difference=None if change is None else _in_a_list(row, change),
    )
