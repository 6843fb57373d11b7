"""Turning captures into snapshot versions. Every task is safe to run twice, and at the same time (TRU-7)."""

import json

import structlog

from importer.catalogue import catalogue
from importer.checking import judge
from portal.extensions import celery, db
from portal.jobs import Job
from portal.services import capture_queue

log = structlog.get_logger(__name__)

# What one sweep takes up at most; the next one comes in seconds.
SWEEP_AT_MOST = 200


@celery.task(name=Job.INGEST_CAPTURE.value)
def ingest(capture_id: int) -> None:
    """Turn one capture into a snapshot version (CAP-10)."""
    body = capture_queue.claim(capture_id)
    db.session.commit()
    if body is None:
        return
    capture_queue.settle(capture_id, judge(json.loads(body)["settings"], catalogue()))
    db.session.commit()
    log.info("capture_settled", capture_id=capture_id)


@celery.task(name=Job.SWEEP_CAPTURES.value)
def sweep() -> None:
    """Take up what no ring reached, and set aside what failed too often (TRU-5, TRU-6)."""
    capture_queue.set_aside_exhausted()
    db.session.commit()
    waiting = capture_queue.waiting(SWEEP_AT_MOST)
    db.session.commit()
    for capture_id in waiting:
        _ingest_and_go_on(capture_id)


def _ingest_and_go_on(capture_id: int) -> None:
    try:
        ingest(capture_id)
    except Exception:
        # One bad row never holds up the others; its attempt is counted already.
        db.session.rollback()
        log.exception("capture_failed", capture_id=capture_id)
