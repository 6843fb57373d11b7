"""The selected numbers that one terminal may show.

Each rule of the tables in `domain/numbers` becomes a way to the rows that starts where there are few: a
profile for 50,000 terminals selects as many extensions, and every softphone gets one of them (DLV-9).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Select, select, union_all

from portal.domain.numbers import NumberRule
from portal.domain.words import Kind, OwnerType, Part
from portal.models import Number, RingGroupMember, SelectedNumber
from portal.queries import delivery_items
from portal.queries.delivery import Asker
from portal.queries.numbers import OFFERED

Way: TypeAlias = Select[int, Part, int]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a table, in the list of one profile."""

    profile_id: int
    part: Part
    owner_type: OwnerType
    kind: Kind


def showable_numbers(asker: Asker, profile_id: int, parts: Collection[Part]) -> delivery_items.Numbers:
    """Return what `asker` may show of the lists `parts` of the profile, in at most one query."""
    ways = [
        way
        for part in parts
        for (owner_type, kind), rule in OFFERED[part].items()
        if (way := _WAYS[rule](_Cell(profile_id, part, owner_type, kind), asker)) is not None
    ]
    return delivery_items.numbers(union_all(*ways).subquery()) if ways else {}


def _selected(cell: _Cell) -> Way:
    return select(SelectedNumber.profile_id, SelectedNumber.part, SelectedNumber.number_id).where(
        SelectedNumber.profile_id == cell.profile_id,
        SelectedNumber.part == cell.part,
        SelectedNumber.owner_type == cell.owner_type,
        SelectedNumber.kind == cell.kind,
    )


def _always(cell: _Cell, _asker: Asker) -> Way:
    return _selected(cell)


def _own(cell: _Cell, asker: Asker) -> Way:
    return (
        _selected(cell)
        .join(Number, Number.id == SelectedNumber.number_id)
        .where(Number.owner_id == asker.terminal_id, Number.kind == cell.kind)
    )


def _of_shown_group(cell: _Cell, asker: Asker) -> Way:
    if asker.organization.show_all_ring_group_numbers:
        return _selected(cell)
    return (
        _selected(cell)
        .join(Number, Number.id == SelectedNumber.number_id)
        .join(RingGroupMember, RingGroupMember.ring_group_id == Number.owner_id)
        .where(RingGroupMember.terminal_id == asker.terminal_id)
    )


def _if_call_centers_shown(cell: _Cell, asker: Asker) -> Way | None:
    return _selected(cell) if asker.organization.show_call_center_numbers else None


_WAYS: Mapping[NumberRule, Callable[[_Cell, Asker], Way | None]] = {
    NumberRule.OWN: _own,
    NumberRule.OF_SHOWN_GROUP: _of_shown_group,
    NumberRule.IF_CALL_CENTERS_SHOWN: _if_call_centers_shown,
    NumberRule.ALWAYS: _always,
}
