"""Two workers with one capture: the first was so slow that its lease ran out."""

import datetime as dt
import json

import pytest
from ingesting import upload
from sqlalchemy import select, update

from factories import make_account, make_organization, make_terminal
from importer.canonical import digest
from importer.catalogue import catalogue
from importer.checking import judge
from portal.domain.words import CaptureState
from portal.models import Capture, SnapshotVersion
from portal.queries.clock import database_now
from portal.services import capture_queue, captures

SETTINGS = {"audio.ring_volume": 30, "phone.auto_answer": True}


@pytest.fixture
def receive(database):
    organization = make_organization()
    source = {"terminal": make_terminal(organization, "1001"), "account": make_account(organization, "kato")}

    def receive(settings, digest):
        stored = captures.receive(upload(settings, digest=digest), key=None, **source).capture
        database.commit()
        return stored

    return receive


@pytest.fixture
def capture(receive):
    return receive(SETTINGS, "d" * 64)


@pytest.fixture
def judged_twice(database, capture):
    """What both workers found out before either said so."""
    first = capture_queue.claim(capture.id)
    database.execute(update(Capture).values(claimed_until=database_now() - dt.timedelta(seconds=1)))
    second = capture_queue.claim(capture.id)
    database.commit()
    return [judge(json.loads(body)["settings"], catalogue()) for body in (first, second)]


def settle(database, capture_id, judgement):
    capture_queue.settle(capture_id, judgement)
    database.commit()


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-10", "TRU-7")
def test_both_settle_it_and_there_is_one_version(database, capture, judged_twice):
    for judgement in judged_twice:
        settle(database, capture.id, judgement)

    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-10", "TRU-7")
def test_the_late_one_changes_nothing_when_a_newer_version_came_between(
    database, receive, capture, judged_twice
):
    settle(database, capture.id, judged_twice[0])
    newer = receive({"audio.ring_volume": 31}, "e" * 64)
    capture_queue.claim(newer.id)
    settle(database, newer.id, judge({"audio.ring_volume": 31}, catalogue()))

    settle(database, capture.id, judged_twice[1])

    assert database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.id)).all() == [1, 2]
    settled = database.get(Capture, capture.id, populate_existing=True)
    assert settled.state is CaptureState.INGESTED
    assert database.get(SnapshotVersion, settled.snapshot_version_id).number == 1


@pytest.mark.rule("SNP-3")
def test_a_version_keeps_when_it_was_received_and_the_digest_of_its_canonical_form(
    database, capture, judged_twice
):
    settle(database, capture.id, judged_twice[0])

    version = database.scalars(select(SnapshotVersion)).one()

    assert version.received_at == database.get(Capture, capture.id).received_at
    assert version.digest == digest(SETTINGS)
    assert version.settings == '{"audio.ring_volume":30,"phone.auto_answer":true}'


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("TRU-6", "CAP-11")
def test_each_attempt_is_counted_before_it_starts_and_there_is_no_fourth(database, capture):
    attempts = []
    for _ in range(4):
        # Nothing is heard of this worker again.
        begun = capture_queue.claim(capture.id) is not None
        database.execute(update(Capture).values(claimed_until=database_now() - dt.timedelta(seconds=1)))
        database.commit()
        attempts.append((begun, database.get(Capture, capture.id, populate_existing=True).attempts))

    assert attempts == [(True, 1), (True, 2), (True, 3), (False, 3)]
    assert capture_queue.set_aside_exhausted() == 1
