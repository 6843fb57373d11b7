"""Redis only spares work: down, slow or silent, it changes no answer and holds none up (TRU-4)."""

import time

import pytest

from portal.services import failures, quick_store


def ask_again():
    """End the pause as its time would."""
    quick_store._Pause.until = 0.0


@pytest.fixture(autouse=True)
def awake_again(valkey, database):
    """Leave neither silence nor a pause behind, before the database's own end empties Valkey."""
    yield
    valkey.wake()
    ask_again()


@pytest.fixture
def silent(valkey):
    """Valkey keeps its connections and says nothing."""
    valkey.silence()


@pytest.mark.rule("TRU-4", "DLV-8")
def test_while_redis_is_silent_answers_come_from_the_database_and_soon(agents_softphone, everything, silent):
    began = time.monotonic()
    answers = [agents_softphone.get() for _ in range(5)]
    took = time.monotonic() - began

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    # The first waits for it once, the others not at all.
    assert took < 1.5


@pytest.mark.rule("TRU-4")
def test_an_unchanged_answer_is_told_so_without_redis(agents_softphone, everything, silent):
    etag = agents_softphone.get().headers["ETag"]

    assert agents_softphone.get(etag=etag).status_code == 304


@pytest.mark.rule("DLV-8")
def test_what_changed_while_redis_was_silent_is_in_the_answer_after_it_woke(
    agents_softphone, everything, valkey
):
    before = agents_softphone.get().headers["ETag"]
    valkey.silence()
    everything.name, everything.revision = "新しい名前", "changed"
    during = agents_softphone.settings()
    valkey.wake()
    ask_again()

    after = agents_softphone.get(etag=before)

    assert after.status_code == 200
    assert after.json == during
    assert after.json["profile"]["name"] == "新しい名前"


@pytest.mark.rule("TRU-12")
def test_failures_are_counted_without_redis(client, terminal, silent):
    body = {"organization": "acme", "extension": "1001", "password": "wrong"}

    statuses = [
        client.post("/api/v1/enrollments", json=body).status_code for _ in range(failures.MOST.amount + 1)
    ]

    assert statuses == [401] * failures.MOST.amount + [429]
    failures._here().storage.reset()


@pytest.mark.rule("TRU-4")
def test_redis_is_asked_again_after_the_pause(agents_softphone, everything, valkey, monkeypatch):
    monkeypatch.setattr(quick_store, "PAUSE_S", 0.0)
    valkey.silence()
    agents_softphone.get()
    valkey.wake()
    agents_softphone.get()
    monkeypatch.setattr("portal.services.answers.resolve", None)

    assert agents_softphone.get().status_code == 200
