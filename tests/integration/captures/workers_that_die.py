"""Worker processes that are killed, and what must hold of captures whatever was killed."""

import itertools
import json
import signal
from collections import defaultdict

from celery import Celery
from sqlalchemy import func, select, update

from importer.canonical import digest
from plumbing.leash import Leashed
from plumbing.programs import PROGRAMS, ROOT, environment, settings_for
from plumbing.waiting import wait_until
from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.queries.clock import database_now

_names = itertools.count(1)
OPEN = (CaptureState.RECEIVED, CaptureState.PROCESSING)


class Deployment:
    """Workers on the database of an installation, with a broker of their own."""

    def __init__(self, installation, broker, folder):
        """Start nothing yet."""
        self._settings = settings_for(installation.settings.database_url, broker.url)
        self._folder = folder
        self._broker = broker
        self._sender = Celery(broker=broker.url, set_as_current=False)
        self._workers = []

    def ring(self, job, *ids):
        """Put a message into the broker, as the portal and the scheduler do."""
        self._sender.send_task(job.value, args=ids, ignore_result=True)

    def start(self, how_many):
        """Start workers of one process each, so that nothing of them outlives a kill."""
        for _ in range(how_many):
            name = f"worker{next(_names)}"
            command = ["celery", "-A", "workers.app:celery", "worker", "--pool", "solo", "--without-gossip"]
            command += ["--without-mingle", "--without-heartbeat", "--hostname", f"{name}@tests"]
            program = [PROGRAMS / command[0], *command[1:]]
            log = self._folder / f"{name}.log"
            self._workers.append(
                Leashed(program, log=log, environment=environment(self._settings), directory=ROOT)
            )

    def kill(self):
        """Kill every worker wherever it is, and wait until it is gone."""
        for worker in self._workers:
            worker.send(signal.SIGKILL)
        for worker in self._workers:
            wait_until(lambda worker=worker: not worker.running, what="the killed worker is gone")
            worker.stop()
        self._workers.clear()

    def forget(self):
        """Let the broker forget every message."""
        self._broker.empty()

    def messages(self):
        """Return how many messages no worker has taken yet."""
        with self._broker.connect() as client:
            return client.llen("celery")

    def close(self):
        """End what still runs."""
        for worker in self._workers:
            worker.stop()
        self._sender.close()


def how_many_open():
    """Return how many captures have no outcome yet."""
    db.session.rollback()
    return db.session.scalar(select(func.count(Capture.id)).where(Capture.state.in_(OPEN)))


def let_the_leases_end():
    """Do to the leases of workers that are dead what two minutes do."""
    past = database_now().replace(year=2026, month=1, day=1)
    db.session.execute(update(Capture).where(Capture.claimed_until.is_not(None)).values(claimed_until=past))
    db.session.commit()


def captures_without_one_outcome():
    """Return what is wrong with captures and versions: nothing, whatever was killed."""
    db.session.rollback()
    wrong = []
    captures = db.session.scalars(select(Capture).execution_options(populate_existing=True)).all()
    versions = {version.id: version for version in db.session.scalars(select(SnapshotVersion))}
    for capture in captures:
        if capture.state in OPEN or capture.settled_at is None:
            wrong.append(("no outcome", capture.id))
        elif (capture.state is CaptureState.INGESTED) is not (capture.snapshot_version_id in versions):
            wrong.append(("an outcome without its version", capture.id))
        elif capture.state is CaptureState.REFUSED and not capture.faults:
            wrong.append(("refused without a reason", capture.id))
        elif capture.state is CaptureState.INGESTED and versions[
            capture.snapshot_version_id
        ].digest != digest(json.loads(capture.body)["settings"]):
            wrong.append(("another's settings", capture.id))
    named = [capture.snapshot_version_id for capture in captures if capture.snapshot_version_id]
    wrong += [("a version that two captures made", each) for each in set(named) if named.count(each) > 1]
    wrong += [("a version that no capture made", each) for each in versions.keys() - set(named)]
    return wrong + _gaps(versions.values())


def _gaps(versions):
    numbers = defaultdict(list)
    for version in sorted(versions, key=lambda version: version.id):
        numbers[version.snapshot_id].append(version.number)
    given = dict(db.session.execute(select(Snapshot.id, Snapshot.last_number)).all())
    return [
        ("versions with gaps", snapshot_id)
        for snapshot_id, last in given.items()
        if numbers[snapshot_id] != list(range(1, last + 1))
    ]
