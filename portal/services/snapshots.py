"""Snapshots: the named, versioned results of captures."""

from collections.abc import Mapping

from flask import current_app
from sqlalchemy import select

from importer.canonical import canonical, digest
from importer.json_value import JsonValue
from portal.extensions import db
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.services.snapshot_retention import keep
from portal.services.upserts import insert_into


def version_for(capture: Capture, values: Mapping[str, JsonValue]) -> SnapshotVersion:
    """Return the version that `values` are: the newest when they equal it, else a new one (SNP-1, SNP-2)."""
    snapshot = _locked_by_name(capture.organization_id, capture.name)
    newest = newest_of(snapshot.id)
    if newest is not None and newest.digest == digest(dict(values)):
        newest.seen_again += 1
        newest.seen_at = capture.received_at
        db.session.flush()
        return newest
    columns: dict[str, object] = {
        "captured_at": capture.captured_at,
        "received_at": capture.received_at,
        "source_extension": capture.source_extension,
        "source_version": capture.source_version,
        "account_login": capture.account_login,
        "origin": capture.origin,
    }
    return add_version(snapshot, values, columns)


def add_version(
    snapshot: Snapshot, values: Mapping[str, JsonValue], columns: Mapping[str, object]
) -> SnapshotVersion:
    """Write the next version of a snapshot whose row is locked; `columns` say where it came from.

    The oldest make room for it (SNP-7).
    """
    settings = dict(values)
    snapshot.last_number += 1
    version = SnapshotVersion(
        snapshot_id=snapshot.id,
        number=snapshot.last_number,
        settings=canonical(settings).decode(),
        digest=digest(settings),
        **columns,
    )
    db.session.add(version)
    db.session.flush()
    keep(snapshot.id, current_app.config["SETTINGS"].snapshot_versions)
    return version


def locked(snapshot_id: int) -> Snapshot | None:
    """Take the row's lock, which puts all that add or delete versions in a queue; None when it is gone."""
    return db.session.scalar(
        select(Snapshot)
        .where(Snapshot.id == snapshot_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def newest_of(snapshot_id: int) -> SnapshotVersion | None:
    """Return the newest version that is still there."""
    return db.session.scalar(
        select(SnapshotVersion)
        .where(SnapshotVersion.snapshot_id == snapshot_id)
        .order_by(SnapshotVersion.number.desc())
        .limit(1)
    )


def _locked_by_name(organization_id: int, name: str) -> Snapshot:
    # The row's lock puts captures of one name in a queue, so that versions count without gaps.
    by_name = select(Snapshot).where(Snapshot.organization_id == organization_id, Snapshot.name == name)
    while True:
        db.session.execute(
            insert_into(Snapshot)
            .values(organization_id=organization_id, name=name, note="", last_number=0)
            .on_conflict_do_nothing(index_elements=["organization_id", "name"])
        )
        found = db.session.scalar(by_name.with_for_update().execution_options(populate_existing=True))
        # Whoever renamed or deleted it while we waited for the lock leaves the name to a new one.
        if found is not None:
            return found
