"""The portal rings workers by name; every name has its task."""

from portal.extensions import celery
from portal.jobs import Job


def test_every_job_has_a_task_and_every_task_a_job(databases):
    import workers.app  # noqa: F401, PLC0415  builds an application, which only tests with a database may do

    tasks = {name for name in celery.tasks if not name.startswith("celery.")}

    assert tasks == {job.value for job in Job}
