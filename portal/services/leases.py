"""Work that is a row: whoever claims it has it until the lease ends, by the clock of the database."""

import datetime as dt

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute


def is_free(
    claimed_until: InstrumentedAttribute[dt.datetime | None], now: dt.datetime
) -> ColumnElement[bool]:
    """Return the condition that nobody has the row, or that whoever had it is out of time (TRU-23)."""
    return or_(claimed_until.is_(None), claimed_until < now)
