"""Many rows in a few statements: a row at a time, most of the work would be to send it.

Each column travels as one array. SQLite, to which nothing has to be sent, takes the rows as they are.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, bindparam, delete, func, insert, inspect, select, text, update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeEngine

from portal.extensions import Base, db
from portal.queries.among import among
from portal.services.upserts import insert_into

Row = dict[str, Any]

# So many rows at a time: no statement comes near its time limit, however many rows there are.
AT_A_TIME = 20_000
# So many new rows at once change how a table is best read.
MANY = 10_000


def insert_rows(table: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns."""
    for some in _parts(rows):
        if _on_sqlite():
            db.session.execute(insert(table), some)
        else:
            db.session.execute(insert(table).from_select(list(some[0]), select(*_columns(table, some))))
    tell_planner(table, len(rows))


def tell_planner(table: type[Base], added: int) -> None:
    """Have PostgreSQL look at a table that grew by `added` rows, when these are many.

    Its own look comes a minute later, or came while the rows were not committed: until the next it would
    believe the table empty, and join 100,000 numbers to their owners by reading the table once for each.
    """
    if added >= MANY and not _on_sqlite():
        # An import of another organisation may hold the table; then its look does for both.
        db.session.execute(text(f"ANALYZE (SKIP_LOCKED) {table.__tablename__}"))


def upsert_rows(table: type[Base], rows: Sequence[Row], *, key: Sequence[str], newest_by: str) -> None:
    """Insert rows, or put them in place of those with the same `key` that are not newer than they are.

    No two of the rows have the same key.
    """
    for some in _parts(rows):
        into = insert_into(table)
        if not _on_sqlite():
            into = into.from_select(list(some[0]), select(*_columns(table, some)))
        changed = {name: into.excluded[name] for name in some[0] if name not in key}
        older = inspect(table).columns[newest_by] <= into.excluded[newest_by]
        statement = into.on_conflict_do_update(index_elements=key, set_=changed, where=older)
        db.session.execute(statement, some if _on_sqlite() else None)


def update_rows(table: type[Base], rows: Sequence[Row]) -> None:
    """Change rows, found by their "id", that all name the same columns; the session is told nothing of it."""
    for some in _parts(rows):
        if _on_sqlite():
            db.session.execute(update(table).execution_options(synchronize_session=None), some)
        else:
            wanted = select(*_columns(table, some)).subquery()
            changed = update(table).where(inspect(table).primary_key[0] == wanted.c.id)
            values = {name: wanted.c[name] for name in some[0] if name != "id"}
            db.session.execute(changed.values(values).execution_options(synchronize_session=False))


def delete_rows(column: InstrumentedAttribute[int], ids: Collection[int]) -> None:
    """Delete the rows whose `column` is one of the ids; the session is told nothing of it."""
    if ids:
        statement = delete(column.class_).where(among(column, ids))
        db.session.execute(statement.execution_options(synchronize_session=False))


def delete_same(table: type[Base], rows: Sequence[Row]) -> None:
    """Delete the rows that say the same as these in every column that these name."""
    columns = inspect(table).columns
    for some in _parts(rows):
        if _on_sqlite():
            same = (columns[name] == bindparam(name) for name in some[0])
            db.session.connection().execute(delete(table).where(*same), some)
        else:
            gone = select(*_columns(table, some)).subquery()
            same = (columns[name] == gone.c[name] for name in some[0])
            db.session.execute(delete(table).where(*same).execution_options(synchronize_session=False))


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + AT_A_TIME] for start in range(0, len(rows), AT_A_TIME))


def _columns(table: type[Base], rows: Sequence[Row]) -> list[ColumnElement[Any]]:
    """Return each column of the rows as an array that unfolds into it, all of them in step."""
    kinds = inspect(table).columns
    return [_column([row[name] for row in rows], kinds[name].type).label(name) for name in rows[0]]


def _column(values: list[Any], kind: TypeEngine[Any]) -> ColumnElement[Any]:
    return func.unnest(bindparam(None, values, type_=ARRAY(kind)), type_=kind)


def _on_sqlite() -> bool:
    return bool(db.session.get_bind().dialect.name == "sqlite")
