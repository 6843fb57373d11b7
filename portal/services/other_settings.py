"""The snapshot version that a profile pins (OTH)."""

from sqlalchemy import select

from importer.faults import Fault, FaultCode
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.among import among
from portal.services.errors import NotAcceptable
from portal.services.revisions import saving


def pin(profile: Profile, version_id: int | None, *, seen_revision: str, who: str) -> None:
    """Pin the version, or with None no other settings (選択なし, OTH-6); nothing else moves it (OTH-4).

    Raises EditConflict, or NotAcceptable for a version that is another's or gone.
    """
    columns: dict[str, object] = {"snapshot_version_id": version_id}
    if version_id is not None and not _is_there(profile.organization_id, version_id):
        raise version_gone()
    with saving(profile, (Part.OTHER,), columns, seen_revision=seen_revision, who=who, explain=version_gone):
        pass


def version_gone() -> NotAcceptable:
    """Return the refusal of a version that is not, or no longer, there."""
    return NotAcceptable(
        (Fault("/other/version", FaultCode.UNKNOWN_REFERENCE, {"kind": "snapshot_version"}),)
    )


def _is_there(organization_id: int, version_id: int) -> bool:
    found = (
        select(SnapshotVersion.id)
        .join(Snapshot, SnapshotVersion.snapshot_id == Snapshot.id)
        .where(among(SnapshotVersion.id, (version_id,)), Snapshot.organization_id == organization_id)
    )
    return db.session.scalar(found) is not None
