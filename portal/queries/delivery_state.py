"""How far the delivery of a profile has come: of each target, and in total (DST-1, DST-2, DST-4)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Subquery, case, extract, func, select

from portal.domain.delivery_state import SETTLED, DeliveryState, worst
from portal.domain.words import TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.among import among
from portal.queries.delivery_state_signs import Now, judged
from portal.queries.listing import (
    PAGE_SIZE,
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
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Totals:
    """How many targets are in each state; states that none is in are left out."""

    counts: Mapping[DeliveryState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(self.counts.values())

    def of(self, state: DeliveryState) -> int:
        """How many are in this state."""
        return self.counts.get(state, 0)

    @property
    def worst(self) -> DeliveryState | None:
        """The state that the whole is in: never better than its worst part; None without targets."""
        return worst(self.counts.keys()) if self.counts else None

    @property
    def settled(self) -> bool:
        """Tell whether nothing more is to come by itself."""
        return self.counts.keys() <= SETTLED


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
    if listing.search:
        return page_of(matching, listing, orders).map(_row)
    state = listing.filter("state")
    total = totals.of(DeliveryState(state)) if state else totals.total
    number = min(listing.page, max(1, -(-total // PAGE_SIZE)))
    columns = orders.get(listing.sort) or orders["key"]
    ordered = matching.order_by(*(each.desc() if listing.descending else each.asc() for each in columns))
    rows = db.session.execute(ordered.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(tuple(map(_row, rows)), total, number)


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


def totals(profile: Profile, now: Now) -> Totals:
    """Return how far the profile's delivery has come, in one query."""
    return totals_of(profile.target_type, [profile.id], now).get(profile.id, Totals())


def totals_of(target_type: TargetType, profile_ids: Iterable[int], now: Now) -> dict[int, Totals]:
    """Return how far the delivery of several profiles of one type has come, in one query."""
    targets = judged(target_type, now, among(Profile.id, profile_ids)).c
    statement = select(targets.profile_id, targets.state, func.count()).group_by(
        targets.profile_id, targets.state
    )
    counts: dict[int, dict[DeliveryState, int]] = {}
    for profile_id, state, count in db.session.execute(statement):
        counts.setdefault(profile_id, {})[DeliveryState(state)] = count
    return {profile_id: Totals(found) for profile_id, found in counts.items()}


def totals_of_all(now: Now) -> Totals:
    """Return how far the delivery of all profiles of the organisation has come, in two queries."""
    counts: dict[DeliveryState, int] = {}
    for target_type in TargetType:
        targets = judged(target_type, now, Profile.organization_id == now.organization.id).c
        grouped = select(targets.state, func.count()).group_by(targets.state)
        for state, count in db.session.execute(grouped):
            counts[DeliveryState(state)] = counts.get(DeliveryState(state), 0) + count
    return Totals(counts)


def applied_by_minute(profile: Profile, now: Now) -> dict[int, int]:
    """Return how many softphones applied what is in force, in each minute since the profile's last change.

    What was applied before, and did not change by it, is in the first.
    """
    targets = _targets(profile, now).c
    since = func.floor((extract("epoch", targets.reported_at) - profile.changed_at.timestamp()) / _MINUTE_S)
    minute = case((since < 0, 0), else_=since)
    statement = (
        select(minute, func.count()).where(targets.state == DeliveryState.APPLIED.value).group_by(minute)
    )
    return {int(place): count for place, count in db.session.execute(statement)}


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
