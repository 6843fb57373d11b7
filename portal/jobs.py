"""Names of the background jobs, and the only way to call a worker.

The portal knows jobs by name, so it imports no worker. A row in the database is the work; a ring only
wakes somebody up (TRU-5).
"""

import threading
from enum import StrEnum

import structlog
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.extensions import celery, db

_WAITING = "rings"

log = structlog.get_logger(__name__)


class Job(StrEnum):
    """One member a task in `workers/`."""

    INGEST_CAPTURE = "captures.ingest"
    SWEEP_CAPTURES = "captures.sweep"
    REVIEW_DIRECTORY = "reviews.review_directory"
    REVIEW_DIRECTORIES = "reviews.review_directories"
    COUNT_IMPACT = "impacts.count"
    SWEEP_IMPACTS = "impacts.sweep"
    EXPIRE_IMPACTS = "impacts.expire"
    DELIVER_TO_WEBHOOK = "webhooks.deliver"
    SWEEP_WEBHOOKS = "webhooks.sweep"
    EXPIRE_DELIVERIES = "webhooks.expire"
    SEND_DAILY_MAILS = "mails.send_daily"
    SEND_TEST_MAIL = "mails.send_test"
    WRITE_SIGHTINGS = "sightings.write"
    FORGET_SIGHTINGS = "sightings.forget"
    EXPIRE_CREDENTIALS = "upkeep.expire_credentials"
    EXPIRE_CAPTURES = "upkeep.expire_captures"


def ring(job: Job, *ids: int) -> None:
    """Tell a worker that rows wait, without ever holding up the caller (TRU-4).

    Publishing happens in a thread of its own, after the commit; a broker that is down or silent loses
    the ring, and the sweep finds the row.
    """
    threading.Thread(target=_publish, args=(job, ids), daemon=True, name=f"ring {job}").start()


def ring_after_commit(job: Job, *ids: int) -> None:
    """Ring when what the session holds now is committed; what is rolled back rings nobody."""
    db.session.info.setdefault(_WAITING, {})[job, ids] = None


@event.listens_for(Session, "after_commit")
def _ring_for_what_is_committed(session: Session) -> None:
    # The end of a savepoint commits nothing yet.
    if not session.in_nested_transaction():
        for job, ids in session.info.pop(_WAITING, {}):
            ring(job, *ids)


@event.listens_for(Session, "after_rollback")
def _ring_nobody(session: Session) -> None:
    session.info.pop(_WAITING, None)


def _publish(job: Job, ids: tuple[int, ...]) -> None:
    try:
        celery.send_task(job.value, args=ids, retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  whatever the broker does, the row stays
        log.warning("ring_lost", job=job.value, error=type(error).__name__)
