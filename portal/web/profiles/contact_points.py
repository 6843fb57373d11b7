"""表示設定(窓口): the call centres and business labels that an agent can call as (CPT)."""

from functools import partial

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import ContactPointType, Part
from portal.models import Profile
from portal.queries import contact_points as lookups
from portal.queries.contact_points import ContactPointRow
from portal.queries.listing import AnySelect, Listing, read_listing
from portal.queries.profile_summary import summary_of_list
from portal.web.access import administrators_only
from portal.web.lists import heading, shown
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.checklist import Checklist, Column, Filter, show
from portal.web.profiles.checklist_edit import edit
from portal.web.profiles.tabs import profile_with, tab_page


def _columns(_profile: Profile) -> list[Column]:
    return [
        Column(_("Type"), "type"),
        Column(_("Contact point"), "name"),
        Column(_("Outbound caller number"), "caller_number"),
        Column(_("Not delivered to")),
    ]


def _filters(_profile: Profile) -> list[Filter]:
    everything = [("", _("All"))]
    types = [(kind.value, words.CONTACT_POINT_TYPE[kind]) for kind in ContactPointType]
    selection = [
        *everything,
        ("selected", _("Selected")),
        ("unselected", _("Not selected")),
        ("new", _("Newly added")),
    ]
    return [Filter("type", _("Type"), everything + types), Filter("selection", _("Selection"), selection)]


def _matching(profile: Profile, listing: Listing) -> dict[str, AnySelect]:
    return {kind.value: found for kind, found in lookups.matching(profile, listing).items()}


def _type_of(row: ContactPointRow) -> str:
    return row.type.value


CONTACT_POINTS = Checklist(
    name="contact_points",
    part=Part.CONTACT_POINTS,
    lists=tuple(kind.value for kind in ContactPointType),
    filters=lookups.FILTERS,
    columns=_columns,
    choices=_filters,
    offered=lookups.offered,
    matching=_matching,
    list_of=_type_of,
    label_of=lambda row: row.name,
)


@profiles.get("/<int:profile_id>/contact-points", endpoint="contact_points")
@administrators_only
def contact_points_view(profile_id: int) -> ResponseReturnValue:
    """Show the contact points, and which of them are selected."""
    profile = profile_with(Part.CONTACT_POINTS, profile_id)
    return show(CONTACT_POINTS, profile, summary_of_list(profile, Part.CONTACT_POINTS))


@profiles.route("/<int:profile_id>/contact-points/edit", methods=["GET", "POST"])
@administrators_only
def contact_points_edit(profile_id: int) -> ResponseReturnValue:
    """Choose the contact points."""
    return edit(CONTACT_POINTS, profile_with(Part.CONTACT_POINTS, profile_id))


@profiles.get("/<int:profile_id>/contact-points/<int:call_center_id>/not-members")
@administrators_only
def outsiders(profile_id: int, call_center_id: int) -> ResponseReturnValue:
    """Show which targets will not get a call centre, since they are not members of it (CPT-4)."""
    profile = profile_with(Part.CONTACT_POINTS, profile_id)
    call_center = lookups.call_center_of(g.organization_id, call_center_id)
    listing = read_listing(request.args, sorts=("login", "name"))
    address = partial(url_for, "profiles.outsiders", profile_id=profile_id, call_center_id=call_center_id)
    found = lookups.outsiders(profile, call_center, listing)
    return tab_page(
        "outsiders",
        profile,
        Part.CONTACT_POINTS,
        call_center=call_center,
        listing=listing,
        rows=shown(found, listing, address),
        headings=[
            heading(_("Login"), listing, address, "login"),
            heading(_("Account name"), listing, address, "name"),
        ],
        here=address(),
    )
