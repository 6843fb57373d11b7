"""The snapshots of an organisation as a list (SNP-4)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from portal.domain.words import Origin
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.among import LARGEST_ID
from portal.queries.listing import Listing, Orders, Page, contains, page_of
from portal.queries.snapshots import has_versions, newest


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot with where its newest version came from, and how many profiles pin any version of it."""

    id: int
    name: str
    version: int
    captured_at: str
    source_extension: str
    source_version: str
    origin: Origin
    account_login: str
    profiles: int


ORDERS: Orders = {
    "name": (Snapshot.name, Snapshot.id),
    "captured": (newest(SnapshotVersion.received_at), Snapshot.id),
}


def listed(organization_id: int, listing: Listing) -> Page[SnapshotRow]:
    """Return one page of the snapshots that have a version, in two queries."""
    pinned = aliased(SnapshotVersion)
    profiles = (
        select(func.count())
        .select_from(Profile)
        .join(pinned, Profile.snapshot_version_id == pinned.id)
        .where(pinned.snapshot_id == Snapshot.id)
        .scalar_subquery()
    )
    version = SnapshotVersion
    statement = select(
        Snapshot.id,
        Snapshot.name,
        newest(version.number),
        newest(version.captured_at),
        newest(version.source_extension),
        newest(version.source_version),
        newest(version.origin),
        newest(version.account_login),
        profiles,
    ).where(Snapshot.organization_id == organization_id, has_versions())
    if listing.search:
        statement = statement.where(contains(listing.search, Snapshot.name))
    return page_of(statement, listing, ORDERS).map(lambda row: SnapshotRow(*row))


def snapshot_of(organization_id: int, snapshot_id: int) -> Snapshot:
    """Return the snapshot; another organisation's does not exist (ACC-4): NotFound."""
    statement = select(Snapshot).where(
        Snapshot.organization_id == organization_id, Snapshot.id == min(snapshot_id, LARGEST_ID)
    )
    snapshot = db.session.scalar(statement)
    if snapshot is None:
        raise NotFound
    return snapshot
