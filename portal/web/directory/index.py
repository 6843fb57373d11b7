"""What the PBX has: terminals, ring groups, IVRs, call centres, business labels, numbers."""

from functools import partial

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.domain.words import Kind, OwnerType
from portal.queries import directory_lists as lookups
from portal.queries import directory_numbers
from portal.queries.directory_lists import LabelRow, OwnerRow
from portal.queries.directory_numbers import NumberLine
from portal.queries.listing import Listing, Page
from portal.web.access import may
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.lists import Column, Filter, List, caller_number_filter, profile_filter, show
from portal.web.profiles import words


@directory.get("/terminals/")
@may("terminals", Right.VIEW)
def terminals() -> ResponseReturnValue:
    """List the terminals, each with the profile that targets it (EXP-2)."""
    types = [(kind.value, label) for kind, label in words.TERMINAL_TYPE.items()]
    return _owners(
        OwnerType.TERMINAL,
        _("Terminals"),
        Column(_("Terminal type"), lambda row: Cell(words.TERMINAL_TYPE[row.terminal_type]), "terminal_type"),
        _dial_in(),
        Column(_("Profile"), lambda row: cells.profile(row.profile_id, row.profile_name), "profile"),
        filters=[Filter("terminal_type", _("Terminal type"), types), profile_filter()],
    )


@directory.get("/ring-groups/")
@may("ring_groups", Right.VIEW)
def ring_groups() -> ResponseReturnValue:
    """List the ring groups."""
    members: Column[OwnerRow] = Column(_("Members"), lambda row: cells.count(row.members), numeric=True)
    return _owners(OwnerType.RING_GROUP, _("Ring groups"), _dial_in(), members)


@directory.get("/ivrs/")
@may("ivrs", Right.VIEW)
def ivrs() -> ResponseReturnValue:
    """List the IVRs."""
    return _owners(OwnerType.IVR, _("IVRs"), _dial_in())


@directory.get("/call-centers/")
@may("call_centers", Right.VIEW)
def call_centers() -> ResponseReturnValue:
    """List the call centres."""
    return _owners(
        OwnerType.CALL_CENTER,
        _("Call centres"),
        Column(_("Outbound caller number"), lambda row: Cell(row.caller_number), "caller_number"),
        _dial_in(),
        Column(_("Agents"), lambda row: cells.count(row.members), numeric=True),
        filters=[caller_number_filter()],
    )


def _dial_in() -> Column[OwnerRow]:
    return Column(_("Dial-in numbers"), lambda row: cells.count(row.dial_in), numeric=True)


def _owners(
    owner_type: OwnerType, title: str, *columns: Column[OwnerRow], filters: list[Filter] | None = None
) -> ResponseReturnValue:
    first: list[Column[OwnerRow]] = [
        Column(_("Extension"), lambda row: cells.owner(owner_type, row.id, row.extension), "extension"),
        Column(_("Name"), lambda row: Cell(row.name), "name"),
    ]
    return show(
        List(
            endpoint=cells.OWNER_PAGES[owner_type][0],
            title=title,
            search_label=_("Extension, name or dial-in number"),
            columns=[*first, *columns],
            filters=filters or [],
            reads=lookups.OWNER_FILTERS[owner_type],
            find=partial(_find, owner_type),
        )
    )


def _find(owner_type: OwnerType, organization_id: int, listing: Listing) -> Page[OwnerRow]:
    return lookups.owners(organization_id, owner_type, listing)


@directory.get("/business-labels/")
@may("business_labels", Right.VIEW)
def business_labels() -> ResponseReturnValue:
    """List the business labels."""
    columns: list[Column[LabelRow]] = [
        Column(_("Code"), lambda row: cells.label(row.id, row.code), "code"),
        Column(_("Name"), lambda row: Cell(row.name), "name"),
        Column(_("Outbound caller number"), lambda row: Cell(row.caller_number), "caller_number"),
    ]
    return show(
        List(
            endpoint="business_labels",
            title=_("Business labels"),
            search_label=_("Code, name or number"),
            columns=columns,
            filters=[caller_number_filter()],
            reads=lookups.LABEL_FILTERS,
            find=lookups.labels,
        )
    )


@directory.get("/numbers/")
@may("numbers", Right.VIEW)
def numbers() -> ResponseReturnValue:
    """List all numbers."""
    columns: list[Column[NumberLine]] = [
        Column(_("Phone number"), lambda row: cells.number(row.id, row.number), "number"),
        Column(_("Internal/external"), lambda row: Cell(words.KIND[row.kind]), "kind"),
        Column(_("Owner type"), lambda row: Cell(words.OWNER_TYPE[row.owner_type]), "owner_type"),
        Column(_("Owner"), _owner_of, "owner"),
        Column(_("Phone book name"), lambda row: Cell(row.name), "name"),
    ]
    owners = [(owner.value, words.OWNER_TYPE[owner]) for owner in OwnerType]
    kinds = [(kind.value, words.KIND[kind]) for kind in Kind]
    return show(
        List(
            endpoint="numbers",
            title=_("Phone numbers"),
            search_label=_("Number, owner or phone book name"),
            columns=columns,
            filters=[
                Filter("owner_type", _("Owner type"), owners),
                Filter("kind", _("Internal/external"), kinds),
            ],
            reads=directory_numbers.FILTERS,
            find=directory_numbers.numbers,
        )
    )


def _owner_of(row: NumberLine) -> Cell:
    return cells.owner(row.owner_type, row.owner_id, f"{row.owner_name} {row.owner_extension}")
