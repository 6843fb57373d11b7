"""Nothing that the portal waits for can keep it waiting for ever (TRU-4)."""

import threading
import time

import pytest
from sqlalchemy import text

from portal.extensions import cache, celery
from portal.jobs import Job, ring

pytestmark = pytest.mark.rule("TRU-4")

RINGING = f"ring {Job.INGEST_CAPTURE}"


@pytest.fixture
def silent(valkey):
    """Redis keeps its connections and says nothing, until the test ends and the last ring was given up."""
    valkey.silence()
    yield
    valkey.wake()
    for thread in threading.enumerate():
        if thread.name == RINGING:
            thread.join(10)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("statement_timeout", "30s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "1min"),
    ],
)
def test_every_connection_to_the_database_has_its_limits(database, limit, expected):
    assert database.scalar(text(f"SHOW {limit}")) == expected


def test_who_waits_for_a_connection_is_sent_away_soon(app, database):
    assert database.get_bind().pool.timeout() <= 2


def test_redis_is_waited_for_less_than_half_a_second(app, database):
    waits = cache.client.connection_pool.connection_kwargs

    assert max(waits["socket_timeout"], waits["socket_connect_timeout"]) < 0.5


def test_the_worker_ends_what_takes_too_long(app):
    assert 0 < celery.conf.task_soft_time_limit < celery.conf.task_time_limit <= 120


def test_ringing_a_silent_broker_holds_nobody_up(app, database, silent):
    began = time.monotonic()

    ring(Job.INGEST_CAPTURE, 0)

    assert time.monotonic() - began < 0.2
