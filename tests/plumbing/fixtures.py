"""The fixtures that every test may ask for; nothing is started before it is asked for.

The portal is imported inside fixtures only, so that tests of the pure core run without it, and fast.
"""

import importlib

import pytest

from plumbing.postgres import PostgresServer
from plumbing.valkey import ValkeyServer


def pytest_generate_tests(metafunc):
    """Run a test marked `on("postgresql", "sqlite")` on each of these."""
    mark = metafunc.definition.get_closest_marker("on")
    if mark is not None:
        metafunc.parametrize("installation", mark.args, indirect=True)


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server of this process's own."""
    server = PostgresServer().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey():
    """A real Valkey server of this process's own, forgetful."""
    server = ValkeyServer().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def databases():
    """The module `plumbing.databases`: it loads the portal."""
    importlib.import_module("plumbing.translations").compile_what_changed()
    return importlib.import_module("plumbing.databases")


@pytest.fixture(scope="session")
def template_database(postgres, valkey, databases):
    """The name of a migrated, empty database: `postgres.create(name, template_database)` copies it."""
    databases.make_template(postgres, "template_haishin", valkey.url)
    return "template_haishin"


@pytest.fixture(scope="session")
def postgresql_installation(postgres, valkey, databases, template_database):
    """An application on PostgreSQL."""
    database = databases.PostgresDatabase(postgres, "haishin_tests", template_database, valkey.url)
    made = databases.Installation(database)
    yield made
    made.close()


@pytest.fixture(scope="session")
def sqlite_installation(valkey, databases, tmp_path_factory):
    """An application on SQLite, as the embedded default has it."""
    made = databases.Installation(databases.SqliteDatabase(tmp_path_factory.mktemp("sqlite"), valkey.url))
    yield made
    made.close()


@pytest.fixture
def installation(request):
    """Where the test runs: PostgreSQL, unless its mark `on(…)` says otherwise."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'postgresql')}_installation")


@pytest.fixture
def app(installation):
    """The application; ask for `database` too when the test stores something."""
    return installation.app


@pytest.fixture
def database(installation, valkey):
    """The test's session, inside the application's context; afterwards database and Valkey are empty."""
    with installation.context() as session:
        yield session
    valkey.empty()


@pytest.fixture
def client(app, database):
    """A client for programs: plain requests, each on its own (see `plumbing.client`)."""
    return app.test_client()


@pytest.fixture(scope="session")
def worker_process(postgresql_installation, databases, tmp_path_factory):
    """A real worker process on the tests' database and broker."""
    process = databases.start_worker(postgresql_installation, tmp_path_factory.mktemp("worker"))
    yield process
    process.stop()


@pytest.fixture
def worker(postgresql_installation, database, worker_process):
    """The worker, listening; wait for what it does with `wait_until`. It takes nothing of other tests."""
    programs = importlib.import_module("plumbing.programs")
    with programs.listening(postgresql_installation.settings.redis_url):
        yield worker_process
