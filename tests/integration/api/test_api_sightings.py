"""That a softphone asked is noted in passing, and written in batches (DST-3)."""

import datetime as dt
from dataclasses import replace

import pytest
from redis import Redis
from softphones import Softphone
from sqlalchemy import delete, func, select

from factories import make_account, make_device_token, make_profile, make_terminal
from plumbing.statements import counted
from portal.domain.sightings import Note
from portal.domain.versions import parse_version
from portal.domain.words import NotControlled, TooOldFor
from portal.extensions import cache, db
from portal.models import Account, AgentSighting, NumberOwner, Profile, SoftphoneSighting
from portal.services import quick_store, sightings
from portal.services.sightings import STREAM, Sighting

NINE = dt.datetime(2026, 11, 20, 0, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def redis_of_this_test(app):
    """Speak to the tests' own Valkey: an application that was built since speaks to another."""
    cache.connect(app.config["SETTINGS"].redis_url)


@pytest.fixture
def written(database):
    """Do what the job does; return the sightings of the softphones, as they are in the database now."""
    from workers.sightings import write  # noqa: PLC0415  a task needs its application

    def run():
        write()
        database.expire_all()
        return database.scalars(select(SoftphoneSighting).order_by(SoftphoneSighting.terminal_id)).all()

    return run


@pytest.fixture
def redis(valkey, database):
    """The notes that wait."""
    client = Redis.from_url(valkey.url)
    yield client
    client.close()


@pytest.fixture
def awake_again(valkey):
    yield
    valkey.wake()
    quick_store._Pause.until = 0.0


@pytest.mark.rule("DST-3")
@pytest.mark.on("postgresql", "sqlite")
def test_a_question_becomes_a_sighting_of_the_softphone_and_of_its_agent(
    agents_softphone, everything, organization, database, written
):
    etag = agents_softphone.get().headers["ETag"]

    (seen,) = written()

    agent = database.scalars(select(AgentSighting)).one()
    for sighting in (seen, agent):
        assert sighting.terminal_id == terminal_of(organization).id
        assert sighting.account_id == account_of(organization).id
        assert (sighting.softphone_version, sighting.too_old_for) == ("3.13.7", None)
        assert f'"{sighting.revision}"' == etag
        assert (sighting.profile_id, sighting.profile_revision) == (everything.id, everything.revision)
        assert sighting.snapshot_name == "標準設定"
        assert sighting.directory_revision == organization.directory_revision
        assert sighting.not_controlled is None


@pytest.mark.rule("DST-3")
@pytest.mark.parametrize("unchanged", [False, True], ids=["200 as kept", "304"])
def test_an_answer_that_is_kept_is_a_sighting_too(agents_softphone, everything, written, unchanged):
    etag = agents_softphone.get().headers["ETag"]
    (first,) = written()
    first_at = first.asked_at

    agents_softphone.get(etag=etag if unchanged else None)

    (seen,) = written()
    assert seen.asked_at > first_at
    assert f'"{seen.revision}"' == etag


@pytest.mark.rule("DST-3")
@pytest.mark.parametrize(
    ("version", "too_old_for", "why"),
    [
        ("3.13.7", None, NotControlled.NO_PROFILE),
        ("3.13.6", TooOldFor.OTHER, NotControlled.NO_PROFILE),
        ("3.12.4", TooOldFor.EVERYTHING, NotControlled.SOFTPHONE_TOO_OLD),
    ],
)
def test_a_sighting_says_why_nothing_controls_and_what_the_version_is_too_old_for(
    softphone, written, version, too_old_for, why
):
    softphone.of_version(version).get()

    (seen,) = written()

    assert (seen.account_id, seen.profile_id) == (None, None)
    assert (seen.too_old_for, seen.not_controlled) == (too_old_for, why)


@pytest.mark.rule("DST-3")
def test_who_only_looks_at_headers_or_asks_for_the_call_ui_was_given_nothing(
    agents_softphone, everything, written
):
    agents_softphone.request("HEAD", "settings")
    agents_softphone.get("call-ui")

    assert written() == []


@pytest.mark.rule("DST-3")
def test_noting_a_question_sends_no_statement(agents_softphone, everything):
    etag = agents_softphone.get().headers["ETag"]

    with counted() as sent:
        agents_softphone.get(etag=etag)

    assert len(sent) == 1


@pytest.mark.rule("DST-3", "TRU-4")
def test_without_redis_only_the_sighting_is_lost(agents_softphone, everything, valkey, written, awake_again):
    valkey.silence()
    assert agents_softphone.get().status_code == 200
    valkey.wake()
    quick_store._Pause.until = 0.0

    assert written() == []


@pytest.mark.rule("DST-3", "TRU-7")
@pytest.mark.on("postgresql", "sqlite")
def test_what_a_worker_wrote_and_did_not_commit_waits_for_the_next(
    agents_softphone, everything, database, redis, written
):
    agents_softphone.get()
    batch = sightings.waiting()
    sightings.write(batch.sightings)
    database.rollback()

    assert redis.xlen(STREAM) == 1
    assert len(written()) == 1
    assert redis.xlen(STREAM) == 0


@pytest.mark.rule("DST-3", "TRU-7")
@pytest.mark.on("postgresql", "sqlite")
def test_a_batch_that_is_written_twice_or_late_replaces_nothing_newer(terminal, account, database):
    early, late = (sighting_of(terminal, account, at=NINE + dt.timedelta(minutes=more)) for more in (0, 1))
    late = replace(late, revision="b" * 64)

    for batch in ([early, late], [early], [late], [early, late]):
        sightings.write(batch)
        database.commit()

    for table in (SoftphoneSighting, AgentSighting):
        seen = database.scalars(select(table)).one()
        assert (seen.revision, seen.asked_at) == ("b" * 64, late.asked_at)


@pytest.mark.rule("DST-3", "TRU-7")
def test_what_was_deleted_meanwhile_holds_nobody_up(
    agents_softphone, everything, organization, database, written
):
    terminal = terminal_of(organization)
    other = Softphone(agents_softphone.client, make_device_token(make_terminal(organization)))
    signed_in = other.signed_in(make_account(organization, "user2"))
    for asking in (agents_softphone, signed_in):
        assert asking.get().status_code == 200
    database.execute(delete(Profile))
    gone = terminal.id
    database.execute(delete(NumberOwner).where(NumberOwner.id == gone))
    database.commit()

    (seen,) = written()

    assert seen.terminal_id != gone


@pytest.mark.rule("DST-3", "TRU-7")
def test_a_note_that_nobody_can_read_is_passed_over(agents_softphone, everything, redis, written):
    for note in (b"\xff", b"{}", b"[1]", b'["a",null,"3.13.7",null,null,null,null,"","",null]', b"[" * 5000):
        redis.xadd(STREAM, {"note": note, "revision": "a" * 64})
    redis.xadd(STREAM, {"something": "else"})
    agents_softphone.get()

    assert len(written()) == 1
    assert redis.xlen(STREAM) == 0


@pytest.mark.rule("DST-3")
def test_five_thousand_softphones_at_nine_are_written_in_a_few_statements(organization, database, redis):
    from workers.sightings import write  # noqa: PLC0415

    terminals = [make_terminal(organization, str(number)) for number in range(10_000, 10_250)]
    profile = make_profile(organization, targets=terminals)
    database.commit()
    for number in range(5000):
        note = note_of(terminals[number % 250].id, profile=profile)
        redis.xadd(STREAM, sightings.fields_of(note, f"{number:064x}"))

    with counted() as sent:
        write()

    batches = 5000 / sightings.BATCH
    assert len(sent) <= 5 * (batches + 1)
    assert database.scalar(select(func.count()).select_from(SoftphoneSighting)) == 250
    newest = database.scalar(select(func.max(SoftphoneSighting.revision)))
    assert newest == f"{4999:064x}"


def terminal_of(organization):
    return db.session.scalars(
        select(NumberOwner).filter_by(organization_id=organization.id, extension="1001")
    ).one()


def account_of(organization):
    return db.session.scalars(select(Account).filter_by(organization_id=organization.id, login="user1")).one()


def note_of(terminal_id, account_id=None, profile=None):
    return Note(
        terminal_id,
        account_id,
        parse_version("3.13.7"),
        None,
        profile.id if profile else None,
        profile.revision if profile else None,
        None,
        "directory",
        "release",
        None,
    )


def sighting_of(terminal, account, *, at):
    return Sighting(note_of(terminal.id, account.id), "a" * 64, at)
