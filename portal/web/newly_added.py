"""新しく追加された番号: over all profiles, and each with the lists on which it waits (REC-4)."""

from collections.abc import Collection
from functools import partial
from typing import Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.words import Part
from portal.extensions import db
from portal.queries import newly_added as lookups
from portal.queries.listing import Listing, read_listing
from portal.queries.reviews import last_review
from portal.services import newly_added as lists
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.lists import Address, heading, shown
from portal.web.page import page
from portal.web.profiles import words
from portal.web.profiles.tabs import shown_of
from portal.web.profiles.ticks import read_ids
from portal.web.times import moment
from portal.web.words import PARTS

newly_added = Blueprint("newly_added", __name__, url_prefix="/newly-added")


@newly_added.get("/")
@administrators_only
def index() -> ResponseReturnValue:
    """List the numbers that wait on some list of a profile, the newest first."""
    listing = read_listing(request.args, sorts=lookups.ORDERS)
    address = partial(url_for, "newly_added.index")
    found = lookups.listed(g.organization_id, listing, parts=_parts())
    return page(
        "newly_added/index",
        listing=listing,
        rows=shown(found, listing, address),
        headings=_headings(listing, address),
        address=address,
        run=last_review(g.organization_id),
        words=words,
        moment=moment,
    )


@newly_added.get("/<int:number_id>/")
@administrators_only
def number(number_id: int) -> ResponseReturnValue:
    """Show the lists on which a number waits, to be put on those that are chosen."""
    return _number(number_id, read_listing(request.args, sorts=lookups.LIST_ORDERS))


@newly_added.post("/<int:number_id>/")
@administrators_only
def settle(number_id: int) -> ResponseReturnValue:
    """Put the number on the chosen lists, or on all; or note that it is not wanted there."""
    found = lookups.number_of(g.organization_id, number_id)
    listing = read_listing(request.args, sorts=lookups.LIST_ORDERS)
    go = request.form.get("go", "")
    chosen: Collection[int] = read_ids(request.form, "chosen").get("", ())
    if go.endswith("-all"):
        chosen = lookups.matching_lists(found.id, listing, parts=_parts())
    if not chosen:
        flash(_("Choose at least one list."), "danger")
    elif confirm.answer() is Answer.NOT_ASKED:
        return confirm.ask(None if go.startswith("add") else _("Mark it as reviewed without adding it?"))
    elif confirm.answer() is Answer.OK:
        flash(_settled(found.id, chosen, adding=go.startswith("add")))
        db.session.commit()
    address: Address = partial(url_for, "newly_added.number", number_id=number_id)
    return redirect(address(**listing.args()), 303)


def _settled(number_id: int, chosen: Collection[int], *, adding: bool) -> str:
    if adding:
        count = lists.add(visitor().account, number_id, chosen, _parts())
        return str(ngettext("Added to %(num)d profile.", "Added to %(num)d profiles.", count))
    count = lists.dismiss(g.organization_id, number_id, chosen, _parts())
    return str(ngettext("Marked as reviewed on %(num)d list.", "Marked as reviewed on %(num)d lists.", count))


def _number(number_id: int, listing: Listing) -> ResponseReturnValue:
    address = partial(url_for, "newly_added.number", number_id=number_id)
    number = lookups.number_of(g.organization_id, number_id)
    rows = shown(lookups.lists_of(number.id, listing, parts=_parts()), listing, address)
    return page(
        "newly_added/number",
        number=number,
        listing=listing,
        rows=rows,
        headings=[
            {"label": _("Selected"), "tick": True},
            heading(_("Profile name"), listing, address, "profile"),
            {"label": _("Status")},
            heading(_("List"), listing, address, "part"),
        ],
        address=address,
        labels=PARTS,
        words=words,
    )


def _parts() -> tuple[Part, ...]:
    return shown_of(lookups.PARTS)


def _headings(listing: Listing, address: Address) -> list[dict[str, Any]]:
    return [
        heading(_("Phone number"), listing, address, "number"),
        {"label": _("Internal/external")},
        {"label": _("Owner type")},
        heading(_("Owner"), listing, address, "owner"),
        {"label": _("Phone book name")},
    ]
