"""The rows of a profile's lists, changed by whole sets: 100,000 rows are a few statements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.difference import ListChange
from portal.domain.selection import Change
from portal.domain.words import ContactPointType, Part
from portal.extensions import Base, db
from portal.models import (
    BusinessLabel,
    CallCenter,
    Number,
    NumberOwner,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
)
from portal.queries.among import among
from portal.queries.listing import AnySelect
from portal.queries.numbers import listable
from portal.queries.targets import TARGETS
from portal.services.many_rows import tell_planner

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class ProfileList:
    """One list of one profile: its table, and how a row of it is made.

    `offered` selects what can be added, its id first; the columns after it go into `copied`. `names` selects
    an id and what people call it, for the history; where several kinds of names meet, `kind` stands before.
    """

    table: type[Base]
    item_id: Column
    fixed: Mapping[Column, object]
    offered: AnySelect
    names: AnySelect
    kind: str = ""
    copied: tuple[Column, ...] = ()

    def ids(self) -> frozenset[int]:
        """Return what is on the list now."""
        return frozenset(db.session.scalars(select(self.item_id).where(*self._here())))

    def ids_among(self, ids: Collection[int]) -> frozenset[int]:
        """Return which of these are on the list now."""
        return frozenset(
            db.session.scalars(select(self.item_id).where(*self._here(), among(self.item_id, ids)))
        )

    def offered_among(self, ids: Collection[int]) -> AnySelect:
        """Return the statement that finds the ids of those of these that can be added."""
        offered_id = self.offered.selected_columns[0]
        return self.offered.where(among(offered_id, ids)).with_only_columns(offered_id)

    def apply(self, change: Change) -> bool:
        """Change the rows; False when something added is not offered, then the caller refuses it all."""
        if change.removed:
            gone = delete(self.table).where(*self._here(), among(self.item_id, change.removed))
            db.session.execute(gone.execution_options(synchronize_session=False))
        return not change.added or self._add(change.added) == len(change.added)

    def named(self, change: Change) -> ListChange:
        """Return the change by the names that people know, in one query of what changed."""
        ids = change.added | change.removed
        if not ids:
            return ListChange()
        found = db.session.execute(self.names.where(among(self.names.selected_columns[0], ids)))
        names = {row_id: f"{self.kind}{name}" for row_id, name in found}
        return ListChange(
            frozenset(names[row_id] for row_id in change.added),
            frozenset(names[row_id] for row_id in change.removed if row_id in names),
        )

    def _add(self, ids: frozenset[int]) -> int:
        # By id: two saves that want the same rows wait for each other in the same order.
        offered_id = self.offered.selected_columns[0]
        fixed = [literal(value, column.type) for column, value in self.fixed.items()]
        rows = self.offered.where(among(offered_id, ids)).order_by(offered_id).add_columns(*fixed)
        names = [column.key for column in (self.item_id, *self.copied, *self.fixed)]
        statement = insert(self.table).from_select(names, rows).execution_options(preserve_rowcount=True)
        added = cast("CursorResult[*tuple[Any, ...]]", db.session.execute(statement)).rowcount
        tell_planner(self.table, added)
        return added

    def _here(self) -> list[ColumnElement[bool]]:
        return [column == value for column, value in self.fixed.items()]


def numbers_of(profile: Profile, part: Part) -> ProfileList:
    """Return the list of display or CTI numbers; owner type and kind alone decide what is offered (NUM-1)."""
    return ProfileList(
        table=SelectedNumber,
        item_id=SelectedNumber.number_id,
        fixed={SelectedNumber.profile_id: profile.id, SelectedNumber.part: part},
        offered=select(Number.id, NumberOwner.type, Number.kind)
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .where(Number.organization_id == profile.organization_id, listable(part)),
        names=select(Number.id, Number.number),
        copied=(SelectedNumber.owner_type, SelectedNumber.kind),
    )


def call_centers_of(profile: Profile) -> ProfileList:
    """Return the call centres of the contact point list; with a caller number they are offered (CPT-2)."""
    return ProfileList(
        table=SelectedCallCenter,
        item_id=SelectedCallCenter.call_center_id,
        fixed={SelectedCallCenter.profile_id: profile.id},
        offered=_points(CallCenter, profile),
        names=select(CallCenter.id, CallCenter.extension),
        kind=f"{ContactPointType.CALL_CENTER}:",
    )


def business_labels_of(profile: Profile) -> ProfileList:
    """Return the business labels of the contact point list; with a caller number they are offered (CPT-2)."""
    return ProfileList(
        table=SelectedBusinessLabel,
        item_id=SelectedBusinessLabel.business_label_id,
        fixed={SelectedBusinessLabel.profile_id: profile.id},
        offered=_points(BusinessLabel, profile),
        names=select(BusinessLabel.id, BusinessLabel.code),
        kind=f"{ContactPointType.BUSINESS_LABEL}:",
    )


def _points(table: type[CallCenter | BusinessLabel], profile: Profile) -> AnySelect:
    return select(table.id).where(
        table.organization_id == profile.organization_id, table.caller_number.is_not(None)
    )


def targets_of(profile: Profile) -> ProfileList:
    """Return the targets, accounts or terminals; those that qualify are offered (TGT-1)."""
    table = TARGETS[profile.target_type]
    return ProfileList(
        table=table.target,
        item_id=table.candidate_id,
        fixed={table.target.profile_id: profile.id},
        offered=select(table.candidate.id).where(
            table.candidate.organization_id == profile.organization_id, table.qualifies
        ),
        names=select(table.candidate.id, table.key),
    )
