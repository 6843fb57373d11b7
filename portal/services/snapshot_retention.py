"""How many versions of a snapshot are kept (SNP-7)."""

from sqlalchemy import delete, func, select

from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.services.snapshot_history import record_snapshot


def keep(snapshot_id: int, most: int) -> int:
    """Delete the oldest versions until `most` are left; return how many went.

    The newest stays, and so does each that a profile pins, however many these are.
    """
    of_snapshot = SnapshotVersion.snapshot_id == snapshot_id
    total, newest = db.session.execute(
        select(func.count(), func.max(SnapshotVersion.number)).where(of_snapshot)
    ).one()
    if total <= most:
        return 0
    in_use = select(Profile.id).where(Profile.snapshot_version_id == SnapshotVersion.id).exists()
    surplus = (
        select(SnapshotVersion.id)
        .where(of_snapshot, ~in_use, SnapshotVersion.number < newest)
        .order_by(SnapshotVersion.number)
        .limit(total - most)
    )
    # Who is about to pin a version holds its row: it is passed over. Locked, none can be pinned any more.
    candidates = db.session.scalars(surplus.with_for_update(skip_locked=True)).all()
    # Asked again: a pin may have been committed between the first look and the lock.
    gone = delete(SnapshotVersion).where(SnapshotVersion.id.in_(candidates), ~in_use)
    numbers = db.session.scalars(gone.returning(SnapshotVersion.number)).all()
    if numbers:
        named: list[JsonValue] = [*sorted(numbers)]
        record_snapshot(
            db.session.get_one(Snapshot, snapshot_id), Action.VERSION_DELETED, {"versions": named}
        )
    return len(numbers)
