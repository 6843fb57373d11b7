"""The database goes away and comes back: no hand is needed, and nobody is released by it."""

import time

import pytest
from softphones import Softphone

from factories import make_device_token, make_organization, make_profile, make_terminal
from plumbing.conformity import ConformingClient
from plumbing.postgres import PostgresServer
from plumbing.programs import settings_for
from plumbing.waiting import wait_until
from portal.app import create_app
from portal.config import Settings
from portal.extensions import db
from portal.services import quick_store

SOON = 10
"""Seconds after which everything is normal again (TRU-8)."""
AT_ONCE = 1.5
"""Seconds after which whoever asks has an answer, even if it is that there is none (TRU-1)."""


@pytest.fixture(scope="module")
def server(databases, valkey):
    """A database server of this module's own, with an empty portal on it."""
    server = PostgresServer().start()
    databases.make_template(server, "restarted", valkey.url)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def restarted_app(server, valkey):
    app = create_app(Settings.from_environment(settings_for(server.url("restarted"), valkey.url)))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def controlled(restarted_app):
    """A softphone that a profile controls; what it is told does not change."""
    with restarted_app.app_context():
        organization = make_organization()
        terminal = make_terminal(organization)
        make_profile(organization, targets=[terminal])
        token = make_device_token(terminal)
        db.session.commit()
    return Softphone(ConformingClient(restarted_app), token)


@pytest.fixture
def silenced(valkey):
    """A function that keeps Redis from answering until the test ends."""
    yield valkey.silence
    valkey.wake()
    quick_store._Pause.until = 0.0


def asked_in_time(softphone, **how):
    began = time.monotonic()
    answer = softphone.get(**how)
    assert time.monotonic() - began < AT_ONCE
    return answer


@pytest.mark.rule("TRU-8", "TRU-1")
def test_while_the_database_is_away_nobody_is_released_and_after_it_everything_is_as_before(
    server, controlled
):
    etag = controlled.get().headers["ETag"]

    server.stop(keep=True)
    away = [asked_in_time(controlled), asked_in_time(controlled, etag=etag)]
    server.start()

    assert {answer.status_code for answer in away} == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in away)
    assert all("controlled" not in answer.text for answer in away)
    wait_until(lambda: controlled.get(etag=etag).status_code == 304, seconds=SOON)


@pytest.mark.rule("TRU-2", "TRU-1")
def test_with_redis_silent_too_there_is_no_answer_and_soon(server, controlled, silenced):
    etag = controlled.get().headers["ETag"]

    silenced()
    server.stop(keep=True)
    away = asked_in_time(controlled, etag=etag)
    server.start()

    assert away.status_code == 503
    wait_until(lambda: controlled.get(etag=etag).status_code == 304, seconds=SOON)


@pytest.mark.rule("TRU-8")
def test_a_restart_between_two_questions_is_noticed_by_nobody(server, controlled):
    etag = controlled.get().headers["ETag"]

    server.stop(keep=True)
    server.start()

    assert controlled.get(etag=etag).status_code == 304
