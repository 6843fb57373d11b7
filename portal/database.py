"""How connections to the database behave: time limits, transactions, one consistent state to read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from select import POLLIN, poll
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, event, func, select
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, scoped_session

from portal.config import Settings

AnySession = TypeVar("AnySession", bound=Session)

# Set while a safe request runs: SQLite then takes no write lock.
_reading: ContextVar[bool] = ContextVar("reading", default=False)

CONNECT_TIMEOUT_S = 2
SQLITE_BUSY_TIMEOUT_S = 20


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return the options of `create_engine`; every blocking call has a time limit (TRU-4)."""
    if settings.database_url.startswith("sqlite"):
        patience = {"timeout": SQLITE_BUSY_TIMEOUT_S, "check_same_thread": False}
        return {"hide_parameters": True, "connect_args": patience}
    limits = (
        f"-c statement_timeout={settings.statement_timeout_ms} -c lock_timeout={settings.lock_timeout_ms}"
    )
    return {
        # What a statement failed on may be a secret: logs say which statement, not which values (TRU-16).
        "hide_parameters": True,
        "pool_size": settings.pool_size,
        "pool_timeout": CONNECT_TIMEOUT_S,
        "connect_args": {
            "connect_timeout": CONNECT_TIMEOUT_S,
            # A machine that is gone closes nothing: TCP gives up on it after so long (ms and s).
            "tcp_user_timeout": 10_000,
            "keepalives_idle": 10,
            "keepalives_interval": 3,
            "keepalives_count": 3,
            # Short queries of many at once: helpers and compilation cost each more than they spare.
            "options": f"{limits} -c idle_in_transaction_session_timeout=60000 -c timezone=UTC "
            "-c max_parallel_workers_per_gather=0 -c jit=off",
            "application_name": "haishin",
        },
    }


def driver_url(url: str) -> str:
    """Return `url` with the driver that is installed: plain `postgresql://` means psycopg 3."""
    return (
        url.replace("postgresql://", "postgresql+psycopg://", 1) if url.startswith("postgresql://") else url
    )


@contextmanager
def reading() -> Iterator[None]:
    """Promise that what runs inside only reads."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def begin_reading() -> None:
    """Promise that the rest of this request only reads; `end_reading` takes it back."""
    _reading.set(True)


def end_reading() -> None:
    """Let the next transaction of this context write."""
    _reading.set(False)


@contextmanager
def read_alone(engine: Engine) -> Iterator[Connection]:
    """Give a connection for one statement without a transaction around it, which spares two round trips.

    One statement is one state by itself; what must be one state together is read after `read_one_state`.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


def read_one_state(session: Session | scoped_session[AnySession]) -> None:
    """Make the transaction that begins here see one state of the database, never two saves mixed (TRU-3).

    SQLite does so by itself.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def read_one_state_from_here(session: Session | scoped_session[AnySession]) -> None:
    """Let go of what the access check read, and make the rest one state of the database (TRU-3)."""
    session.expunge_all()
    session.rollback()
    read_one_state(session)


def follow_indexes(session: Session) -> None:
    """Let the joins of the running transaction go from row to row by index, whatever the statistics say.

    For queries that begin at a few rows and find a few: where the estimates are wrong, the planner would
    rather read whole tables once.
    """
    _plan(session, enable_hashjoin="off", enable_mergejoin="off")


def read_no_whole_table(session: Session) -> None:
    """Let the running transaction read by index, also what is a good part of a table.

    For queries whose cost must follow the ids that they are asked for, however little more the whole would
    cost. Each is planned for its own ids: a plan for any number of them compares each row with each.
    """
    _plan(session, enable_seqscan="off", enable_mergejoin="off", plan_cache_mode="force_custom_plan")


def _plan(session: Session, **settings: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        wanted = [func.set_config(name, value, True) for name, value in settings.items()]  # noqa: FBT003  PostgreSQL's own
        session.execute(select(*wanted))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: object, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # With the driver's own transactions concurrent writers lose updates without an error.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "checkout")
def _refuse_ended(connection: object, _record: object, _borrowed: object) -> None:
    # A server that went away has closed its end, and an idle one says nothing by itself: both show without a
    # round trip, which asking it would cost each request. The pool then connects anew.
    if isinstance(connection, psycopg.Connection) and (connection.closed or _said_something(connection)):
        raise InvalidatePoolError


def _said_something(connection: psycopg.Connection) -> bool:
    watched = poll()
    watched.register(connection, POLLIN)
    return bool(watched.poll(0))


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
