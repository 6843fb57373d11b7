"""The ticks of a list that is longer than a page, from one page to the next until they are saved.

A page sends `shown` and `chosen` for its own rows, and in `added` and `removed` what was changed on others
and not saved yet (TGT-3). So a save knows what was seen, and leaves everything else as it was (TRU-20).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import abort
from werkzeug.datastructures import MultiDict

from portal.domain.selection import Change, Ticked, change
from portal.queries.among import LARGEST_ID
from portal.web.profiles import id_ranges

# By the name of the list; a tab with one list only calls it "".
Ids = Mapping[str, frozenset[int]]
AllTicks = Mapping[str, Ticked]

_NOTHING = Ticked(frozenset(), frozenset())
_MOST_DIGITS = 10


def value_of(list_name: str, row_id: int) -> str:
    """Return what the tick box of a row sends."""
    return f"{list_name}-{row_id}" if list_name else str(row_id)


def read_ticks(form: MultiDict[str, str], lists: Iterable[str]) -> AllTicks:
    """Return what a posted page says of each list; what no page ever sends is left out, or ends in 400."""
    shown, chosen = _values(form, "shown"), _values(form, "chosen")
    added, removed = _carried(form, "added"), _carried(form, "removed")
    none: frozenset[int] = frozenset()
    return {
        name: Ticked(
            shown.get(name, none) | added.get(name, none) | removed.get(name, none),
            chosen.get(name, none) | (added.get(name, none) - shown.get(name, none)),
        )
        for name in lists
    }


def tick_all(ticks: AllTicks, ids: Ids) -> AllTicks:
    """Return the ticks with all of these ticked."""
    return {name: Ticked(old.shown | ids[name], old.chosen | ids[name]) for name, old in ticks.items()}


def untick_all(ticks: AllTicks, ids: Ids) -> AllTicks:
    """Return the ticks with none of these ticked."""
    return {name: Ticked(old.shown | ids[name], old.chosen - ids[name]) for name, old in ticks.items()}


def only(ticks: AllTicks, ids: Ids) -> AllTicks:
    """Return the ticks without those that are none of these."""
    return {name: Ticked(old.shown, old.chosen & ids[name]) for name, old in ticks.items()}


@dataclass(frozen=True, slots=True)
class Pending:
    """What is ticked otherwise than it is saved."""

    changes: Mapping[str, Change]

    @classmethod
    def of(cls, ticks: AllTicks, saved: Ids) -> "Pending":
        """Compare the ticks with what is saved."""
        return cls({name: change(saved[name], ticked) for name, ticked in ticks.items()})

    def ticked(self, list_name: str, row_id: int, *, selected: bool) -> bool:
        """Tell whether the box of a row is ticked; `selected` is what is saved."""
        made = self.changes[list_name]
        return row_id in made.added or (selected and row_id not in made.removed)

    def without(self, shown: Ids) -> "Pending":
        """Return what a page that shows these rows has to carry along for the other pages."""
        return Pending(
            {
                name: Change(
                    made.added - shown.get(name, frozenset()), made.removed - shown.get(name, frozenset())
                )
                for name, made in self.changes.items()
            }
        )

    @property
    def added(self) -> int:
        """How many are ticked that are not saved so."""
        return sum(len(made.added) for made in self.changes.values())

    @property
    def removed(self) -> int:
        """How many are unticked that are saved as selected."""
        return sum(len(made.removed) for made in self.changes.values())

    def fields(self) -> list[tuple[str, str]]:
        """Return the hidden fields that `read_ticks` reads as this."""
        return [
            (field, f"{name}:{id_ranges.written(ids)}")
            for name, made in self.changes.items()
            for field, ids in (("added", made.added), ("removed", made.removed))
            if ids
        ]


def _values(form: MultiDict[str, str], field: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for value in form.getlist(field):
        name, _, digits = value.rpartition("-")
        if (
            digits.isascii()
            and digits.isdigit()
            and len(digits) <= _MOST_DIGITS
            and int(digits) <= LARGEST_ID
        ):
            found.setdefault(name, set()).add(int(digits))
    return {name: frozenset(ids) for name, ids in found.items()}


def _carried(form: MultiDict[str, str], field: str) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for value in form.getlist(field):
        name, _, ranges = value.rpartition(":")
        try:
            found[name] = id_ranges.read(ranges)
        except id_ranges.NotIds:
            abort(400)
    return found
