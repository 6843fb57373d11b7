"""Writing what softphones asked into the database, some at a time (DST-3)."""

from portal.extensions import celery, db
from portal.jobs import Job
from portal.services import delivery_pulse, sightings

# What one ring takes up at most; the next one comes in seconds.
BATCHES_AT_MOST = 20


@celery.task(name=Job.WRITE_SIGHTINGS.value)
def write() -> None:
    """Write what waits. It stays in Redis until it is committed, so a worker that ends loses nothing."""
    for _ in range(BATCHES_AT_MOST):
        batch = sightings.waiting()
        if not batch.entries:
            return
        organizations = sightings.write(batch.sightings)
        db.session.commit()
        sightings.remove(batch)
        for organization_id in organizations:
            delivery_pulse.beat(organization_id)


@celery.task(name=Job.FORGET_SIGHTINGS.value)
def forget() -> None:
    """Forget where agents were seen long ago, each batch on its own; safe to run twice."""
    while sightings.delete_old():
        db.session.commit()
