"""What the page of a profile's delivery shows that changes while softphones start."""

import datetime as dt
from collections import Counter
from functools import partial
from itertools import accumulate
from typing import Any

from flask import g, request, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from portal.domain.words import TargetType
from portal.models import Profile
from portal.queries import delivery_state as lookups
from portal.queries import delivery_totals
from portal.queries.delivery_state_signs import Now
from portal.queries.delivery_totals import Totals
from portal.queries.listing import Listing, read_listing
from portal.services.delivery_pulse import pulse
from portal.web import charts
from portal.web.access import visitor
from portal.web.charts import Drawing
from portal.web.delivery_totals import now, parts_of
from portal.web.delivery_words import STATES, why
from portal.web.lists import Address, heading, shown

# Seconds until a page looks again, and at most, when nothing happens for long.
FIRST_WAIT, LONGEST_WAIT = 5, 60
# Pieces of the curve, and the least that it covers.
PIECES, LEAST_MINUTES = 60, 10
_DAY_MINUTES = 24 * 60


def stamp_of(profile: Profile) -> str:
    """Return a text that is another one as soon as the page may look otherwise; costs no query."""
    directory = visitor().account.organization.directory_revision
    return f"{pulse(g.organization_id)}.{profile.revision[:12]}.{directory[:12]}"


def asked() -> Listing:
    """Return what the person wants to see of the list."""
    return read_listing(request.values, sorts=lookups.SORTS, filters=lookups.FILTERS)


def context_of(profile: Profile) -> dict[str, Any]:
    """Return what the page shows of the profile now, in three queries."""
    # Before anything is read: what comes meanwhile is shown once more rather than never.
    stamp = stamp_of(profile)
    listing, at = asked(), now()
    address: Address = partial(url_for, "delivery.profile", profile_id=profile.id)
    totals = delivery_totals.totals(profile, at)
    return {
        "listing": listing,
        "rows": shown(lookups.listed(profile, at, listing, totals), listing, address),
        "headings": _headings(profile, listing, address),
        "totals": totals,
        "parts": parts_of(totals, address),
        "adoption": _adoption(profile, at, totals),
        "watch_url": watch_url(profile, listing, stamp, FIRST_WAIT),
        "wait": FIRST_WAIT,
        "states": STATES,
        "why": partial(why, profile=profile),
        "by_account": profile.target_type is TargetType.ACCOUNT,
    }


def watch_url(profile: Profile, listing: Listing, stamp: str, wait: int) -> str:
    """Return where a page that shows `stamp` asks whether there is anything new."""
    values: dict[str, Any] = {"seen": stamp, "wait": wait, **listing.args()}
    return url_for("delivery.watch", profile_id=profile.id, **values)


def _adoption(profile: Profile, at: Now, totals: Totals) -> Drawing | None:
    """Return how many softphones had the last change, as time went by; None before the first has."""
    applied = delivery_totals.applied_by_minute(profile, at)
    if not applied:
        return None
    length = max(LEAST_MINUTES, max(applied) + 1)
    width = -(-length // PIECES)
    pieces: Counter[int] = Counter()
    for minute, count in applied.items():
        pieces[minute // width] += count
    form = "HH:mm" if length < _DAY_MINUTES else "MM-dd HH:mm"
    ends = [profile.changed_at + dt.timedelta(minutes=end) for end in range(width, length + width, width)]
    sums = accumulate(pieces[piece] for piece in range(len(ends)))
    return charts.drawing(
        [(format_datetime(end, form), count) for end, count in zip(ends, sums, strict=True)], totals.total
    )


def _headings(profile: Profile, listing: Listing, address: Address) -> list[dict[str, Any]]:
    account = profile.target_type is TargetType.ACCOUNT
    return [
        heading(_("Login") if account else _("Extension"), listing, address, "key"),
        heading(_("Account name") if account else _("Terminal name"), listing, address, "name"),
        heading(_("State"), listing, address, "state"),
        heading(_("When"), listing, address, "at"),
        heading(_("Softphone version"), listing, address, "version"),
        *([{"label": _("Softphone of")}] if account else []),
        {"label": _("Reason")},
        {"label": ""},
    ]
