"""The versions of a snapshot, and the profiles that deliver them (SNP-4)."""

from functools import partial

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.queries import snapshot_versions
from portal.queries.listing import read_listing
from portal.web.access import administrators_only
from portal.web.lists import Address, heading, plain, shown
from portal.web.page import page
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.frame import snapshot_of, tabs_of
from portal.web.snapshots.words import source_of
from portal.web.times import captured, moment


@snapshots.get("/<int:snapshot_id>/versions/")
@administrators_only
def versions(snapshot_id: int) -> ResponseReturnValue:
    """List the versions, and let any two be compared."""
    found = snapshot_of(snapshot_id)
    listing = read_listing(request.args)
    address: Address = partial(url_for, "snapshots.versions", snapshot_id=snapshot_id)
    newest = snapshot_versions.newest_number(found.id)
    return page(
        "snapshots/versions",
        snapshot=found,
        newest=newest,
        tabs=tabs_of(found, newest, "versions"),
        rows=shown(snapshot_versions.versions(found.id, listing), listing, address),
        headings=plain(*_columns()),
        source_of=source_of,
        moment=moment,
        captured=captured,
    )


def _columns() -> tuple[str, ...]:
    return (
        _("Version"),
        _("Captured at"),
        _("Received at"),
        _("Source"),
        _("Seen again"),
        _("Profiles"),
        _("Compare"),
    )


@snapshots.get("/<int:snapshot_id>/profiles")
@administrators_only
def profiles(snapshot_id: int) -> ResponseReturnValue:
    """List the profiles that deliver the snapshot, and which version each pins."""
    found = snapshot_of(snapshot_id)
    listing = read_listing(request.args, sorts=snapshot_versions.USING_ORDERS, filters={"version": None})
    address: Address = partial(url_for, "snapshots.profiles", snapshot_id=snapshot_id)
    newest = snapshot_versions.newest_number(found.id)
    return page(
        "snapshots/profiles",
        snapshot=found,
        newest=newest,
        tabs=tabs_of(found, newest, "profiles"),
        listing=listing,
        rows=shown(snapshot_versions.using(found.id, listing), listing, address),
        headings=[
            heading(_("Profile name"), listing, address, "name"),
            {"label": _("Status")},
            heading(_("Version"), listing, address, "number"),
        ],
    )
