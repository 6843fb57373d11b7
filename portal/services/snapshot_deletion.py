"""Deleting versions and snapshots: never what a profile delivers (SNP-5, OTH-7)."""

from collections.abc import Collection

from sqlalchemy import delete, func, select

from portal.domain.audit import Action
from portal.extensions import db
from portal.models import Snapshot, SnapshotVersion
from portal.queries.snapshots import profiles_pinning
from portal.services.errors import InUse, NotAllowed
from portal.services.revisions import all_or_nothing
from portal.services.snapshot_history import record_snapshot, record_version
from portal.services.snapshots import locked


def delete_version(version: SnapshotVersion) -> None:
    """Delete one version; its number is not given again.

    Raises InUse with the profiles that pin it, or NotAllowed for the only one that is left.
    """
    version_id = version.id
    locked(version.snapshot_id)
    with all_or_nothing(lambda: InUse(profiles_pinning((version_id,)))):
        _refuse_what_is_used((version_id,))
        siblings = select(func.count()).where(SnapshotVersion.snapshot_id == version.snapshot_id)
        if (db.session.scalar(siblings) or 0) <= 1:
            raise NotAllowed("only_version")
        # The foreign key of the profiles decides, if one pins it at the same moment.
        gone = delete(SnapshotVersion).where(SnapshotVersion.id == version_id).returning(SnapshotVersion.id)
        # Who waited for another to delete it has deleted nothing.
        if db.session.scalar(gone) is not None:
            record_version(version, Action.VERSION_DELETED)


def delete_snapshot(snapshot: Snapshot) -> None:
    """Delete a snapshot with all its versions; captures stay. Raises InUse with the profiles that pin one."""
    snapshot_id = snapshot.id
    if locked(snapshot_id) is None:
        return
    versions = db.session.scalars(
        select(SnapshotVersion.id).where(SnapshotVersion.snapshot_id == snapshot_id)
    ).all()
    with all_or_nothing(lambda: InUse(profiles_pinning(versions))):
        _refuse_what_is_used(versions)
        record_snapshot(snapshot, Action.SNAPSHOT_DELETED, {"versions": len(versions)})
        db.session.execute(delete(Snapshot).where(Snapshot.id == snapshot_id))


def _refuse_what_is_used(version_ids: Collection[int]) -> None:
    if names := profiles_pinning(version_ids):
        raise InUse(names)
