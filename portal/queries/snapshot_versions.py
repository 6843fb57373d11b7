"""The versions of one snapshot, and the profiles that deliver them (SNP-4)."""

from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from portal.domain.words import Status
from portal.extensions import db
from portal.models import Profile, SnapshotVersion
from portal.queries.among import LARGEST_ID
from portal.queries.listing import Listing, Orders, Page, contains, page_of


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version without its settings, and how many profiles pin it."""

    version: SnapshotVersion
    profiles: int


@dataclass(frozen=True, slots=True)
class ProfileUsing:
    """A profile, and the number of the version that it pins."""

    id: int
    name: str
    status: Status
    number: int


VERSION_ORDERS: Orders = {"number": (SnapshotVersion.number,)}
USING_ORDERS: Orders = {
    "name": (Profile.name, Profile.id),
    "number": (SnapshotVersion.number, Profile.id),
}


def newest_number(snapshot_id: int) -> int:
    """Return the number of the newest version; 0 when there is none."""
    of_snapshot = SnapshotVersion.snapshot_id == min(snapshot_id, LARGEST_ID)
    return db.session.scalar(select(func.max(SnapshotVersion.number)).where(of_snapshot)) or 0


def versions(snapshot_id: int, listing: Listing) -> Page[VersionRow]:
    """Return one page of the versions, the newest first, in two queries."""
    profiles = (
        select(func.count())
        .select_from(Profile)
        .where(Profile.snapshot_version_id == SnapshotVersion.id)
        .scalar_subquery()
    )
    statement = (
        select(SnapshotVersion, profiles)
        .options(defer(SnapshotVersion.settings))
        .where(SnapshotVersion.snapshot_id == snapshot_id)
    )
    newest_first = replace(listing, sort="number", descending=True)
    return page_of(statement, newest_first, VERSION_ORDERS).map(lambda row: VersionRow(*row))


def using(snapshot_id: int, listing: Listing) -> Page[ProfileUsing]:
    """Return one page of the profiles that pin any version, or the one of the filter `version`."""
    statement = (
        select(Profile.id, Profile.name, Profile.status, SnapshotVersion.number)
        .join(SnapshotVersion, SnapshotVersion.id == Profile.snapshot_version_id)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
    )
    if listing.search:
        statement = statement.where(contains(listing.search, Profile.name))
    number = listing.filter("version")
    if number.isascii() and number.isdigit():
        statement = statement.where(SnapshotVersion.number == min(int(number), LARGEST_ID))
    return page_of(statement, listing, USING_ORDERS).map(lambda row: ProfileUsing(*row))


def users_of(version_id: int, most: int) -> tuple[list[ProfileUsing], int]:
    """Return the first profiles that pin the version, at most `most`, and how many there are in all."""
    pinning = Profile.snapshot_version_id == version_id
    statement = (
        select(Profile.id, Profile.name, Profile.status, SnapshotVersion.number)
        .join(SnapshotVersion, SnapshotVersion.id == Profile.snapshot_version_id)
        .where(pinning)
        .order_by(Profile.name)
        .limit(most)
    )
    first = [ProfileUsing(*row) for row in db.session.execute(statement)]
    total = len(first) if len(first) < most else db.session.scalar(select(func.count()).where(pinning)) or 0
    return first, total


def how_many_use(snapshot_id: int) -> int:
    """Return how many profiles pin any version of the snapshot."""
    statement = (
        select(func.count())
        .select_from(Profile)
        .join(SnapshotVersion, SnapshotVersion.id == Profile.snapshot_version_id)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
    )
    return db.session.scalar(statement) or 0


def numbers_of(snapshot_id: int, most: int) -> list[tuple[int, str]]:
    """Return number and capture time of the newest versions, at most `most`, to choose from."""
    statement = (
        select(SnapshotVersion.number, SnapshotVersion.captured_at)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
        .order_by(SnapshotVersion.number.desc())
        .limit(most)
    )
    return [(number, captured_at) for number, captured_at in db.session.execute(statement)]


def number_before(version: SnapshotVersion) -> int | None:
    """Return the number of the version before this one that is still there."""
    earlier = (SnapshotVersion.snapshot_id == version.snapshot_id, SnapshotVersion.number < version.number)
    return db.session.scalar(select(func.max(SnapshotVersion.number)).where(*earlier))
