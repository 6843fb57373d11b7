"""What was newly added to the directory, and waits for somebody to review it (REC)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import (
    BusinessLabel,
    CallCenter,
    DirectoryReview,
    ListReview,
    Number,
    Organization,
    Profile,
    ReviewedBusinessLabel,
    ReviewedCallCenter,
    ReviewedNumber,
)

# How often the job looks at every organisation.
EVERY = dt.timedelta(minutes=10)
PARTS = (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS)


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """Items of one kind that a list offers, and where it is kept that they were reviewed one by one."""

    item: type[Number | CallCenter | BusinessLabel]
    reviewed: type[ReviewedNumber | ReviewedCallCenter | ReviewedBusinessLabel]
    reviewed_id: InstrumentedAttribute[int]
    # What makes it a contact point.
    caller_number: SQLColumnExpression[str | None] | None = None

    def waits(self, profile_id: int, part: Part) -> ColumnElement[bool]:
        """Return the condition on the item that it came since the profile's list was reviewed."""
        own = (ListReview.profile_id == profile_id, ListReview.part == part)
        through = select(ListReview.through).where(*own).scalar_subquery()
        seen = (
            select(self.reviewed_id)
            .join(ListReview, ListReview.id == self.reviewed.list_review_id)
            .where(*own, self.reviewed_id == self.item.id, self.reviewed.arrival == self.item.arrival)
        )
        return and_(self.item.arrival > through, self.offered(), ~exists(seen.correlate(self.item)))

    def offered(self) -> ColumnElement[bool]:
        """Return the condition that the item is a number, or has the number that makes it a contact point."""
        return true() if self.caller_number is None else self.caller_number.is_not(None)


NUMBERS = ReviewTable(Number, ReviewedNumber, ReviewedNumber.number_id)
CALL_CENTERS = ReviewTable(
    CallCenter, ReviewedCallCenter, ReviewedCallCenter.call_center_id, CallCenter.caller_number
)
BUSINESS_LABELS = ReviewTable(
    BusinessLabel,
    ReviewedBusinessLabel,
    ReviewedBusinessLabel.business_label_id,
    BusinessLabel.caller_number,
)
# By the names that the lists of a tab have; a tab with one list only calls it "".
TABLES: Mapping[str, ReviewTable] = {
    "": NUMBERS,
    ContactPointType.CALL_CENTER.value: CALL_CENTERS,
    ContactPointType.BUSINESS_LABEL.value: BUSINESS_LABELS,
}


@dataclass(frozen=True, slots=True)
class LastReview:
    """When the job looked at the organisation last, and how much it found then."""

    ran_at: dt.datetime
    found: int

    @property
    def next_at(self) -> dt.datetime:
        """When it looks again at the latest; a change of the directory rings for it at once."""
        return self.ran_at + EVERY


def waiting_on(profile: Profile) -> Mapping[Part, int]:
    """Return how many newly added items wait on each list of the profile that has some."""
    rows = select(ListReview.part, ListReview.waiting).where(
        ListReview.profile_id == profile.id, ListReview.waiting > 0
    )
    return dict(db.session.execute(rows).all())


def waiting_in_all(parts: tuple[Part, ...]) -> ColumnElement[int]:
    """Return the number of newly added items that wait on these lists of a profile, beside its row."""
    return (
        select(func.coalesce(func.sum(ListReview.waiting), 0))
        .where(ListReview.profile_id == Profile.id, ListReview.part.in_(parts))
        .correlate(Profile)
        .scalar_subquery()
    )


def latest_arrival(organization_id: int) -> int:
    """Return the number of the last change of the directory: what a page shows now came with it or before."""
    statement = select(Organization.arrivals).where(Organization.id == organization_id)
    return db.session.scalars(statement).one()


def last_review(organization_id: int) -> LastReview | None:
    """Return the job's last run for the organisation, None before the first."""
    run = db.session.get(DirectoryReview, organization_id)
    return None if run is None else LastReview(run.ran_at, run.found)
