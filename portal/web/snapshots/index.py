"""The list of snapshots (SNP-4)."""

from functools import partial

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.queries import captures, snapshot_list
from portal.queries.listing import read_listing
from portal.web.access import administrators_only
from portal.web.lists import Address, heading, shown
from portal.web.page import page
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.words import source_of
from portal.web.times import captured


@snapshots.get("/")
@administrators_only
def index() -> ResponseReturnValue:
    """List the snapshots, with where the newest version of each came from; it follows them (SNP-4, CAP-6)."""
    listing = read_listing(request.args, sorts=snapshot_list.ORDERS)
    address: Address = partial(url_for, "snapshots.index")
    headings = [
        heading(_("Setting name"), listing, address, "name"),
        {"label": _("Version"), "numeric": True},
        heading(_("Captured at"), listing, address, "captured"),
        {"label": _("Source extension")},
        {"label": _("Source softphone version")},
        {"label": _("Profiles"), "numeric": True},
    ]
    found = snapshot_list.listed(g.organization_id, listing)
    return page(
        "snapshots/index",
        listing=listing,
        rows=shown(found, listing, address),
        headings=headings,
        here=address(**listing.args()),
        captured=captured,
        source_of=source_of,
        open_captures=captures.how_many_open(g.organization_id),
    )
