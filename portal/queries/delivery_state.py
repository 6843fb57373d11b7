"""How far the delivery of a profile has come, target by target (DST-1, DST-2)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Subquery, select

from portal.domain.delivery_state import DeliveryState
from portal.extensions import db
from portal.models import Profile
from portal.queries.delivery_judged import judged
from portal.queries.delivery_state_signs import Now
from portal.queries.delivery_totals import Totals
from portal.queries.listing import (
    AnyRow,
    AnySelect,
    Filters,
    Listing,
    Orders,
    Page,
    contains,
    page_of,
)

# Rows that an export reads at a time.
AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One target. `extension` and what follows are of the softphone that the state is about.

    `rival_id` and `rival_name` are of the profile that overrides. A target that does not `qualify` is why
    nothing can be delivered; else the server is, or the softphone's terminal.
    """

    target_id: int
    key: str
    name: str
    state: DeliveryState
    softphones: int
    extension: str | None
    softphone_version: str | None
    asked_at: dt.datetime | None
    reported_at: dt.datetime | None
    detail: str | None
    rival_id: int | None
    rival_name: str | None
    too_old_for_part: bool
    moved_on: bool
    qualifies: bool

    @property
    def at(self) -> dt.datetime | None:
        """When the state began, as far as it was told."""
        told = self.state in _TOLD and not self.moved_on
        return self.reported_at if told else self.asked_at


_TOLD = {DeliveryState.APPLIED, DeliveryState.FAILED, DeliveryState.DRIFTED}

FILTERS: Filters = {"state": [state.value for state in DeliveryState]}
SORTS = ("key", "name", "state", "version", "at")


def listed(profile: Profile, now: Now, listing: Listing, totals: Totals) -> Page[DeliveryRow]:
    """Return one page of the profile's targets, in one query; a search is counted in another."""
    targets = _targets(profile, now)
    matching, orders = _matching(targets, listing), _orders(targets)
    state = listing.filter("state")
    known = totals.of(DeliveryState(state)) if state else totals.total
    return page_of(matching, listing, orders, total=None if listing.search else known).map(_row)


def exported(profile: Profile, now: Now, listing: Listing) -> Iterator[DeliveryRow]:
    """Give all that match, in the order of their keys, in one query that is read some rows at a time."""
    targets = _targets(profile, now)
    statement = _matching(targets, listing).order_by(targets.c.key)
    for row in db.session.execute(statement, execution_options={"yield_per": AT_A_TIME}):
        yield _row(row)


def matching_ids(profile: Profile, now: Now, listing: Listing) -> AnySelect:
    """Return the statement that finds the ids of all targets that match."""
    matching = _matching(_targets(profile, now), listing).subquery()
    return select(matching.c.target_id)


def _targets(profile: Profile, now: Now) -> Subquery:
    return judged(profile.target_type, now, Profile.id == profile.id)


def _matching(targets: Subquery, listing: Listing) -> AnySelect:
    statement: AnySelect = select(targets)
    if listing.search:
        found = contains(listing.search, targets.c.key, targets.c.name, targets.c.softphone_version)
        statement = statement.where(found)
    if state := listing.filter("state"):
        statement = statement.where(targets.c.state == state)
    return statement


def _orders(targets: Subquery) -> Orders:
    column = targets.c
    return {
        "key": (column.key, column.target_id),
        "name": (column.name, column.target_id),
        "state": (column.severity, column.key, column.target_id),
        "version": (column.softphone_version, column.key, column.target_id),
        "at": (column.asked_at, column.key, column.target_id),
    }


def _row(found: AnyRow) -> DeliveryRow:
    return DeliveryRow(
        target_id=found.target_id,
        key=found.key,
        name=found.name,
        state=DeliveryState(found.state),
        softphones=found.softphones,
        extension=found.extension,
        softphone_version=found.softphone_version,
        asked_at=found.asked_at,
        reported_at=found.reported_at,
        detail=found.detail,
        rival_id=found.rival_id,
        rival_name=found.rival_name,
        too_old_for_part=found.part_too_old,
        moved_on=found.moved_on,
        qualifies=found.qualifies,
    )
