"""Runs migrations: one transaction a revision, with time-outs, so that no busy table is held up (TRU-22)."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

LOCK_TIMEOUT = "3s"
STATEMENT_TIMEOUT = "15min"

database = current_app.extensions["migrate"].db


def as_plain_type(kind: str, thing: object, _autogen: object) -> str | bool:
    """Write our column types as SQLAlchemy's own: a migration imports nothing of the portal."""
    if kind == "type" and type(thing).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        compare_type=True,
        render_item=as_plain_type,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
            connection.exec_driver_sql(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
        context.run_migrations()


@contextmanager
def references_aside(connection: Connection) -> Iterator[None]:
    """Let SQLite drop a table that it made anew, without deleting what refers to its rows.

    It heeds this only outside a transaction.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows that refer to none: {broken[:10]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


with database.engine.connect() as connection, references_aside(connection):
    run(connection)
