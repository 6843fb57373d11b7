"""Clears away what has ended."""

from flask import current_app

from portal.extensions import celery, db
from portal.jobs import Job
from portal.services import capture_upkeep, upkeep


@celery.task(name=Job.EXPIRE_CREDENTIALS.value)
def expire_credentials() -> None:
    """Delete the sessions that ended and the drafts that are forgotten; safe to run twice."""
    while upkeep.delete_ended_sessions():
        db.session.commit()
    while upkeep.delete_old_drafts():
        db.session.commit()


@celery.task(name=Job.EXPIRE_CAPTURES.value)
def expire_captures() -> None:
    """Delete the captures whose time is over (CAP-5), each batch on its own; safe to run twice."""
    while capture_upkeep.delete_old(current_app.config["SETTINGS"].capture_days):
        db.session.commit()
