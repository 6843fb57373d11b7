"""Moments as people read them, in the organisation's zone and the language of the page (TRU-23)."""

import datetime as dt

from flask_babel import format_datetime

PATTERN = "yyyy-MM-dd HH:mm:ss"


def moment(at: dt.datetime | None) -> str:
    """Return a moment in the organisation's zone; nothing for none."""
    return "" if at is None else format_datetime(at, PATTERN)


def captured(at: str) -> str:
    """Return the time at which a softphone captured, from its RFC 3339 text, in the organisation's zone."""
    return moment(dt.datetime.fromisoformat(at))
