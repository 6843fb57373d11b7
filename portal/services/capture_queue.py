"""The captures that wait are judged by whichever worker comes first. The table is the queue (TRU-5)."""

import datetime as dt

from sqlalchemy import ColumnElement, or_, select, update

from importer.checking import Accepted, Judgement, Refused
from importer.faults import Fault, FaultCode
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture
from portal.queries.captures import OPEN
from portal.queries.clock import database_now
from portal.services import snapshots
from portal.services.leases import is_free
from portal.services.snapshot_history import record_state

MOST_ATTEMPTS = 3
LEASE = dt.timedelta(minutes=2)
# A ring that is not lost is heard well before this.
RING_HEARD_WITHIN = dt.timedelta(seconds=10)


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
    return Capture.state.in_(OPEN) & is_free(Capture.claimed_until, now)


def settle(capture_id: int, judgement: Judgement) -> None:
    """Record what became of a claimed capture; a second settling changes nothing (CAP-10)."""
    capture = locked(capture_id)
    if capture is None or capture.state is not CaptureState.PROCESSING:
        return
    capture.left_out = [item.key for item in judgement.left_out]
    capture.unrecognised = list(judgement.unrecognised)
    match judgement:
        case Accepted(values=values):
            capture.snapshot_version_id = snapshots.version_for(capture, values).id
            _close(capture, CaptureState.INGESTED)
        case Refused(faults=faults):
            _refuse(capture, faults)
    db.session.flush()


def locked(capture_id: int) -> Capture | None:
    """Take the row's lock and read it anew; None when it is gone."""
    return db.session.scalar(
        select(Capture)
        .where(Capture.id == capture_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


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
