"""INSERT … ON CONFLICT, which PostgreSQL and SQLite spell alike and SQLAlchemy keeps apart."""

from sqlalchemy.dialects import postgresql, sqlite

from portal.extensions import Base, db


def insert_into(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an insert for the database at hand that knows `on_conflict_do_nothing` and `…_do_update`."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
