"""The rows of a profile's lists, changed by whole sets: 100,000 rows are a few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.selection import Change
from portal.domain.words import Part
from portal.extensions import Base, db
from portal.models import Profile, SelectedBusinessLabel, SelectedCallCenter, SelectedNumber
from portal.queries.among import among
from portal.queries.targets import TARGETS


@dataclass(frozen=True, slots=True)
class ProfileList:
    """One list of one profile: its table, the column that names the item, and the columns that are fixed."""

    table: type[Base]
    item_id: InstrumentedAttribute[int]
    fixed: Mapping[InstrumentedAttribute[Any], Any]

    def ids(self) -> frozenset[int]:
        """Return what is on the list now."""
        return frozenset(db.session.scalars(select(self.item_id).where(*self._here())))

    def apply(self, change: Change) -> None:
        """Take the removed off the list and put the added on it."""
        if change.removed:
            gone = delete(self.table).where(*self._here(), self.item_id.in_(among(change.removed)))
            db.session.execute(gone.execution_options(synchronize_session=False))
        if change.added:
            # By id: two saves that want the same rows wait for each other in the same order.
            added = among(change.added).subquery().c[0]
            fixed = [literal(value, column.type) for column, value in self.fixed.items()]
            rows = select(added, *fixed).order_by(added)
            names = [column.key for column in (self.item_id, *self.fixed)]
            db.session.execute(insert(self.table).from_select(names, rows))

    def _here(self) -> list[ColumnElement[bool]]:
        return [column == value for column, value in self.fixed.items()]


def numbers_of(profile: Profile, part: Part) -> ProfileList:
    """Return the list of display or CTI numbers."""
    fixed = {SelectedNumber.profile_id: profile.id, SelectedNumber.part: part}
    return ProfileList(SelectedNumber, SelectedNumber.number_id, fixed)


def call_centers_of(profile: Profile) -> ProfileList:
    """Return the call centres of the contact point list."""
    return ProfileList(
        SelectedCallCenter, SelectedCallCenter.call_center_id, {SelectedCallCenter.profile_id: profile.id}
    )


def business_labels_of(profile: Profile) -> ProfileList:
    """Return the business labels of the contact point list."""
    return ProfileList(
        SelectedBusinessLabel,
        SelectedBusinessLabel.business_label_id,
        {SelectedBusinessLabel.profile_id: profile.id},
    )


def targets_of(profile: Profile) -> ProfileList:
    """Return the targets, accounts or terminals."""
    table = TARGETS[profile.target_type]
    return ProfileList(table.target, table.candidate_id, {table.target.profile_id: profile.id})
