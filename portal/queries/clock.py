"""The database's clock: leases and limits go by it, whatever the machines' clocks say (TRU-23)."""

import datetime as dt

from sqlalchemy import func, select

from portal.extensions import db
from portal.models.columns import UtcDateTime


def database_now() -> dt.datetime:
    """Return the time at which the running transaction began, by the database, in UTC."""
    now: dt.datetime | None = db.session.scalar(select(func.current_timestamp(type_=UtcDateTime())))
    if now is None:
        raise RuntimeError("the database does not know the time")
    return now
