"""From an upload's row to a snapshot version, whoever does it and however often."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from ingesting import ingest, upload
from sqlalchemy import select, update

from factories import make_account, make_organization, make_terminal
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.queries.clock import database_now
from portal.services import capture_queue, captures
from workers.captures import ingest as ingest_task
from workers.captures import sweep


@pytest.fixture
def receive(database):
    organization = make_organization()
    source = {"terminal": make_terminal(organization, "1001"), "account": make_account(organization, "kato")}
    keys = iter(range(1000))

    def receive(settings=None, **named):
        capture = captures.receive(upload(settings, **named), key=str(next(keys)), **source).capture
        database.commit()
        return capture

    return receive


def age(**columns):
    """Change columns of every capture there is, as time or a crash would."""
    db.session.execute(update(Capture).values(columns))
    db.session.commit()


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-1", "SNP-3", "CAP-6")
def test_a_new_name_makes_a_snapshot_with_its_first_version(database, receive):
    capture = ingest(receive({"phone.auto_answer": True}))

    version = database.get(SnapshotVersion, capture.snapshot_version_id)
    assert capture.state is CaptureState.INGESTED
    assert database.get(Snapshot, version.snapshot_id).name == "標準設定"
    assert (version.number, version.settings) == (1, '{"phone.auto_answer":true}')
    assert (version.source_extension, version.source_version) == ("1001", "3.13.7")
    assert (version.captured_at, version.account_login) == ("2026-11-20T09:00:00+09:00", "kato")


@pytest.mark.rule("SNP-1")
def test_other_settings_make_the_next_version(database, receive):
    ingest(receive({"phone.auto_answer": True}))
    ingest(receive({"phone.auto_answer": False}))

    assert list(database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.id))) == [1, 2]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-2")
def test_the_settings_of_the_newest_version_make_no_new_one(database, receive):
    first = ingest(receive({"phone.auto_answer": True, "audio.ring_volume": 5}))
    again = ingest(receive({"audio.ring_volume": 5, "phone.auto_answer": True}))

    assert again.state is CaptureState.INGESTED
    assert again.snapshot_version_id == first.snapshot_version_id
    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.rule("SNP-1")
def test_the_number_of_a_deleted_version_is_not_given_again(database, receive):
    ingest(receive({"audio.ring_volume": 1}))
    second = ingest(receive({"audio.ring_volume": 2}))
    database.delete(database.get(SnapshotVersion, second.snapshot_version_id))
    database.commit()

    third = ingest(receive({"audio.ring_volume": 3}))

    assert database.get(SnapshotVersion, third.snapshot_version_id).number == 3


@pytest.mark.rule("SNP-1")
def test_versions_of_one_name_count_without_gaps_when_a_hundred_are_ingested_at_once(app, database, receive):
    ids = [receive({"audio.ring_volume": volume}).id for volume in range(100)]
    database.commit()

    def work(capture_id):
        with app.app_context():
            ingest_task(capture_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, ids))

    numbers = database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.id)).all()
    became = set(database.scalars(select(Capture.snapshot_version_id)))
    assert numbers == list(range(1, 101))
    assert len(became) == 100


@pytest.mark.rule("CAP-7", "CAP-8")
def test_a_bad_value_refuses_the_capture_with_every_reason(database, receive):
    capture = ingest(receive({"audio.ring_volume": 101, "phone.dtmf": "morse", "window.language": "ja"}))

    assert capture.state is CaptureState.REFUSED
    assert {fault["pointer"] for fault in capture.faults} == {
        "/settings/audio.ring_volume",
        "/settings/phone.dtmf",
    }
    assert database.scalars(select(Snapshot)).all() == []


@pytest.mark.rule("CAP-7", "CAP-8")
def test_what_is_not_shared_or_not_known_is_told_and_left_out(database, receive):
    settings = {"window.language": "ja", "terminal.extension": "1001", "agent.enabled": True, "tea.time": 4}

    capture = ingest(receive(settings))

    version = database.get(SnapshotVersion, capture.snapshot_version_id)
    assert version.settings == '{"window.language":"ja"}'
    assert sorted(capture.left_out) == ["agent.enabled", "terminal.extension"]
    assert capture.unrecognised == ["tea.time"]


@pytest.mark.rule("CAP-10", "TRU-7")
def test_ingesting_twice_changes_nothing_more(database, receive):
    capture = receive()
    ingest_task(capture.id)
    ingest_task(capture.id)

    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.rule("TRU-7")
@pytest.mark.parametrize("capture_id", [0, -1, 2**31 - 1])
def test_a_forged_id_does_nothing(database, capture_id):
    ingest_task(capture_id)

    assert database.scalars(select(Capture)).all() == []


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-10")
def test_a_claimed_capture_is_nobody_elses_while_the_lease_lasts(database, receive):
    capture = receive()

    assert capture_queue.claim(capture.id) is not None
    assert capture_queue.claim(capture.id) is None


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("TRU-5", "CAP-2")
def test_the_sweep_takes_up_what_no_ring_reached_however_old(database, receive):
    capture = receive()
    age(received_at=database_now() - dt.timedelta(days=30))

    sweep()

    assert database.get(Capture, capture.id, populate_existing=True).state is CaptureState.INGESTED


@pytest.mark.rule("TRU-5", "CAP-2")
def test_the_sweep_takes_up_what_a_killed_worker_left(database, receive):
    capture = receive()
    capture_queue.claim(capture.id)
    age(claimed_until=database_now() - dt.timedelta(seconds=1))

    sweep()

    swept = database.get(Capture, capture.id, populate_existing=True)
    assert (swept.state, swept.attempts) == (CaptureState.INGESTED, 2)


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-11", "TRU-6")
def test_a_capture_that_ended_three_attempts_without_outcome_is_set_aside(database, receive):
    bad = receive({"audio.ring_volume": 1})
    age(attempts=3, state=CaptureState.PROCESSING, claimed_until=database_now() - dt.timedelta(seconds=1))
    good = receive({"audio.ring_volume": 2})
    age_good = update(Capture).where(Capture.id == good.id)
    database.execute(age_good.values(received_at=database_now() - dt.timedelta(minutes=1)))
    database.commit()

    sweep()

    bad, good = (database.get(Capture, each.id, populate_existing=True) for each in (bad, good))
    assert (bad.state, bad.faults[0]["code"]) == (CaptureState.REFUSED, "given_up")
    assert good.state is CaptureState.INGESTED
