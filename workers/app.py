"""The worker process: the portal's services behind Celery's bell.

Run with `celery -A workers.app:celery worker` and `… beat`.
"""

from celery import Task

from portal.app import create_app
from portal.domain.audit import Actor, ActorKind
from portal.extensions import celery, db
from portal.jobs import Job
from portal.queries.reviews import EVERY
from portal.services.actors import acting

flask_app = create_app()


class InAppContext(Task):
    """A task runs inside the application's context, with a session of its own."""

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Run the task; whatever it did not commit is rolled back."""
        with flask_app.app_context(), acting(Actor(ActorKind.JOB, self.name)):
            try:
                return super().__call__(*args, **kwargs)
            finally:
                db.session.remove()


celery.Task = InAppContext
celery.set_default()
celery.autodiscover_tasks(["workers"], related_name="captures", force=True)
celery.autodiscover_tasks(["workers"], related_name="mails", force=True)
celery.autodiscover_tasks(["workers"], related_name="impacts", force=True)
celery.autodiscover_tasks(["workers"], related_name="reviews", force=True)
celery.autodiscover_tasks(["workers"], related_name="sightings", force=True)
celery.autodiscover_tasks(["workers"], related_name="upkeep", force=True)
celery.autodiscover_tasks(["workers"], related_name="webhooks", force=True)
celery.conf.beat_schedule = {
    "captures that nobody rang for": {"task": Job.SWEEP_CAPTURES.value, "schedule": 10.0},
    "directories that nobody rang for": {
        "task": Job.REVIEW_DIRECTORIES.value,
        "schedule": EVERY.total_seconds(),
    },
    "softphones that asked": {"task": Job.WRITE_SIGHTINGS.value, "schedule": 5.0},
    "agents who were seen long ago": {"task": Job.FORGET_SIGHTINGS.value, "schedule": 3600.0},
    "credentials that ended": {"task": Job.EXPIRE_CREDENTIALS.value, "schedule": 600.0},
    "captures whose time is over": {"task": Job.EXPIRE_CAPTURES.value, "schedule": 3600.0},
    "impacts that nobody rang for": {"task": Job.SWEEP_IMPACTS.value, "schedule": 10.0},
    "impacts that were counted long ago": {"task": Job.EXPIRE_IMPACTS.value, "schedule": 3600.0},
    "messages that are due": {"task": Job.SWEEP_WEBHOOKS.value, "schedule": 10.0},
    "mails whose hour has come": {"task": Job.SEND_DAILY_MAILS.value, "schedule": 60.0},
    "messages whose time is over": {"task": Job.EXPIRE_DELIVERIES.value, "schedule": 3600.0},
}
