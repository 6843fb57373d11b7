"""Snapshots: the named, versioned results of captures."""

from collections.abc import Mapping

from sqlalchemy import select

from importer.canonical import canonical, digest
from importer.json_value import JsonValue
from portal.extensions import db
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.services.upserts import insert_into


def version_for(capture: Capture, values: Mapping[str, JsonValue]) -> SnapshotVersion:
    """Return the version that `values` are: the newest when they equal it, else a new one (SNP-1, SNP-2)."""
    snapshot = _locked_snapshot(capture.organization_id, capture.name)
    settings = dict(values)
    newest = _newest(snapshot)
    if newest is not None and newest.digest == digest(settings):
        return newest
    snapshot.last_number += 1
    version = SnapshotVersion(
        snapshot_id=snapshot.id,
        number=snapshot.last_number,
        settings=canonical(settings).decode(),
        digest=digest(settings),
        captured_at=capture.captured_at,
        received_at=capture.received_at,
        source_extension=capture.source_extension,
        source_version=capture.source_version,
        account_login=capture.account_login,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _locked_snapshot(organization_id: int, name: str) -> Snapshot:
    # The row's lock puts captures of one name in a queue, so that versions count without gaps.
    db.session.execute(
        insert_into(Snapshot)
        .values(organization_id=organization_id, name=name, note="", last_number=0)
        .on_conflict_do_nothing(index_elements=["organization_id", "name"])
    )
    return db.session.scalars(
        select(Snapshot)
        .where(Snapshot.organization_id == organization_id, Snapshot.name == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _newest(snapshot: Snapshot) -> SnapshotVersion | None:
    return db.session.scalar(
        select(SnapshotVersion)
        .where(SnapshotVersion.snapshot_id == snapshot.id)
        .order_by(SnapshotVersion.number.desc())
        .limit(1)
    )
