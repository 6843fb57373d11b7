"""Finding what was newly added to a directory, after each change of it and every ten minutes (REC-1)."""

import structlog

from portal.extensions import celery, db
from portal.jobs import Job
from portal.services import directory_reviews

log = structlog.get_logger(__name__)


@celery.task(name=Job.REVIEW_DIRECTORY.value)
def review_directory(organization_id: int) -> None:
    """Count anew what waits on the lists of an organisation's profiles; safe to run twice (REC-6)."""
    found = directory_reviews.review(organization_id)
    db.session.commit()
    if found:
        log.info("newly_added", organization_id=organization_id, items=found)


@celery.task(name=Job.REVIEW_DIRECTORIES.value)
def review_directories() -> None:
    """Take up the changes for which no ring came, each organisation on its own."""
    changed = directory_reviews.begin_round()
    db.session.commit()
    for organization_id in changed:
        _review_and_go_on(organization_id)


def _review_and_go_on(organization_id: int) -> None:
    try:
        review_directory(organization_id)
    except Exception:
        # One organisation never holds up the others; the next round comes to it again.
        db.session.rollback()
        log.exception("review_failed", organization_id=organization_id)
