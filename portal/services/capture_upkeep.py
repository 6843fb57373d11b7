"""What becomes of captures that were settled: tried again, deleted by hand, deleted by age (CAP-5, TRU-6)."""

import datetime as dt

from sqlalchemy import delete

from importer.faults import FaultCode
from portal.domain.audit import Action
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture
from portal.queries.clock import database_now
from portal.services.batches import delete_batch
from portal.services.capture_queue import locked
from portal.services.errors import NotAllowed
from portal.services.snapshot_history import record_capture, record_old_captures

BATCH = 500
SETTLED = (CaptureState.INGESTED, CaptureState.REFUSED)


def given_up(capture: Capture) -> bool:
    """Tell whether the work on it failed, and not what is in it: then trying again may help."""
    return capture.state is CaptureState.REFUSED and any(
        fault["code"] == FaultCode.GIVEN_UP for fault in capture.faults
    )


def try_again(capture: Capture) -> None:
    """Put a capture that was given up back among those that wait. Raises NotAllowed for any other."""
    current = locked(capture.id)
    if current is None or not given_up(current):
        raise NotAllowed("not_given_up")
    current.state = CaptureState.RECEIVED
    current.attempts = 0
    current.claimed_until = None
    current.settled_at = None
    current.faults, current.left_out, current.unrecognised = [], [], []
    db.session.flush()
    record_capture(current, Action.CAPTURE_TRIED_AGAIN)


def delete_capture(capture: Capture) -> None:
    """Delete a capture; the version that it became stays. Raises NotAllowed while a worker may have it."""
    current = locked(capture.id)
    if current is not None and current.state not in SETTLED:
        raise NotAllowed("capture_open")
    if current is not None:
        record_capture(current, Action.CAPTURES_DELETED)
    db.session.execute(delete(Capture).where(Capture.id == capture.id))


def delete_old(days: int) -> int:
    """Delete a batch of the captures that were settled more than `days` ago; return how many (CAP-5)."""
    old = (Capture.settled_at < database_now() - dt.timedelta(days=days), Capture.state.in_(SETTLED))
    deleted = delete_batch(Capture, *old, most=BATCH, told=(Capture.organization_id, Capture.public_id))
    record_old_captures([(row.organization_id, row.public_id) for row in deleted])
    return len(deleted)
