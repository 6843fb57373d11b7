"""配信先選択: whom the profile delivers to (TGT)."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import Part, TargetType
from portal.models import Profile
from portal.queries import targets as lookups
from portal.queries.listing import AnySelect, Listing
from portal.web.access import administrators_only
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.checklist import Checklist, Column, Filter, show
from portal.web.profiles.checklist_edit import edit
from portal.web.profiles.tabs import profile_with


def _columns(profile: Profile) -> list[Column]:
    if profile.target_type is TargetType.ACCOUNT:
        return [Column(_("Login"), "key"), Column(_("Account name"), "name"), Column(_("Note"))]
    return [
        Column(_("Extension"), "key"),
        Column(_("Terminal name"), "name"),
        Column(_("Terminal type")),
        Column(_("Note")),
    ]


def _filters(_profile: Profile) -> list[Filter]:
    choices = [
        ("", _("All")),
        ("selected", _("Selected")),
        ("unselected", _("Not selected")),
        ("not_deliverable", _("Not deliverable")),
    ]
    return [Filter("selection", _("Selection"), choices)]


def _matching(profile: Profile, listing: Listing) -> dict[str, AnySelect]:
    return {"": lookups.matching(profile, listing)}


TARGETS = Checklist(
    name="targets",
    part=Part.TARGETS,
    lists=("",),
    filters=lookups.FILTERS,
    columns=_columns,
    choices=_filters,
    offered=lookups.candidates,
    matching=_matching,
    list_of=lambda _row: "",
    label_of=lambda row: f"{row.key} {row.name}",
)


@profiles.get("/<int:profile_id>/targets", endpoint="targets")
@administrators_only
def targets_view(profile_id: int) -> ResponseReturnValue:
    """Show the targets, and those that could be."""
    profile = profile_with(Part.TARGETS, profile_id)
    return show(TARGETS, profile, lookups.counted(profile))


@profiles.route("/<int:profile_id>/targets/edit", methods=["GET", "POST"])
@administrators_only
def targets_edit(profile_id: int) -> ResponseReturnValue:
    """Choose the targets."""
    return edit(TARGETS, profile_with(Part.TARGETS, profile_id))
