"""What a snapshot is called, and what people note about it (SNP-5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select, update

from importer.faults import Fault
from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.domain.text import clean_memo, clean_name
from portal.domain.words import TargetType
from portal.extensions import db
from portal.models import Snapshot
from portal.models.columns import new_revision
from portal.services import profile_details
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.profile_details import Details
from portal.services.revisions import all_or_nothing
from portal.services.snapshot_history import record_snapshot


@dataclass(frozen=True, slots=True)
class SnapshotDetails:
    """Name and note as they were typed."""

    name: str
    note: str


def faults_of(details: SnapshotDetails) -> list[Fault]:
    """Return what is wrong with them; both follow the rules of a profile's name and memo (PRF-3)."""
    faults = profile_details.faults_of(Details(details.name, details.note), TargetType.ACCOUNT)
    return [replace(fault, pointer="/note") if fault.pointer == "/memo" else fault for fault in faults]


def edit(snapshot: Snapshot, details: SnapshotDetails, *, seen_revision: str) -> None:
    """Save name and note. Raises NotAcceptable, Taken for the name, or EditConflict."""
    if faults := faults_of(details):
        raise NotAcceptable(tuple(faults))
    name, note = clean_name(details.name), clean_memo(details.note)
    # One statement decides who is first, however many save at once.
    saved = (
        update(Snapshot)
        .where(Snapshot.id == snapshot.id, Snapshot.revision == seen_revision)
        .values(name=name, note=note, revision=new_revision())
        .returning(Snapshot.id)
        .execution_options(synchronize_session=False)
    )
    with all_or_nothing(_taken(snapshot.organization_id, name)):
        if db.session.scalar(saved) is None:
            raise EditConflict
    before = {"name": snapshot.name, "note": snapshot.note}
    db.session.expire(snapshot)
    changed: dict[str, JsonValue] = {
        field: [before[field], now] for field, now in (("name", name), ("note", note)) if before[field] != now
    }
    if changed:
        record_snapshot(snapshot, Action.SNAPSHOT_CHANGED, {"fields": changed})


def _taken(organization_id: int, name: str) -> Callable[[], Taken | None]:
    by_name = select(Snapshot.name).where(Snapshot.organization_id == organization_id, Snapshot.name == name)
    return lambda: Taken("name", (name,)) if db.session.scalar(by_name) is not None else None
