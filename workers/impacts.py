"""Counting what changes of large profiles would do. Every task is safe to run twice, and at once (TRU-7)."""

import time

import structlog

from importer.catalogue import catalogue
from portal.extensions import celery, db
from portal.jobs import Job, ring
from portal.services import impact_counting, impact_runs

log = structlog.get_logger(__name__)

# After so long other work has its turn.
TURN_S = 20
# What one sweep rings for at most; the next one comes in seconds.
SWEEP_AT_MOST = 50


@celery.task(name=Job.COUNT_IMPACT.value)
def count(run_id: int) -> None:
    """Count some targets after the other; each step is committed with its progress."""
    claimed = impact_runs.claim(run_id)
    db.session.commit()
    ends = time.monotonic() + TURN_S
    while claimed and impact_counting.count_some(run_id, catalogue()):
        db.session.commit()
        if time.monotonic() > ends:
            impact_runs.let_go(run_id)
            db.session.commit()
            ring(Job.COUNT_IMPACT, run_id)
            return
    db.session.commit()
    log.info("impact_counted", run_id=run_id, claimed=claimed)


@celery.task(name=Job.SWEEP_IMPACTS.value)
def sweep() -> None:
    """Ring for what no ring reached or whose worker went away, and end what is hopeless (TRU-5, TRU-6)."""
    impact_runs.give_up_exhausted()
    db.session.commit()
    for run_id in impact_runs.waiting(SWEEP_AT_MOST):
        ring(Job.COUNT_IMPACT, run_id)


@celery.task(name=Job.EXPIRE_IMPACTS.value)
def expire() -> None:
    """Delete what was counted long ago, a few at a time; safe to run twice."""
    while impact_runs.delete_old():
        db.session.commit()
