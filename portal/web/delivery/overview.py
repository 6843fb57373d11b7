"""配信の状況: how far the delivery of all profiles has come, which softphones there are, what they upload."""

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import TooOldFor
from portal.queries import delivery_totals
from portal.queries.clock import database_now
from portal.queries.delivery_overview import captures_by_day, versions_of
from portal.web import charts
from portal.web.access import administrators_only, visitor
from portal.web.charts import Drawing, Part
from portal.web.delivery.blueprint import delivery
from portal.web.delivery_totals import now, parts_of
from portal.web.delivery_words import STATES
from portal.web.page import page

DAYS = 30


@delivery.get("/delivery/")
@administrators_only
def overview() -> ResponseReturnValue:
    """Show the organisation's charts; each has its numbers beside it."""
    totals = delivery_totals.totals_of_all(now())
    return page(
        "delivery/overview",
        totals=totals,
        parts=parts_of(totals, partial(_profiles)),
        states=STATES,
        versions=_versions(),
        captures=_captures(),
    )


def _profiles(**_state: str) -> str:
    return url_for("profiles.index")


def _versions() -> tuple[Part, ...]:
    notes = {
        None: ("good", ""),
        TooOldFor.OTHER: ("warning", _("Too old for other settings")),
        TooOldFor.EVERYTHING: ("danger", _("Too old for any settings")),
    }
    return charts.bars(
        [(each.version, each.count, *notes[each.too_old_for]) for each in versions_of(g.organization_id)]
    )


def _captures() -> Drawing | None:
    zone = ZoneInfo(visitor().account.organization.time_zone)
    today = database_now().astimezone(zone).date()
    first = today - dt.timedelta(days=DAYS - 1)
    begins = dt.datetime.combine(first, dt.time(), zone)
    counts = captures_by_day(g.organization_id, begins)
    days = [((first + dt.timedelta(days=day)).strftime("%m-%d"), counts.get(day, 0)) for day in range(DAYS)]
    return charts.drawing(days) if counts else None
