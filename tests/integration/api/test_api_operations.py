import socket
import time
from dataclasses import replace

import pytest

from portal.app import create_app
from portal.extensions import db


def test_the_process_says_that_it_lives(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_readiness_names_what_answers(client):
    assert client.get("/readyz").json == {"database": "ok", "broker": "ok"}


@pytest.fixture
def silent():
    """The port of a server that accepts connections and never says anything."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def asked_with(app):
    """What /readyz answers in a deployment with these settings."""

    def asked_with(**settings):
        other = create_app(replace(app.config["SETTINGS"], **settings))
        answer = other.test_client().get("/readyz")
        with other.app_context():
            db.engine.dispose()
        return answer

    yield asked_with
    # What is one a process is bound to the tests' own servers again.
    create_app(app.config["SETTINGS"])


@pytest.mark.rule("TRU-1")
def test_a_service_that_is_away_is_named(asked_with):
    database = asked_with(database_url="postgresql://nobody@127.0.0.1:1/nothing")
    broker = asked_with(redis_url="redis://127.0.0.1:1/0")

    assert (database.status_code, broker.status_code) == (503, 503)
    assert (database.json["database"], database.json["broker"]) == ("down", "ok")
    assert (broker.json["database"], broker.json["broker"]) == ("ok", "down")
    assert int(broker.headers["Retry-After"]) > 0


@pytest.mark.rule("TRU-1", "TRU-4")
def test_a_service_that_is_silent_is_not_waited_for(asked_with, silent):
    began = time.monotonic()
    database = asked_with(database_url=f"postgresql://nobody@127.0.0.1:{silent}/nothing")
    broker = asked_with(redis_url=f"redis://127.0.0.1:{silent}/0")

    assert database.json["database"] == "down"
    assert broker.json["broker"] == "down"
    # Without a limit it would not end at all; a busy machine may take its time.
    assert time.monotonic() - began < 30


TOKEN = "t" * 32


@pytest.fixture
def with_token(app, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], metrics_token=TOKEN))


def test_without_a_token_of_the_deployment_there_are_no_metrics(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("shown", [None, "Bearer", "Bearer wrong", f"Basic {TOKEN}x", "Bearer é"])
def test_metrics_are_not_for_everybody(client, with_token, shown):
    headers = {} if shown is None else {"Authorization": shown}

    assert client.get("/metrics", headers=headers).status_code == 401


def test_metrics_count_answers_by_endpoint_never_by_path(client, with_token, softphone):
    softphone.get()
    client.get("/api/v1/some-path-that-somebody-made-up")

    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 200
    assert 'haishin_answers_total{endpoint="settings_api.settings",method="GET",status="200"}' in answer.text
    assert "made-up" not in answer.text
