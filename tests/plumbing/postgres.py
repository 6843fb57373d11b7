"""A real PostgreSQL server of our own: a new cluster, a free port, gone with the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from plumbing.leash import Leashed
from plumbing.waiting import free_port

OWNER = "haishin"
# Nothing here has to survive a power cut.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}


class PostgresServer:
    """One cluster; removed by `stop`. After `stop(keep=True)` another `start` finds its data again."""

    def __init__(self):
        self.port = free_port()
        # PostgreSQL refuses to run as root: then it runs as somebody who owns nothing else here.
        self._user = _somebody() if os.geteuid() == 0 else None
        self.home = Path(tempfile.mkdtemp(prefix="haishin-postgresql-"))
        self._process = None
        if self._user is not None:
            shutil.chown(self.home, self._user)
        self._initialise()

    def _initialise(self):
        options = {"pgdata": self.home / "data", "username": OWNER, "auth": "trust"}
        options |= {"encoding": "UTF8", "locale": "C"}
        made = subprocess.run(
            [_programs() / "initdb", "--no-sync", *(f"--{key}={value}" for key, value in options.items())],
            cwd=self.home,
            check=False,
            capture_output=True,
            text=True,
            **_as(self._user),
        )
        if made.returncode:
            shutil.rmtree(self.home, ignore_errors=True)
            raise RuntimeError(f"initdb failed: {made.stderr}")

    def start(self):
        """Start the server and wait until it answers."""
        settings = FAST | {
            "unix_socket_directories": self.home,
            "listen_addresses": "127.0.0.1",
            "port": self.port,
        }
        self._process = Leashed(
            [
                _programs() / "postgres",
                "-D",
                self.home / "data",
                *(f"--{k}={v}" for k, v in settings.items()),
            ],
            log=self.home / "log",
            directory=self.home,
            user=self._user,
            stop_signal="INT",
            remove=[self.home],
        )
        self._process.ready_when(self._answers, what="PostgreSQL answers")
        return self

    def stop(self, *, keep=False):
        """End the server and remove its data, or `keep` it for another `start`."""
        self._process.stop(keep=keep)

    @property
    def pid(self):
        """The server process itself."""
        return self._process.pid

    def send(self, number):
        """Send a signal to the server process, for tests of what a fault does."""
        self._process.send(number)

    def url(self, database):
        """Return the address of `database` as `HAISHIN_DATABASE_URL` takes it."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def connect(self, database="postgres"):
        """Return a connection as the owner of everything, each statement its own transaction."""
        return psycopg.connect(self.url(database), autocommit=True, connect_timeout=2)

    def create(self, name, template="template1"):
        """Create the database `name` as a copy of `template` and return its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop(self, name):
        """Remove the database `name`, whoever is still connected to it."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _answers(self):
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True


def _programs():
    """Return the folder of the newest server's programs."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (folder / "initdb").exists():
            return folder
    configured = shutil.which("pg_config")
    if configured is None:
        raise RuntimeError("no PostgreSQL server here: apt-get install postgresql")
    return Path(
        subprocess.run([configured, "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
    )


def _version(folder):
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _somebody():
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(user):
    """Return the arguments that make a subprocess run as `user`; None is ourselves."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
