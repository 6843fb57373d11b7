"""Many rows are deleted some at a time, so that nobody waits for it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, inspect, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from portal.extensions import Base, db


def delete_batch(
    table: type[Base],
    *which: ColumnElement[bool],
    most: int,
    told: Sequence[InstrumentedAttribute[Any]] = (),
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Delete at most `most` of these rows and return them: their keys, or the columns `told`.

    Safe to run twice at the same time: each passes over the rows that the other holds (TRU-7).
    """
    key = inspect(table).primary_key
    some = select(*key).where(*which).limit(most).with_for_update(skip_locked=True).cte()
    gone = delete(table).where(tuple_(*key).in_(select(*some.c))).returning(*(told or key))
    return db.session.execute(gone.execution_options(synchronize_session=False)).all()
