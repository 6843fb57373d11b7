"""What a profile selects before and after a change (STA-2)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, func, select, true, union_all
from sqlalchemy import false as never

from portal.domain.words import Part
from portal.models import Draft
from portal.queries.drafts import DraftTable

NAMES = ("lost", "gained", "kept")


@dataclass(frozen=True, slots=True)
class Drafts:
    """Whose drafts of which profile are saved by the change; without an account none are."""

    profile_id: int
    account_id: int | None

    def mine(self) -> ColumnElement[bool]:
        """Return the condition that a draft is one of them."""
        if self.account_id is None:
            return never()
        return and_(Draft.profile_id == self.profile_id, Draft.account_id == self.account_id)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a change takes away, brings, and leaves."""

    lost: int = 0
    gained: int = 0
    kept: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(self.lost + other.lost, self.gained + other.gained, self.kept + other.kept)


def changed_rows(table: DraftTable, drafts: Drafts, part: Part) -> FromClause:
    """Return the items of a list that are there before or after: `item_id`, `before`, `after`."""
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
        .where(table.saved.profile_id == drafts.profile_id)
    )
    added = table.rows(table.item_id.label("item_id"), never().label("before"), true().label("after")).where(
        own, table.change.chosen.is_(True), table.saved.profile_id.is_(None)
    )
    return union_all(saved, added).subquery()


def counts_of(rows: FromClause, *conditions: ColumnElement[bool]) -> list[ColumnElement[int]]:
    """Return how many of the rows are there before alone, after alone, and both."""
    before, after = rows.c.before, rows.c.after
    fates = (and_(before, ~after), and_(~before, after), and_(before, after))
    return [func.count(case((and_(fate, *conditions), 1))) for fate in fates]
