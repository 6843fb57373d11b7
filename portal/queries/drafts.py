"""What a draft would change of a list, counted and looked up in the database (TGT-3).

A row of a draft that says what is saved already is no change: the directory or
a colleague made it so meanwhile.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.words import ContactPointType, Part, TargetType
from portal.extensions import db
from portal.models import (
    AccountTarget,
    Draft,
    DraftAccount,
    DraftBusinessLabel,
    DraftNumber,
    DraftOwner,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    TerminalTarget,
)
from portal.queries.among import among
from portal.queries.listing import AnySelect, Column

DraftRow = DraftNumber | DraftAccount | DraftOwner | DraftBusinessLabel
SavedRow = SelectedNumber | AccountTarget | TerminalTarget | SelectedCallCenter | SelectedBusinessLabel


@dataclass(frozen=True, slots=True)
class DraftTable:
    """Where drafts keep what they change of one list, and where the list itself is kept."""

    change: type[DraftRow]
    item_id: InstrumentedAttribute[int]
    saved: type[SavedRow]
    saved_id: InstrumentedAttribute[int]

    def is_saved(self) -> ColumnElement[bool]:
        """Return the condition that the row of `saved` is the item of the draft's own list."""
        same = and_(self.saved_id == self.item_id, self.saved.profile_id == Draft.profile_id)
        return and_(same, SelectedNumber.part == Draft.part) if self.saved is SelectedNumber else same

    def rows(self, *columns: Column) -> AnySelect:
        """Return these columns of every row, of whatever draft, beside what is saved of the item."""
        return (
            select(*columns)
            .select_from(self.change)
            .join(Draft, Draft.id == self.change.draft_id)
            .outerjoin(self.saved, self.is_saved())
        )

    def changes_something(self) -> ColumnElement[bool]:
        """Return the condition that one of these rows is not saved already."""
        return self.change.chosen != self.saved.profile_id.is_not(None)


NUMBERS = DraftTable(DraftNumber, DraftNumber.number_id, SelectedNumber, SelectedNumber.number_id)
TARGETS: Mapping[TargetType, DraftTable] = {
    TargetType.ACCOUNT: DraftTable(
        DraftAccount, DraftAccount.account_id, AccountTarget, AccountTarget.account_id
    ),
    TargetType.EXTENSION: DraftTable(
        DraftOwner, DraftOwner.owner_id, TerminalTarget, TerminalTarget.terminal_id
    ),
}
CONTACT_POINTS: Mapping[ContactPointType, DraftTable] = {
    ContactPointType.CALL_CENTER: DraftTable(
        DraftOwner, DraftOwner.owner_id, SelectedCallCenter, SelectedCallCenter.call_center_id
    ),
    ContactPointType.BUSINESS_LABEL: DraftTable(
        DraftBusinessLabel,
        DraftBusinessLabel.business_label_id,
        SelectedBusinessLabel,
        SelectedBusinessLabel.business_label_id,
    ),
}
# By the part that drafts of it have; contact points are two tables.
_TABLES: Sequence[tuple[Part | None, DraftTable]] = (
    (None, NUMBERS),
    *((Part.TARGETS, table) for table in TARGETS.values()),
    *((Part.CONTACT_POINTS, table) for table in CONTACT_POINTS.values()),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a draft adds to a list and takes off it."""

    added: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        """Tell whether anything is changed."""
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft that changes something: of which profile and tab, and since when."""

    profile_id: int
    part: Part
    started_at: dt.datetime


def tables_of(target_type: TargetType, part: Part) -> Mapping[str, DraftTable]:
    """Return where drafts of a tab keep their changes, by the name of the list."""
    match part:
        case Part.TARGETS:
            return {"": TARGETS[target_type]}
        case Part.CONTACT_POINTS:
            return {kind.value: table for kind, table in CONTACT_POINTS.items()}
        case _:
            return {"": NUMBERS}


def draft_of(account_id: int, profile: Profile, part: Part) -> Draft | None:
    """Return what this account is about to change on a tab of the profile."""
    return db.session.scalar(
        select(Draft).where(
            Draft.account_id == account_id, Draft.profile_id == profile.id, Draft.part == part
        )
    )


def counted(draft: Draft | None, tables: Collection[DraftTable]) -> Counts:
    """Return how much the draft changes: one query a table, whatever it holds."""
    if draft is None:
        return Counts()
    totals = [
        db.session.execute(
            table.rows(
                func.count().filter(table.change.chosen.is_(True)),
                func.count().filter(table.change.chosen.is_(False)),
            ).where(Draft.id == draft.id, table.changes_something())
        ).one()
        for table in tables
    ]
    return Counts(sum(row[0] for row in totals), sum(row[1] for row in totals))


def marks(draft: Draft | None, table: DraftTable, ids: Collection[int]) -> dict[int, bool]:
    """Return what the draft says of these items; of the others it says nothing."""
    if draft is None or not ids:
        return {}
    found = select(table.item_id, table.change.chosen).where(
        table.change.draft_id == draft.id, table.change.chosen.is_not(None), among(table.item_id, ids)
    )
    return {item_id: bool(chosen) for item_id, chosen in db.session.execute(found)}


def begun(account_id: int, profile_ids: Collection[int]) -> list[Begun]:
    """Return the account's drafts of these profiles that change something, in one query."""
    changed = or_(
        *(
            and_(
                exists().where(table.change.draft_id == Draft.id, _changed_in(table)),
                *([] if part is None else [Draft.part == part]),
            )
            for part, table in _TABLES
        )
    )
    rows = db.session.execute(
        select(Draft.profile_id, Draft.part, Draft.started_at)
        .where(Draft.account_id == account_id, among(Draft.profile_id, profile_ids), changed)
        .order_by(Draft.started_at, Draft.id)
    )
    return [Begun(*row) for row in rows]


def _changed_in(table: DraftTable) -> ColumnElement[bool]:
    saved = select(table.saved_id).where(table.is_saved()).correlate(Draft, table.change)
    return table.change.chosen != saved.exists()
