"""Several workers write sightings at once: nothing is lost, no deadlock, the newest stays (DST-3)."""

import threading
from random import Random

import pytest
from redis import Redis
from sqlalchemy import select

from factories import make_account, make_organization, make_terminal
from plumbing.waiting import wait_until
from portal.domain.sightings import Note
from portal.domain.versions import parse_version
from portal.extensions import cache, db
from portal.models import AgentSighting, SoftphoneSighting
from portal.services import sightings
from portal.services.sightings import STREAM

pytestmark = pytest.mark.rule("DST-3", "TRU-7")

SOFTPHONES, AGENTS, NOTES, WRITERS = 30, 4, 800, 3


@pytest.fixture
def redis(app, valkey, database):
    """The notes that wait, on the tests' own Valkey."""
    cache.connect(app.config["SETTINGS"].redis_url)
    client = Redis.from_url(valkey.url)
    yield client
    client.close()


@pytest.fixture
def softphones(database):
    """The ids of some terminals, and of accounts that sign in on all of them."""
    organization = make_organization()
    terminals = [make_terminal(organization, str(1000 + number)).id for number in range(SOFTPHONES)]
    accounts = [make_account(organization, f"user{number}").id for number in range(AGENTS)]
    database.commit()
    return terminals, accounts


def noted(redis, number, terminal_id, account_id, entry="*"):
    """Note that a softphone asked; `number` tells the notes apart."""
    note = Note(
        terminal_id, account_id, parse_version("3.13.7"), None, None, None, None, "directory", "release", None
    )
    redis.xadd(STREAM, sightings.fields_of(note, f"{number:064x}"), id=entry)


def numbers(table, *key):
    """Return by key which note is in the database."""
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(select(table)).all()
    return {tuple(getattr(row, name) for name in key): int(row.revision, 16) for row in rows}


class Writer(threading.Thread):
    """A worker that writes again and again until it is told to stop; what went wrong is in `problem`."""

    def __init__(self, app, stop):
        """Begin to write."""
        from workers.sightings import write  # noqa: PLC0415  a task needs its application

        super().__init__(daemon=True)
        # Celery makes a task ready when it is used first, which is no affair of several threads.
        write.app.finalize()
        self._app, self._write, self._stop_now, self.problem = app, write, stop, None
        self.start()

    def run(self):
        """Do what the job does, in a session of its own."""
        while not self._stop_now.is_set() and self.problem is None:
            try:
                with self._app.app_context():
                    self._write()
            except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
                self.problem = error


def test_writers_at_once_keep_the_newest_of_everything(app, redis, softphones, monkeypatch):
    # Small batches: the writers meet at the same rows all the time.
    monkeypatch.setattr(sightings, "BATCH", 40)
    random, stop, newest = Random(3), threading.Event(), {}  # noqa: S311  the same notes each time
    terminals, accounts = softphones
    writers = [Writer(app, stop) for _ in range(WRITERS)]

    for number in range(NOTES):
        terminal_id, account_id = random.choice(terminals), random.choice([None, *accounts])
        noted(redis, number, terminal_id, account_id)
        newest[SoftphoneSighting, (terminal_id,)] = number
        if account_id is not None:
            newest[AgentSighting, (account_id, terminal_id)] = number
    wait_until(
        lambda: redis.xlen(STREAM) == 0 or any(writer.problem for writer in writers), what="the last note"
    )
    stop.set()
    for writer in writers:
        writer.join(20)

    assert [writer.problem for writer in writers if writer.problem] == []
    written = {(SoftphoneSighting, key): at for key, at in numbers(SoftphoneSighting, "terminal_id").items()}
    agents = numbers(AgentSighting, "account_id", "terminal_id")
    assert written | {(AgentSighting, key): at for key, at in agents.items()} == newest


def test_writers_that_meet_in_opposite_order_both_come_through(app, redis, softphones):
    terminals, accounts = softphones
    for number, terminal_id in enumerate(terminals):
        noted(redis, number, terminal_id, accounts[0])
    first = sightings.waiting()
    sightings.remove(first)
    for number, terminal_id in enumerate(reversed(terminals), 100):
        noted(redis, number, terminal_id, accounts[0])
    sightings.write(first.sightings)

    stop = threading.Event()
    second = Writer(app, stop)
    wait_until(lambda: waits_for_a_lock(app) or second.problem, what="the second writer, at the first's rows")
    db.session.commit()
    wait_until(lambda: redis.xlen(STREAM) == 0 or second.problem, what="the second writer's end")
    stop.set()
    second.join(20)

    assert second.problem is None
    expected = {(terminal_id,): 100 + place for place, terminal_id in enumerate(reversed(terminals))}
    assert numbers(SoftphoneSighting, "terminal_id") == expected


def test_a_late_writer_undoes_nothing_not_even_of_the_same_millisecond(redis, softphones, database):
    (terminal_id, *_others), (account_id, *_rest) = softphones
    noted(redis, 1, terminal_id, account_id, entry="1763596800000-0")
    late = sightings.waiting()
    noted(redis, 2, terminal_id, account_id, entry="1763596800000-1")
    sightings.write(sightings.waiting().sightings)
    database.commit()

    sightings.write(late.sightings)
    database.commit()

    assert numbers(SoftphoneSighting, "terminal_id") == {(terminal_id,): 2}
    assert numbers(AgentSighting, "account_id", "terminal_id") == {(account_id, terminal_id): 2}


def waits_for_a_lock(app):
    """Tell whether some session of the database waits for another."""
    with app.app_context(), db.engine.connect() as own:
        waiting = (
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return own.exec_driver_sql(waiting).scalar() > 0
