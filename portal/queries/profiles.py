"""The profiles of an organisation (PRF-1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import defer, joinedload
from werkzeug.exceptions import NotFound

from portal.domain.words import Part, Status, TargetType
from portal.extensions import db
from portal.models import AccountTarget, Profile, RemovedItem, Snapshot, SnapshotVersion, TerminalTarget
from portal.queries.among import LARGEST_ID
from portal.queries.listing import Filters, Listing, Orders, Page, contains, page_of
from portal.queries.reviews import PARTS, waiting_in_all

MOST_REMOVED_NAMED = 50


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One line of the list.

    `removed` counts what the directory lost of it since its parts were saved, `waiting` what was newly added
    and nobody has reviewed (REC-2).
    """

    id: int
    name: str
    target_type: TargetType
    status: Status
    targets: int
    snapshot_name: str | None
    snapshot_version: int | None
    removed: int
    waiting: int
    changed_at: dt.datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What the directory lost of one part; `items` are the first of them, by code point."""

    count: int
    items: tuple[str, ...]


def _rows_of(table: type[AccountTarget | TerminalTarget | RemovedItem]) -> ColumnElement[int]:
    return select(func.count()).where(table.profile_id == Profile.id).correlate(Profile).scalar_subquery()


# A profile has targets of one type only; the other count is 0.
_TARGETS = (_rows_of(AccountTarget) + _rows_of(TerminalTarget)).label("targets")

ORDERS: Orders = {
    "name": (Profile.name, Profile.id),
    "target_type": (Profile.target_type, Profile.name, Profile.id),
    "status": (Profile.status, Profile.name, Profile.id),
    "targets": (_TARGETS, Profile.id),
    "other": (Snapshot.name, SnapshotVersion.number, Profile.id),
    "changed": (Profile.changed_at, Profile.id),
}
FILTERS: Filters = {"target_type": [*TargetType], "status": [*Status]}


def listed(organization_id: int, listing: Listing, *, parts: tuple[Part, ...] = PARTS) -> Page[ProfileRow]:
    """Return one page of the profiles, in two queries; what waits is counted on the lists `parts`."""
    statement = (
        select(
            Profile.id,
            Profile.name,
            Profile.target_type,
            Profile.status,
            _TARGETS,
            Snapshot.name.label("snapshot_name"),
            SnapshotVersion.number.label("snapshot_version"),
            _rows_of(RemovedItem).label("removed"),
            waiting_in_all(parts).label("waiting"),
            Profile.changed_at,
            Profile.changed_by,
        )
        .outerjoin(SnapshotVersion, Profile.snapshot_version_id == SnapshotVersion.id)
        .outerjoin(Snapshot, SnapshotVersion.snapshot_id == Snapshot.id)
        .where(Profile.organization_id == organization_id, *_conditions(listing))
    )
    return page_of(statement, listing, ORDERS).map(lambda row: ProfileRow(*row))


def _conditions(listing: Listing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if listing.search:
        conditions.append(contains(listing.search, Profile.name, Profile.memo, Snapshot.name))
    if target_type := listing.filter("target_type"):
        conditions.append(Profile.target_type == TargetType(target_type))
    if status := listing.filter("status"):
        conditions.append(Profile.status == Status(status))
    return conditions


def profile_of(organization_id: int, profile_id: int) -> Profile:
    """Return the profile as it is now, with the snapshot version that it pins (without its settings).

    Another organisation's does not exist (ACC-4): NotFound.
    """
    pinned = joinedload(Profile.pinned).options(
        joinedload(SnapshotVersion.snapshot), defer(SnapshotVersion.settings)
    )
    mine = Profile.organization_id == organization_id
    if profile_id > LARGEST_ID:
        raise NotFound
    statement = select(Profile).options(pinned).where(Profile.id == profile_id, mine)
    profile = db.session.scalar(statement.execution_options(populate_existing=True))
    if profile is None:
        raise NotFound
    return profile


def after(organization_id: int, last_id: int, most: int) -> Sequence[Profile]:
    """Return at most `most` profiles with an id above `last_id`, by id."""
    return db.session.scalars(
        select(Profile)
        .where(Profile.organization_id == organization_id, Profile.id > min(last_id, LARGEST_ID))
        .order_by(Profile.id)
        .limit(most)
    ).all()


def removed_from(profile: Profile) -> dict[Part, Removed]:
    """Return what the directory lost of each part since it was saved (REC-5)."""
    ranked = (
        select(
            RemovedItem.part,
            RemovedItem.item,
            func.count().over(partition_by=RemovedItem.part).label("count"),
            func.row_number().over(partition_by=RemovedItem.part, order_by=RemovedItem.item).label("place"),
        )
        .where(RemovedItem.profile_id == profile.id)
        .subquery()
    )
    removed: dict[Part, Removed] = {}
    statement = select(ranked.c.part, ranked.c.item, ranked.c.count).order_by(ranked.c.place)
    for part, item, count in db.session.execute(statement.where(ranked.c.place <= MOST_REMOVED_NAMED)):
        before = removed.get(part, Removed(count, ()))
        removed[part] = Removed(count, (*before.items, item))
    return removed
