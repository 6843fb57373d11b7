"""The selected numbers that one terminal may show.

Each rule of the tables in `domain/numbers` becomes a way to the rows that starts where there are few: a
profile for 50,000 terminals selects as many extensions, and every softphone gets one of them (DLV-9).
"""

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnClause, Select, bindparam, literal_column, select, union_all

from portal.domain.facts import Organization
from portal.domain.numbers import NumberRule
from portal.domain.words import Kind, OwnerType, Part
from portal.models import Number, RingGroupMember, SelectedNumber
from portal.queries import delivery_items
from portal.queries.delivery import Asker
from portal.queries.delivery_items import Numbers, Statement
from portal.queries.numbers import OFFERED

Rows: TypeAlias = Select[int, Part, int]
# Takes one cell of a table: part, owner type and kind.
Way: TypeAlias = Callable[[Part, OwnerType, Kind], Rows]
Arm: TypeAlias = tuple[Way, Part, OwnerType, Kind]


def showable_numbers(asker: Asker, profile_id: int, parts: Collection[Part]) -> Numbers:
    """Return what `asker` may show of the lists `parts` of the profile, in at most one query."""
    arms = tuple(
        (way, part, owner_type, kind)
        for part in parts
        for (owner_type, kind), rule in OFFERED[part].items()
        if (way := _way(rule, asker.organization)) is not None
    )
    if not arms:
        return {}
    values = {"profile": profile_id, "terminal": asker.terminal_id}
    return delivery_items.read_numbers(_statement(arms), values)


@cache
def _statement(arms: tuple[Arm, ...]) -> Statement:
    # There are a few dozen of them; to build one takes longer than to run it.
    ways = (way(part, owner_type, kind) for way, part, owner_type, kind in arms)
    return delivery_items.numbers_statement(union_all(*ways).subquery())


def _way(rule: NumberRule, organization: Organization) -> Way | None:
    match rule:
        case NumberRule.ALWAYS:
            return _all
        case NumberRule.OWN:
            return _of_terminal
        case NumberRule.OF_SHOWN_GROUP:
            return _all if organization.show_all_ring_group_numbers else _of_its_groups
        case NumberRule.IF_CALL_CENTERS_SHOWN:
            return _all if organization.show_call_center_numbers else None


def _all(part: Part, owner_type: OwnerType, kind: Kind) -> Rows:
    return _on_list(part).where(
        SelectedNumber.owner_type == _word(owner_type), SelectedNumber.kind == _word(kind)
    )


def _of_terminal(part: Part, _owner_type: OwnerType, kind: Kind) -> Rows:
    return (
        _on_list(part)
        .join(Number, Number.id == SelectedNumber.number_id)
        .where(Number.owner_id == bindparam("terminal"), Number.kind == _word(kind))
    )


def _of_its_groups(part: Part, _owner_type: OwnerType, kind: Kind) -> Rows:
    return (
        _on_list(part)
        .join(Number, Number.id == SelectedNumber.number_id)
        .join(RingGroupMember, RingGroupMember.ring_group_id == Number.owner_id)
        .where(RingGroupMember.terminal_id == bindparam("terminal"), Number.kind == _word(kind))
    )


def _on_list(part: Part) -> Rows:
    return select(SelectedNumber.profile_id, SelectedNumber.part, SelectedNumber.number_id).where(
        SelectedNumber.profile_id == bindparam("profile"), SelectedNumber.part == _word(part)
    )


def _word(word: StrEnum) -> ColumnClause[Any]:
    # Words of the tables themselves, written into the statement: the planner sees how many rows there are.
    return literal_column(f"'{word.value}'")
