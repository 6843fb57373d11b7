"""A real worker that is killed while it counts, and another one that goes on."""

import datetime as dt
import signal

import pytest
from celery import Celery
from large_profiles import ask, make_large_profile
from sqlalchemy import select, text, update

from factories import make_administrator, make_organization
from plumbing import programs
from plumbing.valkey import ValkeyServer
from plumbing.waiting import wait_until
from portal.domain.impact import Action, RunState
from portal.extensions import db
from portal.jobs import Job
from portal.models import ImpactRun
from portal.queries.clock import database_now

TARGETS = 1_500


@pytest.fixture
def broker():
    server = ValkeyServer().start()
    yield server
    server.stop()


@pytest.fixture
def settings(postgresql_installation, broker):
    return programs.settings_for(postgresql_installation.settings.database_url, broker.url)


@pytest.fixture
def ring(broker):
    """Ring for a job, as the portal and the scheduler do."""
    with Celery(broker=broker.url, set_as_current=False) as sender:
        yield lambda job, *ids: sender.send_task(job.value, args=ids, ignore_result=True)


def state():
    db.session.rollback()
    return db.session.scalar(select(ImpactRun.state))


@pytest.mark.rule("STA-2", "TRU-5", "TRU-8")
def test_what_a_killed_worker_left_another_one_counts(database, settings, ring, tmp_path):
    organization = make_organization()
    profile = make_large_profile(organization, TARGETS)
    run_id = ask(profile, make_administrator(organization, "admin"), Action.DISABLE)
    first = programs.start_worker(settings, tmp_path)
    with db.engine.begin() as holder:
        # The worker has it in hand and waits for the table, wherever it is killed.
        holder.execute(text("LOCK TABLE impact_targets IN SHARE MODE"))
        ring(Job.COUNT_IMPACT, run_id)
        wait_until(lambda: state() is RunState.COUNTING, what="the worker began")
        first.send(signal.SIGKILL)
        wait_until(lambda: not first.running, what="the worker is gone")
    first.stop()
    database.execute(update(ImpactRun).values(claimed_until=database_now() - dt.timedelta(seconds=1)))
    database.commit()

    second = programs.start_worker(settings, tmp_path)
    try:
        ring(Job.SWEEP_IMPACTS)
        wait_until(lambda: state() is RunState.DONE, seconds=30, what="the run ends")
    finally:
        second.stop()

    found = db.session.get_one(ImpactRun, run_id)
    assert (found.done, found.total, found.summary["effects"]) == (TARGETS, TARGETS, {"released": TARGETS})
