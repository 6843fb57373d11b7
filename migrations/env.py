"""Runs migrations: one transaction a revision, with time-outs, so that no busy table is held up (TRU-22)."""

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


with database.engine.connect() as connection:
    run(connection)
