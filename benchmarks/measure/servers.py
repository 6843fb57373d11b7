"""The servers of one measurement: started at free ports, gone with it, whatever ends it."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from flask import Flask

from plumbing import programs
from plumbing.leash import Leashed
from plumbing.postgres import PostgresServer
from plumbing.valkey import ValkeyServer
from plumbing.waiting import free_port
from portal.app import create_app
from portal.config import Settings
from portal.extensions import db

# As scripts/run starts the portal.
WORKERS, THREADS = 2, 8

# As a deployment runs, but that the database does not wait for the disk.
_DEPLOYMENT = {"HAISHIN_ENVIRONMENT": "production", "HAISHIN_LOG_FORMAT": "json"}


@dataclass(frozen=True)
class Place:
    """A migrated, empty database, a Valkey, and a folder for logs."""

    settings: Mapping[str, str]
    folder: Path

    @contextlib.contextmanager
    def application(self) -> Iterator[Flask]:
        """Give the portal inside this process, for what is not measured over HTTP."""
        app = create_app(Settings.from_environment({**self.settings, "HAISHIN_LOG_LEVEL": "error"}))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    @contextlib.contextmanager
    def serving(self, application: str, path: str) -> Iterator[str]:
        """Serve a WSGI application under gunicorn and give its address once `path` is answered."""
        address = f"http://127.0.0.1:{free_port()}"
        options = ["--workers", WORKERS, "--worker-class", "gthread", "--threads", THREADS]
        gunicorn = Leashed(
            [
                programs.PROGRAMS / "gunicorn",
                "--bind",
                address[7:],
                "--no-control-socket",
                *options,
                application,
            ],
            log=self.folder / f"{application.partition(':')[0]}.log",
            environment=programs.environment(dict(self.settings)),
            directory=programs.ROOT,
        )
        gunicorn.ready_when(lambda: _answered(address + path), what=f"{application} answers")
        try:
            yield address
        finally:
            gunicorn.stop()


@contextlib.contextmanager
def place() -> Iterator[Place]:
    """Give a place of our own."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="haishin-benchmark-")))
        postgres = PostgresServer().start()
        stack.callback(postgres.stop)
        valkey = ValkeyServer().start()
        stack.callback(valkey.stop)
        settings = programs.settings_for(postgres.create("haishin"), valkey.url) | _DEPLOYMENT
        migrated = programs.run(settings, "haishin", "db", "upgrade")
        if migrated.returncode:
            raise RuntimeError(migrated.stderr)
        yield Place(settings, folder)


def _answered(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False
