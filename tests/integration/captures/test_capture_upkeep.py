"""Captures that were settled: tried again, deleted by hand, deleted by age."""

import datetime as dt

import pytest
from ingesting import ingest, upload
from sqlalchemy import func, select, update

from factories import make_account, make_organization, make_terminal
from importer.catalogue import catalogue
from importer.checking import judge
from portal.domain.words import CaptureState
from portal.jobs import Job
from portal.models import Capture, SnapshotVersion
from portal.queries.clock import database_now
from portal.services import capture_queue, capture_upkeep, captures
from portal.services.errors import NotAllowed
from workers.captures import sweep

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def receive(database):
    organization = make_organization()
    source = {"terminal": make_terminal(organization, "1001"), "account": make_account(organization, "kato")}

    def receive(key="once", settings=None):
        capture = captures.receive(upload(settings), key=key, **source).capture
        database.commit()
        return capture

    return receive


@pytest.fixture
def expire():
    """The task, as the worker has it."""
    from workers.upkeep import expire_captures  # noqa: PLC0415  builds an application

    return expire_captures


def change(database, capture, **columns):
    database.execute(update(Capture).where(Capture.id == capture.id).values(columns))
    database.commit()


def given_up(database, capture):
    past = database_now() - dt.timedelta(seconds=1)
    change(database, capture, attempts=3, state=CaptureState.PROCESSING, claimed_until=past)
    capture_queue.set_aside_exhausted()
    database.commit()
    return database.get(Capture, capture.id, populate_existing=True)


@pytest.mark.rule("TRU-6", "CAP-11")
def test_what_was_given_up_is_tried_again_with_three_new_attempts(database, receive):
    capture = given_up(database, receive())

    capture_upkeep.try_again(capture)
    database.commit()
    waiting = (capture.state, capture.attempts, capture.faults, capture.settled_at)
    change(database, capture, received_at=database_now() - dt.timedelta(minutes=1))
    sweep()

    assert waiting == (CaptureState.RECEIVED, 0, [], None)
    assert database.get(Capture, capture.id, populate_existing=True).state is CaptureState.INGESTED


@pytest.mark.rule("TRU-6")
def test_what_was_refused_for_its_values_or_is_not_settled_is_not_tried_again(database, receive):
    waiting = receive("waiting")
    refused = receive("refused", {"audio.ring_volume": 101})
    capture_queue.claim(refused.id)
    capture_queue.settle(refused.id, judge({"audio.ring_volume": 101}, catalogue()))
    database.commit()

    for capture in (waiting, refused):
        with pytest.raises(NotAllowed):
            capture_upkeep.try_again(capture)


@pytest.mark.rule("CAP-5")
def test_a_deleted_capture_leaves_the_version_that_it_became(database, receive):
    capture = ingest(receive())

    capture_upkeep.delete_capture(capture)
    database.commit()

    assert database.scalar(select(func.count(Capture.id))) == 0
    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.rule("CAP-5")
def test_a_capture_that_waits_for_its_outcome_is_not_deleted(database, receive):
    capture = receive()

    with pytest.raises(NotAllowed):
        capture_upkeep.delete_capture(capture)

    assert database.scalar(select(func.count(Capture.id))) == 1


@pytest.mark.rule("CAP-5", "TRU-23")
def test_captures_are_deleted_ninety_days_after_their_outcome_by_the_databases_clock(
    database, receive, expire, monkeypatch
):
    monkeypatch.setattr(capture_upkeep, "BATCH", 1)
    old, older, young = (
        ingest(receive(key, {"audio.ring_volume": place})) for place, key in enumerate("abc")
    )
    waiting = receive("d")
    for capture, days in ((old, 91), (older, 400), (young, 89)):
        change(database, capture, settled_at=database_now() - dt.timedelta(days=days))
    change(database, waiting, received_at=database_now() - dt.timedelta(days=400))

    expire()
    expire()

    assert set(database.scalars(select(Capture.id))) == {young.id, waiting.id}
    assert database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.number)).all() == [
        1,
        2,
        3,
    ]
    assert expire.name == Job.EXPIRE_CAPTURES
