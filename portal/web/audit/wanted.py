"""What somebody wants to see of the log, from the address of a page."""

import datetime as dt
from zoneinfo import ZoneInfo

from flask import request

from portal.domain.audit import Action
from portal.queries.history_lists import Wanted
from portal.queries.listing import Filters, Listing, read_listing
from portal.web.access import visitor

FILTERS: Filters = {
    "who": None,
    "action": [action.value for action in Action],
    "about": None,
    "since": None,
    "until": None,
}


def asked() -> Listing:
    """Return the page of the log that was asked for."""
    return read_listing(request.args, filters=FILTERS)


def wanted_by(listing: Listing) -> Wanted:
    """Return what a listing wants; a date that cannot be read counts as none."""
    since, until = _midnight(listing.filter("since")), _midnight(listing.filter("until"))
    return Wanted(
        who=listing.filter("who"),
        action=listing.filter("action"),
        about=listing.filter("about"),
        since=since,
        # The last day is in it as a whole.
        until=None if until is None else until + dt.timedelta(days=1),
    )


def _midnight(text: str) -> dt.datetime | None:
    """Return the beginning of a day in the organisation's zone."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    # Far from both ends of time, where a zone or another day would not fit any more.
    if not dt.MINYEAR < day.year < dt.MAXYEAR:
        return None
    zone = ZoneInfo(visitor().account.organization.time_zone)
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone)
