"""Snapshots to choose from, and what profiles pin of them (OTH)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, select
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload
from werkzeug.exceptions import NotFound

from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.among import LARGEST_ID, among
from portal.queries.listing import Listing, Orders, Page, contains, page_of

Value = TypeVar("Value")


def newest(column: InstrumentedAttribute[Value]) -> ScalarSelect[Value]:
    """Return a column of the newest version of the row's snapshot.

    On a page of a list it is looked up for the rows shown alone, however many versions there are.
    """
    of_snapshot = select(column).where(SnapshotVersion.snapshot_id == Snapshot.id).correlate(Snapshot)
    return of_snapshot.order_by(SnapshotVersion.number.desc()).limit(1).scalar_subquery()


def has_versions() -> ColumnElement[bool]:
    """Tell the snapshots that have a version."""
    return select(SnapshotVersion.id).where(SnapshotVersion.snapshot_id == Snapshot.id).exists()


ORDERS: Orders = {
    "name": (Snapshot.name, Snapshot.id),
    "received": (newest(SnapshotVersion.received_at), Snapshot.id),
}


@dataclass(frozen=True, slots=True)
class SnapshotChoice:
    """A snapshot with its newest version, which is the one that a choice pins (OTH-2)."""

    id: int
    name: str
    version_id: int
    version: int
    captured_at: str
    source_extension: str
    source_version: str


def choices(organization_id: int, listing: Listing) -> Page[SnapshotChoice]:
    """Return one page of the snapshots that have a version, in two queries."""
    statement = select(
        Snapshot.id,
        Snapshot.name,
        newest(SnapshotVersion.id),
        newest(SnapshotVersion.number),
        newest(SnapshotVersion.captured_at),
        newest(SnapshotVersion.source_extension),
        newest(SnapshotVersion.source_version),
    ).where(Snapshot.organization_id == organization_id, has_versions())
    if listing.search:
        statement = statement.where(contains(listing.search, Snapshot.name))
    return page_of(statement, listing, ORDERS).map(lambda row: SnapshotChoice(*row))


def version_of(organization_id: int, version_id: int) -> SnapshotVersion:
    """Return the version with its snapshot; another organisation's does not exist (ACC-4): NotFound."""
    return _found(_versions(organization_id).where(SnapshotVersion.id == min(version_id, LARGEST_ID)))


def version_numbered(organization_id: int, snapshot_id: int, number: int) -> SnapshotVersion:
    """Return the version of a snapshot with the snapshot; NotFound as for `version_of`."""
    return _found(
        _versions(organization_id).where(
            Snapshot.id == min(snapshot_id, LARGEST_ID), SnapshotVersion.number == min(number, LARGEST_ID)
        )
    )


def versions_of(organization_id: int, snapshot_id: int) -> Sequence[SnapshotVersion]:
    """Return the versions of a snapshot without their settings, the newest first."""
    return db.session.scalars(
        _versions(organization_id)
        .options(defer(SnapshotVersion.settings))
        .where(SnapshotVersion.snapshot_id == min(snapshot_id, LARGEST_ID))
        .order_by(SnapshotVersion.number.desc())
    ).all()


def version_named(organization_id: int, name: str, number: int) -> SnapshotVersion | None:
    """Return the version that people call `name`, version `number`."""
    return db.session.scalar(
        _versions(organization_id).where(
            Snapshot.name == name, SnapshotVersion.number == min(number, LARGEST_ID)
        )
    )


def newer_than(version: SnapshotVersion) -> SnapshotVersion | None:
    """Return the newest version of the same snapshot when it is not this one (OTH-4)."""
    return db.session.scalar(
        select(SnapshotVersion)
        .where(SnapshotVersion.snapshot_id == version.snapshot_id, SnapshotVersion.number > version.number)
        .order_by(SnapshotVersion.number.desc())
        .limit(1)
    )


def profiles_pinning(version_ids: Collection[int]) -> Sequence[str]:
    """Return the names of the profiles that pin any of these versions (OTH-7)."""
    return db.session.scalars(
        select(Profile.name).where(among(Profile.snapshot_version_id, version_ids)).order_by(Profile.name)
    ).all()


def _found(statement: Select[SnapshotVersion]) -> SnapshotVersion:
    version = db.session.scalar(statement)
    if version is None:
        raise NotFound
    return version


def _versions(organization_id: int) -> Select[SnapshotVersion]:
    return (
        select(SnapshotVersion)
        .join(SnapshotVersion.snapshot)
        .options(joinedload(SnapshotVersion.snapshot))
        .where(Snapshot.organization_id == organization_id)
    )
