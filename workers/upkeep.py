"""Clears away what has ended."""

from portal.extensions import celery, db
from portal.jobs import Job
from portal.services import upkeep


@celery.task(name=Job.EXPIRE_CREDENTIALS.value)
def expire_credentials() -> None:
    """Delete the sessions that ended, each batch on its own; safe to run twice."""
    while upkeep.delete_ended_sessions():
        db.session.commit()
