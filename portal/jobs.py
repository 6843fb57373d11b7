"""Names of the background jobs, and the only way to call a worker.

The portal knows jobs by name, so it imports no worker. A row in the database is the work; a ring only
wakes somebody up (TRU-5).
"""

import threading
from enum import StrEnum

import structlog

from portal.extensions import celery

log = structlog.get_logger(__name__)


class Job(StrEnum):
    """One member a task in `workers/`."""

    INGEST_CAPTURE = "captures.ingest"
    SWEEP_CAPTURES = "captures.sweep"
    EXPIRE_CREDENTIALS = "upkeep.expire_credentials"
    EXPIRE_CAPTURES = "upkeep.expire_captures"


def ring(job: Job, *ids: int) -> None:
    """Tell a worker that rows wait, without ever holding up the caller (TRU-4).

    Publishing happens in a thread of its own, after the commit; a broker that is down or silent loses
    the ring, and the sweep finds the row.
    """
    threading.Thread(target=_publish, args=(job, ids), daemon=True, name=f"ring {job}").start()


def _publish(job: Job, ids: tuple[int, ...]) -> None:
    try:
        celery.send_task(job.value, args=ids, retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  whatever the broker does, the row stays
        log.warning("ring_lost", job=job.value, error=type(error).__name__)
