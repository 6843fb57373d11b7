"""The list of profiles: where the work begins (PRF-1)."""

from functools import partial
from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.queries import profiles as lookups
from portal.queries.directory_alarm import alarm_of
from portal.queries.drafts import begun
from portal.queries.listing import Listing, read_listing
from portal.queries.reviews import PARTS
from portal.web.access import administrators_only, visitor
from portal.web.delivery_totals import shown_totals
from portal.web.lists import Address, heading, shown
from portal.web.page import page
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.draft_addresses import edit_url
from portal.web.profiles.tabs import shown_of
from portal.web.times import moment


@profiles.get("/")
@administrators_only
def index() -> ResponseReturnValue:
    """List the profiles of the organisation: searched, filtered, sorted, one page of them."""
    listing = read_listing(request.args, sorts=lookups.ORDERS, filters=lookups.FILTERS)
    address = partial(url_for, "profiles.index")
    found = lookups.listed(g.organization_id, listing, parts=shown_of(PARTS))
    drafts = begun(visitor().account.id, [row.id for row in found.items])
    return page(
        "profiles/index",
        listing=listing,
        rows=shown(found, listing, address),
        headings=_headings(listing, address),
        drafts={each.profile_id: (edit_url(each.profile_id, each.part), each) for each in drafts},
        alarm=alarm_of(g.organization_id),
        deliveries=shown_totals(found.items),
        words=words,
        moment=moment,
    )


def _headings(listing: Listing, address: Address) -> list[dict[str, Any]]:
    return [
        heading(_("Profile name"), listing, address, "name"),
        heading(_("Target type"), listing, address, "target_type"),
        heading(_("Status"), listing, address, "status"),
        heading(_("Targets"), listing, address, "targets", numeric=True),
        heading(_("Other settings"), listing, address, "other"),
        heading(_("Last change"), listing, address, "changed"),
        {"label": _("Applied on")},
    ]
