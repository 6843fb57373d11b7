import datetime as dt

import pytest
from sqlalchemy import func, select

from factories import make_agent_token
from portal.jobs import Job
from portal.models import AgentSession, PortalSession
from portal.services import upkeep
from portal.services.tokens import digest_of

pytestmark = pytest.mark.on("postgresql", "sqlite")

PAST = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=2)
FUTURE = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)


@pytest.fixture
def sessions(softphone, account, database):
    """Five sessions that ended, agents' and a browser's, and two that go on."""
    for ends in (PAST, PAST, PAST, FUTURE):
        make_agent_token(softphone.device_token, account, expires_at=ends)
    for name, ends in (("one", PAST), ("two", PAST), ("three", FUTURE)):
        database.add(PortalSession(digest=digest_of(name), account_id=account.id, expires_at=ends))
    database.commit()


def left(database):
    return [
        database.scalar(select(func.count()).select_from(table)) for table in (AgentSession, PortalSession)
    ]


@pytest.fixture
def expire():
    """The task, as the worker has it."""
    from workers.upkeep import expire_credentials  # noqa: PLC0415  builds an application

    return expire_credentials


@pytest.mark.rule("TRU-7")
def test_what_ended_is_cleared_away_batch_by_batch_and_the_rest_stays(
    sessions, database, expire, monkeypatch
):
    monkeypatch.setattr(upkeep, "BATCH", 2)

    expire()
    expire()

    assert left(database) == [1, 1]
    assert expire.name == Job.EXPIRE_CREDENTIALS


def test_one_batch_is_no_larger_than_it_may_be(sessions, database, monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 1)

    assert upkeep.delete_ended_sessions() == 2
    assert left(database) == [3, 2]
