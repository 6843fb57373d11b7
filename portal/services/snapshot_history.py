"""What happens to captures and snapshots, as the audit log keeps it."""

from collections.abc import Collection, Mapping

from importer.json_value import JsonValue
from portal.domain.audit import Action, Subject
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.services import history
from portal.services.history import About

MOST_NAMED = 100


_STATES = {
    CaptureState.RECEIVED: Action.CAPTURE_RECEIVED,
    CaptureState.INGESTED: Action.CAPTURE_INGESTED,
    CaptureState.REFUSED: Action.CAPTURE_REFUSED,
}


def record_state(capture: Capture) -> None:
    """Record the state that a capture has come to."""
    record_capture(capture, _STATES[capture.state])


def record_capture(capture: Capture, action: Action) -> None:
    """Record what became of a capture, and where it came from; never what is in it."""
    details: dict[str, JsonValue] = {
        "capture": capture.public_id,
        "extension": capture.source_extension,
        "login": capture.account_login,
        "origin": str(capture.origin),
    }
    if capture.faults:
        codes = sorted({str(fault["code"]) for fault in capture.faults})
        details |= {"faults": codes}
    about = About(Subject.CAPTURE, capture.name, capture.id)
    history.record(capture.organization_id, action, about, details, who=capture.source_extension)


def record_old_captures(gone: Collection[tuple[int, str]]) -> None:
    """Record the captures that went by their age: organisation and public id of each."""
    mine: dict[int, list[str]] = {}
    for organization_id, public_id in gone:
        mine.setdefault(organization_id, []).append(public_id)
    for organization_id, ids in mine.items():
        named: list[JsonValue] = [*sorted(ids)[:MOST_NAMED]]
        details: dict[str, JsonValue] = {"captures": named, "count": len(ids)}
        history.record(organization_id, Action.CAPTURES_DELETED, About(Subject.CAPTURE, ""), details)


def record_snapshot(
    snapshot: Snapshot, action: Action, details: Mapping[str, JsonValue] | None = None
) -> None:
    """Record what was done to a snapshot, or to versions of it."""
    about = About(Subject.SNAPSHOT, snapshot.name, snapshot.id)
    history.record(snapshot.organization_id, action, about, details)


def record_version(version: SnapshotVersion, action: Action, **details: JsonValue) -> None:
    """Record what was done to one version of a snapshot."""
    snapshot = db.session.get_one(Snapshot, version.snapshot_id)
    record_snapshot(snapshot, action, {"version": version.number, **details})
