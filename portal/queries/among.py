"""Whether a column is among many values, which go as one parameter however many there are.

PostgreSQL looks each value up in the index, or each row up in a hash of the values. A subquery of them
(`IN (SELECT unnest(…))`) may be joined row by row instead, which takes minutes where a table was filled a
moment ago and nothing is known of it yet.
"""

import json
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    SQLColumnExpression,
    String,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from portal.extensions import db

LARGEST_ID = 2**31 - 1

Value = TypeVar("Value", int, str)


def among(column: SQLColumnExpression[int | None], ids: Iterable[int]) -> ColumnElement[bool]:
    """Tell the rows whose `column` is one of the ids.

    An id that no row can have is left out, so that none overflows the column.
    """
    return _among(column, {row_id for row_id in ids if 1 <= row_id <= LARGEST_ID}, Integer())


def among_texts(column: SQLColumnExpression[str], texts: Iterable[str]) -> ColumnElement[bool]:
    """Tell the rows whose `column` is one of the texts."""
    return _among(column, set(texts), String())


def _among(
    column: SQLColumnExpression[Value | None], values: set[Value], kind: TypeEngine[Value]
) -> ColumnElement[bool]:
    if db.session.get_bind().dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(sorted(values))).table_valued("value").c.value))
    return column == any_(bindparam(None, sorted(values), type_=ARRAY(kind)))
