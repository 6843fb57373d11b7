"""What a profile selects before and after a change (STA-2)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    FromClause,
    SQLColumnExpression,
    and_,
    case,
    func,
    select,
    true,
    union_all,
)
from sqlalchemy import false as never

from portal.domain.words import Part
from portal.models import Draft
from portal.queries.among import among
from portal.queries.drafts import DraftTable
from portal.queries.listing import AnySelect

NAMES = ("lost", "gained", "kept")


# Whose rows are looked at: a condition of the column that has the target's id.
Whose: TypeAlias = Callable[[SQLColumnExpression[Any]], ColumnElement[bool]]


def everybody(_target_id: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Look at the rows of all targets."""
    return true()


def these(ids: Collection[int]) -> Whose:
    """Look at the rows of these targets alone, so that it costs as much as they are."""
    return lambda target_id: among(target_id, ids)


@dataclass(frozen=True, slots=True)
class Drafts:
    """Whose drafts of which profile are saved by the change, or of one part; without an account none are."""

    profile_id: int
    account_id: int | None
    part: Part | None = None

    def mine(self) -> ColumnElement[bool]:
        """Return the condition that a draft is one of them."""
        if self.account_id is None:
            return never()
        mine = and_(Draft.profile_id == self.profile_id, Draft.account_id == self.account_id)
        return mine if self.part is None else and_(mine, Draft.part == self.part)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a change takes away, brings, and leaves."""

    lost: int = 0
    gained: int = 0
    kept: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(self.lost + other.lost, self.gained + other.gained, self.kept + other.kept)


def changed_rows(table: DraftTable, drafts: Drafts, part: Part, whose: Whose = everybody) -> FromClause:
    """Return the items of a list that are there before or after: `item_id`, `before`, `after`.

    Of targets, `whose` says which.
    """
    return union_all(*saved_and_added(table, drafts, part, whose)).subquery()


def saved_and_added(
    table: DraftTable, drafts: Drafts, part: Part, whose: Whose = everybody
) -> tuple[AnySelect, AnySelect]:
    """Return the same in two statements, which have no item in common."""
    own = and_(drafts.mine(), Draft.part == part)
    saved = (
        select(
            table.saved_id.label("item_id"),
            true().label("before"),
            func.coalesce(table.change.chosen, true()).label("after"),
        )
        .select_from(table.saved)
        .outerjoin(Draft, own)
        .outerjoin(table.change, and_(table.change.draft_id == Draft.id, table.item_id == table.saved_id))
        .where(table.saved.profile_id == drafts.profile_id, whose(table.saved_id))
    )
    added = table.rows(table.item_id.label("item_id"), never().label("before"), true().label("after")).where(
        own, table.change.chosen.is_(True), table.saved.profile_id.is_(None), whose(table.item_id)
    )
    return saved, added


def counts_of(rows: FromClause, *conditions: ColumnElement[bool]) -> list[ColumnElement[int]]:
    """Return how many of the rows are there before alone, after alone, and both."""
    before, after = rows.c.before, rows.c.after
    fates = (and_(before, ~after), and_(~before, after), and_(before, after))
    return [func.count(case((and_(fate, *conditions), 1))) for fate in fates]
