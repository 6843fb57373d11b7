"""Many values as one parameter: `column.in_(among(ids))` is one statement however many ids there are."""

import json
from collections.abc import Iterable

from sqlalchemy import ARRAY, Integer, Select, String, bindparam, cast, func, select

from portal.extensions import db

LARGEST_ID = 2**31 - 1


def among(ids: Iterable[int]) -> Select[int]:
    """Return the ids as rows; an id that no row can have is left out, so that none overflows a column."""
    possible = sorted({row_id for row_id in ids if 1 <= row_id <= LARGEST_ID})
    if _on_sqlite():
        return select(cast(func.json_each(json.dumps(possible)).table_valued("value").c.value, Integer))
    return select(func.unnest(bindparam(None, possible, type_=ARRAY(Integer)), type_=Integer))


def among_texts(texts: Iterable[str]) -> Select[str]:
    """Return the texts as rows."""
    distinct = sorted(set(texts))
    if _on_sqlite():
        return select(cast(func.json_each(json.dumps(distinct)).table_valued("value").c.value, String))
    return select(func.unnest(bindparam(None, distinct, type_=ARRAY(String)), type_=String))


def _on_sqlite() -> bool:
    return bool(db.session.get_bind().dialect.name == "sqlite")
