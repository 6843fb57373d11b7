"""変更履歴: what happened to a profile, and which profiles were deleted (HIS-1, PRF-10)."""

from functools import partial

from flask import abort, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain import difference
from portal.domain.audit import Action
from portal.queries import history_lists as lists
from portal.queries.history_lists import EntryRow
from portal.queries.listing import read_listing
from portal.web.access import administrators_only
from portal.web.history.blueprint import history
from portal.web.history.frame import framed, profile_or_none
from portal.web.history.shown import ShownEntry, shown_entry
from portal.web.lists import Address, plain, shown
from portal.web.page import page


@history.get("/<int:profile_id>/history/")
@administrators_only
def changes(profile_id: int) -> ResponseReturnValue:
    """List what happened to a profile, newest first; also to one that is deleted."""
    profile = profile_or_none(profile_id)
    listing = read_listing(request.args)
    found = lists.changes_of(g.organization_id, profile_id, listing)
    if profile is None and not found.total:
        abort(404)
    address: Address = partial(url_for, "history.changes", profile_id=profile_id)
    newest = found.items[0] if found.items else None
    newest_of_all = newest if found.number == 1 else None
    deletion = newest_of_all if newest_of_all and newest_of_all.action == Action.PROFILE_DELETED else None
    return framed(
        "history/changes",
        profile,
        profile_id,
        name=newest.subject if newest else "",
        rows=shown(found.map(_entry), listing, address),
        restorable=deletion.position if deletion and profile is None else None,
    )


@history.get("/deleted/")
@administrators_only
def deleted() -> ResponseReturnValue:
    """List the profiles that were deleted, to be restored (PRF-10)."""
    listing = read_listing(request.args)
    address: Address = partial(url_for, "history.deleted")
    found = lists.deleted(g.organization_id, listing)
    return page(
        "history/deleted",
        listing=listing,
        rows=shown(found.map(_entry), listing, address),
        headings=plain(_("Profile name"), _("Deleted at"), _("Deleted by"), ""),
    )


def _entry(row: EntryRow) -> ShownEntry:
    return shown_entry(row, None if row.details is None else difference.read(row.details))
