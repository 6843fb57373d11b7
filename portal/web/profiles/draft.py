"""What a draft changes, item by item; single changes can be taken back here (TGT-3)."""

from functools import partial

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries import draft_changes as lookups
from portal.queries.drafts import counted, draft_of, tables_of
from portal.queries.listing import Listing, read_listing
from portal.services import drafts
from portal.web.access import administrators_only, visitor
from portal.web.lists import Address, heading, shown
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.checklist import tab_of
from portal.web.profiles.draft_addresses import TABS, edit_url
from portal.web.profiles.forms import RevisionForm
from portal.web.profiles.tabs import profile_with, tab_page
from portal.web.profiles.ticks import read_ids, value_of


@profiles.route("/<int:profile_id>/<string:tab>/draft", methods=["GET", "POST"])
@administrators_only
def draft(profile_id: int, tab: str) -> ResponseReturnValue:
    """Show what the person is about to change of a tab, and take some of it back."""
    if tab not in TABS:
        abort(404)
    profile = profile_with(TABS[tab], profile_id)
    if request.method == "POST":
        ids = read_ids(request.form, "chosen")
        drafts.take_back(tab_of(profile, TABS[tab]), ids)
        db.session.commit()
        count = sum(len(some) for some in ids.values())
        flash(ngettext("%(num)d change taken back.", "%(num)d changes taken back.", count))
        return redirect(_address(profile, tab)(**_listing().args()), 303)
    return _page(profile, TABS[tab], tab)


def _page(profile: Profile, part: Part, tab: str) -> ResponseReturnValue:
    found = draft_of(visitor().account.id, profile, part)
    if found is None:
        return redirect(edit_url(profile.id, part), 303)
    listing, address = _listing(), _address(profile, tab)
    rows = lookups.listed(found, profile, part, listing)
    return tab_page(
        "draft",
        profile,
        part,
        listing=listing,
        rows=shown(rows, listing, address),
        headings=[
            {"label": _("Take back"), "tick": True},
            {"label": _("Change")},
            heading(_key(profile, part), listing, address, "key"),
            heading(_("Name"), listing, address, "name"),
            {"label": _("Note")},
        ],
        draft=found,
        counts=counted(found, tables_of(profile.target_type, part).values()),
        form=RevisionForm(revision=found.seen_revision),
        value_of=value_of,
        here=address(**listing.args()),
        address=address,
        edit_url=edit_url(profile.id, part),
    )


def _key(profile: Profile, part: Part) -> str:
    """Return what people call the items of the tab by."""
    if part is Part.TARGETS:
        return str(_("Login") if profile.target_type is TargetType.ACCOUNT else _("Extension"))
    return str(_("Contact point") if part is Part.CONTACT_POINTS else _("Phone number"))


def _listing() -> Listing:
    return read_listing(request.args, sorts=lookups.SORTS, filters=lookups.FILTERS)


def _address(profile: Profile, tab: str) -> Address:
    return partial(url_for, "profiles.draft", profile_id=profile.id, tab=tab)
