"""Two real workers, killed again and again while they work, and a broker that forgets."""

import datetime as dt

import pytest
from ingesting import upload
from sqlalchemy import update
from workers_that_die import Deployment, captures_without_one_outcome, how_many_open, let_the_leases_end

from factories import make_account, make_organization, make_terminal
from plumbing.valkey import ValkeyServer
from plumbing.waiting import wait_until
from portal.jobs import Job
from portal.models import Capture
from portal.queries.clock import database_now
from portal.services import captures

CAPTURES = 200
NAMES = 5
# After so many more outcomes both workers are killed, wherever they are then; before the last time the
# broker forgets every ring.
KILLED_AFTER = (7, 31, 18, 40, 23)


@pytest.fixture
def broker():
    """A broker of the test's own, which it can make forget."""
    server = ValkeyServer().start()
    yield server
    server.stop()


@pytest.fixture
def deployment(postgresql_installation, broker, tmp_path):
    made = Deployment(postgresql_installation, broker, tmp_path)
    yield made
    made.close()


@pytest.fixture
def uploads(database):
    """The ids of acknowledged uploads, all different, of a few names."""
    organization = make_organization()
    source = {"terminal": make_terminal(organization), "account": make_account(organization)}
    ids = [
        captures.receive(
            upload({"phone.history_size": 10 + number // NAMES}, name=f"設定{number % NAMES}"),
            key=str(number),
            **source,
        ).capture.id
        for number in range(CAPTURES)
    ]
    # Long enough ago that a ring would have been heard.
    database.execute(update(Capture).values(received_at=database_now() - dt.timedelta(minutes=1)))
    database.commit()
    return ids


def work_under_killings(deployment, uploads, *, killed_after, sweeping):
    """Ring for every upload and kill both workers time and again; then let two workers end the work."""
    for upload_id in uploads:
        deployment.ring(Job.INGEST_CAPTURE, upload_id)
    for outcomes in killed_after:
        if outcomes == killed_after[-1]:
            deployment.forget()
        if sweeping:
            deployment.ring(Job.SWEEP_CAPTURES)
        deployment.start(2)
        goal = how_many_open() - outcomes
        wait_until(lambda goal=goal: how_many_open() <= goal or _idle(deployment, sweeping), seconds=60)
        deployment.kill()
        let_the_leases_end()
    if sweeping:
        deployment.ring(Job.SWEEP_CAPTURES)
    deployment.start(2)
    wait_until(lambda: not how_many_open() or _idle(deployment, sweeping), seconds=60, what="the work ends")
    deployment.kill()


def _idle(deployment, sweeping):
    # Without the sweep the end is reached when nobody has been told of anything any more.
    return not sweeping and not deployment.messages()


@pytest.mark.rule("CAP-2", "CAP-10", "CAP-11", "SNP-1", "TRU-5", "TRU-7", "TRU-8")
def test_whatever_is_killed_each_upload_has_one_outcome_and_versions_have_no_gaps(deployment, uploads):
    work_under_killings(deployment, uploads, killed_after=KILLED_AFTER, sweeping=True)

    assert captures_without_one_outcome() == []


@pytest.mark.rule("TRU-5")
def test_without_the_sweep_some_would_have_been_lost(deployment, uploads):
    work_under_killings(deployment, uploads, killed_after=KILLED_AFTER[-1:], sweeping=False)

    assert {what for what, _id in captures_without_one_outcome()} == {"no outcome"}
