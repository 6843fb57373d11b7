"""表示設定(電話番号) and CTI設定(電話番号): numbers that the softphone shows, and that CTI works for."""

from collections.abc import Sequence

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import Kind, OwnerType, Part
from portal.models import Profile
from portal.queries import numbers as lookups
from portal.queries.listing import AnySelect, Listing, Page
from portal.queries.numbers import NumberRow
from portal.queries.profile_summary import summary_of_list
from portal.web.access import administrators_only
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.checklist import Checklist, Column, Filter, show
from portal.web.profiles.checklist_edit import edit
from portal.web.profiles.tabs import profile_with


def _columns(_profile: Profile) -> list[Column]:
    return [
        Column(_("Owner type"), "owner_type"),
        Column(_("Owner"), "owner"),
        Column(_("Internal/external"), "kind"),
        Column(_("Phone number"), "number"),
        Column(_("Phone book name"), "name"),
    ]


def _numbers_of(name: str, part: Part) -> Checklist[NumberRow]:
    """Return the checklist of one of the two tabs; each lists what its table names (NUM-1, CTI-2)."""

    def filters(_profile: Profile) -> Sequence[Filter]:
        everything = [("", _("All"))]
        owners = [(owner.value, words.OWNER_TYPE[owner]) for owner in OwnerType]
        kinds = [(kind.value, words.KIND[kind]) for kind in Kind]
        selection = [
            *everything,
            ("selected", _("Selected")),
            ("unselected", _("Not selected")),
            ("new", _("Newly added")),
        ]
        return [
            Filter("owner_type", _("Owner type"), everything + owners),
            Filter("owner", _("Owner")),
            Filter("kind", _("Internal/external"), everything + kinds),
            Filter("selection", _("Selection"), selection),
        ]

    def offered(profile: Profile, listing: Listing) -> Page[NumberRow]:
        return lookups.offered(profile, part, listing)

    def matching(profile: Profile, listing: Listing) -> dict[str, AnySelect]:
        return {"": lookups.matching(profile, part, listing)}

    return Checklist(
        name=name,
        part=part,
        lists=("",),
        filters=lookups.FILTERS,
        columns=_columns,
        choices=filters,
        offered=offered,
        matching=matching,
        list_of=lambda _row: "",
        label_of=lambda row: f"{row.number} {row.owner_name}",
    )


NUMBERS = _numbers_of("numbers", Part.DISPLAY_NUMBERS)
CTI_NUMBERS = _numbers_of("cti_numbers", Part.CTI_NUMBERS)


@profiles.get("/<int:profile_id>/numbers", endpoint="numbers")
@administrators_only
def numbers_view(profile_id: int) -> ResponseReturnValue:
    """Show the numbers that the softphone's number list can show, and which of them are selected."""
    return _show(NUMBERS, profile_with(Part.DISPLAY_NUMBERS, profile_id))


@profiles.route("/<int:profile_id>/numbers/edit", methods=["GET", "POST"])
@administrators_only
def numbers_edit(profile_id: int) -> ResponseReturnValue:
    """Choose the numbers of the number list."""
    return edit(NUMBERS, profile_with(Part.DISPLAY_NUMBERS, profile_id))


@profiles.get("/<int:profile_id>/cti-numbers", endpoint="cti_numbers")
@administrators_only
def cti_numbers_view(profile_id: int) -> ResponseReturnValue:
    """Show the numbers that CTI can work for, and which of them are selected."""
    return _show(CTI_NUMBERS, profile_with(Part.CTI_NUMBERS, profile_id))


@profiles.route("/<int:profile_id>/cti-numbers/edit", methods=["GET", "POST"])
@administrators_only
def cti_numbers_edit(profile_id: int) -> ResponseReturnValue:
    """Choose the numbers that CTI works for."""
    return edit(CTI_NUMBERS, profile_with(Part.CTI_NUMBERS, profile_id))


def _show(numbers: Checklist[NumberRow], profile: Profile) -> ResponseReturnValue:
    return show(numbers, profile, summary_of_list(profile, numbers.part))
