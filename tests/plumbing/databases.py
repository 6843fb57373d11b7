"""The databases of a test run: migrated once, copied where needed, emptied after each test."""

import contextlib
import shutil
import sys
from pathlib import Path

from alembic import command
from psycopg import sql
from psycopg.errors import DeadlockDetected

from plumbing import programs
from plumbing.client import PortalClient
from plumbing.programs import settings_for
from portal.app import create_app
from portal.config import Settings
from portal.extensions import db

_ATTEMPTS = 5
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


def make_template(server, name, redis_url):
    """Create the database `name` on `server` and bring it to the newest revision."""
    with migrations(settings_for(server.create(name), redis_url)) as configuration:
        command.upgrade(configuration, "head")


@contextlib.contextmanager
def migrations(settings):
    """Give alembic's configuration for a deployment; afterwards let go of its database."""
    app = create_app(Settings.from_environment(settings))
    with app.app_context():
        yield app.extensions["migrate"].migrate.get_config()
        db.engine.dispose()


class PostgresDatabase:
    """A copy of the migrated template on the tests' own server."""

    def __init__(self, server, name, template, redis_url):
        """Create the database `name` from `template`."""
        self._server = server
        self._name = name
        self.settings = Settings.from_environment(settings_for(server.create(name, template), redis_url))
        self._owner = server.connect(name)
        self._owner.execute("SET lock_timeout = '5s'")
        # Neither foreign keys nor triggers object to the emptying.
        self._owner.execute("SET session_replication_role = replica")
        self._tables = [row[0] for row in self._owner.execute(_TABLES).fetchall()]

    def empty(self):
        """Delete every row; a table without rows costs next to nothing."""
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
            for name in self._tables
        )
        filled = [row[0] for row in self._owner.execute(asked).fetchall()]
        if filled:
            statements = (sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in filled)
            self._execute_against_workers(sql.SQL("; ").join(statements))

    def _execute_against_workers(self, statement):
        # A worker that still runs may hold a row of what it works on while it waits for another.
        for _attempt in range(_ATTEMPTS):
            with contextlib.suppress(DeadlockDetected):
                self._owner.execute(statement)
                return
        self._owner.execute(statement)

    def close(self):
        """Let go of the database and remove it."""
        self._owner.close()
        self._server.drop(self._name)


class SqliteDatabase:
    """A copy of a migrated file, as the embedded default has it."""

    def __init__(self, folder, redis_url):
        """Migrate a file in `folder` once; each test gets a copy."""
        self._template = Path(folder) / "template.sqlite3"
        self._file = Path(folder) / "haishin.sqlite3"
        with migrations(settings_for(f"sqlite:///{self._template}", redis_url)) as configuration:
            command.upgrade(configuration, "head")
        self.settings = Settings.from_environment(settings_for(f"sqlite:///{self._file}", redis_url))
        self._copy()

    def empty(self):
        """Put the untouched copy back; nobody is connected then."""
        for path in self._file.parent.glob(f"{self._file.name}*"):
            path.unlink()
        self._copy()

    def close(self):
        """Leave the files to the folder's owner."""

    def _copy(self):
        shutil.copyfile(self._template, self._file)


class Installation:
    """An application on a database of its own."""

    def __init__(self, database):
        """Build the application for `database`."""
        self._database = database
        self.app = create_app(database.settings)
        self.app.test_client_class = PortalClient

    @property
    def settings(self):
        """The application's settings."""
        return self._database.settings

    @contextlib.contextmanager
    def context(self):
        """Run a test inside the application's context, with its session; then empty the database."""
        self._lend_to_the_tasks()
        try:
            with self.app.app_context():
                try:
                    yield db.session
                finally:
                    self._let_go()
        finally:
            self._database.empty()

    def _lend_to_the_tasks(self):
        # A task that a test calls as a function runs in the application of the module it was imported with.
        if workers := sys.modules.get("workers.app"):
            workers.flask_app = self.app

    def _let_go(self):
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()  # the file is about to be replaced

    def close(self):
        """Close every connection, then remove the database."""
        with self.app.app_context():
            db.engine.dispose()
        self._database.close()


def start_worker(installation, folder):
    """Start a real worker on the database and broker of `installation`."""
    settings = installation.settings
    return programs.start_worker(settings_for(settings.database_url, settings.redis_url), folder)
