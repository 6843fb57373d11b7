"""Captures: taken in durably, then judged by whichever worker comes first. The table is the queue (TRU-5)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from importer.canonical import canonical
from importer.captures import CaptureBody
from importer.checking import Accepted, Judgement, Refused
from importer.faults import Fault, FaultCode
from portal.domain.words import CaptureState, Origin
from portal.extensions import db
from portal.models import Account, Capture, SnapshotVersion, Terminal
from portal.queries.clock import database_now
from portal.services import snapshots
from portal.services.errors import Taken
from portal.services.snapshot_history import record_state
from portal.services.upserts import insert_into

MOST_ATTEMPTS = 3
LEASE = dt.timedelta(minutes=2)
# A ring that is not lost is heard well before this.
RING_HEARD_WITHIN = dt.timedelta(seconds=10)
SAME_BYTES_WITHIN = dt.timedelta(hours=24)
_OPEN = (CaptureState.RECEIVED, CaptureState.PROCESSING)


@dataclass(frozen=True, slots=True)
class Upload:
    """What a softphone sent: the body without its secrets (CAP-9), and a digest that tells equal bytes."""

    body: CaptureBody
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """A stored upload; `fresh` is False when it had come in before (CAP-3)."""

    capture: Capture
    fresh: bool


def receive(upload: Upload, *, terminal: Terminal, account: Account, key: str | None) -> Received:
    """Store an upload, or find the one that it repeats (CAP-3).

    `key` is the caller's Idempotency-Key. Raises Taken when the key came with another body before.
    """
    stored_key = f"key:{key}" if key is not None else f"body:{upload.digest}"
    if key is None:
        _forget_old_bytes(terminal.id, stored_key)
    fresh = _insert_unless_there(_row(upload, terminal, account) | {"idempotency_key": stored_key})
    capture = db.session.scalars(
        select(Capture).where(Capture.terminal_id == terminal.id, Capture.idempotency_key == stored_key)
    ).one()
    if capture.body_digest != upload.digest:
        raise Taken(what="idempotency_key", items=(key or "",))
    if fresh:
        record_state(capture)
    return Received(capture, fresh)


def receive_file(upload: Upload, *, extension: str, file_name: str, account: Account) -> Capture:
    """Store a file as a capture that waits like any other (SNP-6); `extension` is what the file says."""
    columns = {"source_extension": extension, "origin": Origin.FILE, "file_name": file_name}
    capture = Capture(**(_columns(upload, account) | columns))
    db.session.add(capture)
    db.session.flush()
    record_state(capture)
    return capture


def _row(upload: Upload, terminal: Terminal, account: Account) -> dict[str, Any]:
    return _columns(upload, account) | {"terminal_id": terminal.id, "source_extension": terminal.extension}


def _columns(upload: Upload, account: Account) -> dict[str, Any]:
    body = upload.body
    return {
        "public_id": str(uuid.uuid4()),
        "organization_id": account.organization_id,
        "account_id": account.id,
        "account_login": account.login,
        "name": body.name,
        "captured_at": body.captured_at,
        "source_version": body.version,
        "source_os": body.os,
        "body_digest": upload.digest,
        "body": canonical(body.document()).decode(),
        "state": CaptureState.RECEIVED,
        "faults": [],
        "left_out": [],
        "unrecognised": [],
        "attempts": 0,
    }


def _insert_unless_there(row: dict[str, Any]) -> bool:
    # The unique key decides between uploads that arrive together; the later one waits for the earlier.
    statement = (
        insert_into(Capture)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["terminal_id", "idempotency_key"])
    )
    return db.session.scalar(statement.returning(Capture.id)) is not None


def _forget_old_bytes(terminal_id: int, stored_key: str) -> None:
    since = database_now() - SAME_BYTES_WITHIN
    db.session.execute(
        update(Capture)
        .where(
            Capture.terminal_id == terminal_id,
            Capture.idempotency_key == stored_key,
            Capture.received_at < since,
        )
        .values(idempotency_key=None)
    )


def claim(capture_id: int) -> str | None:
    """Take the lease of a capture that waits and return its masked body; None when there is nothing to do.

    The attempt is counted before the work starts: a capture that kills its worker is set aside (TRU-6).
    """
    now = database_now()
    return db.session.scalar(
        update(Capture)
        .where(Capture.id == capture_id, _is_free(now), Capture.attempts < MOST_ATTEMPTS)
        .values(state=CaptureState.PROCESSING, attempts=Capture.attempts + 1, claimed_until=now + LEASE)
        .returning(Capture.body)
        .execution_options(synchronize_session=False)
    )


def _is_free(now: dt.datetime) -> ColumnElement[bool]:
    return (Capture.state.in_(_OPEN)) & or_(Capture.claimed_until.is_(None), Capture.claimed_until < now)


def settle(capture_id: int, judgement: Judgement) -> SnapshotVersion | None:
    """Record what became of a claimed capture; a second settling changes nothing (CAP-10).

    Returns the version that it became, None when it became none.
    """
    capture = db.session.scalar(
        select(Capture)
        .where(Capture.id == capture_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if capture is None or capture.state is not CaptureState.PROCESSING:
        return None
    capture.left_out = [item.key for item in judgement.left_out]
    capture.unrecognised = list(judgement.unrecognised)
    version = None
    match judgement:
        case Accepted(values=values):
            version = snapshots.version_for(capture, values)
            capture.snapshot_version_id = version.id
            _close(capture, CaptureState.INGESTED)
        case Refused(faults=faults):
            _refuse(capture, faults)
    db.session.flush()
    return version


def waiting(limit: int) -> list[int]:
    """Return the ids of captures that no ring reached or whose worker went away, oldest first (TRU-5)."""
    now = database_now()
    overdue = or_(Capture.claimed_until < now, Capture.received_at < now - RING_HEARD_WITHIN)
    statement = select(Capture.id).where(_is_free(now), overdue, Capture.attempts < MOST_ATTEMPTS)
    return list(db.session.scalars(statement.order_by(Capture.id).limit(limit)))


def set_aside_exhausted() -> int:
    """Refuse the captures whose last attempt ended without an outcome; return how many (CAP-11)."""
    now = database_now()
    statement = (
        select(Capture)
        .where(_is_free(now), Capture.attempts >= MOST_ATTEMPTS)
        .with_for_update(skip_locked=True)
    )
    exhausted = list(db.session.scalars(statement))
    for capture in exhausted:
        _refuse(capture, (Fault("", FaultCode.GIVEN_UP, {"most": MOST_ATTEMPTS}),))
    db.session.flush()
    return len(exhausted)


def _refuse(capture: Capture, faults: tuple[Fault, ...]) -> None:
    capture.faults = [
        {"pointer": fault.pointer, "code": fault.code.value, "params": dict(fault.params)} for fault in faults
    ]
    _close(capture, CaptureState.REFUSED)


def _close(capture: Capture, state: CaptureState) -> None:
    capture.state = state
    capture.claimed_until = None
    capture.settled_at = database_now()
    record_state(capture)
