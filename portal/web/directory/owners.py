"""The pages of terminals, ring groups, IVRs and call centres."""

from collections.abc import Sequence
from functools import partial

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.domain.words import OwnerType
from portal.models import NumberOwner
from portal.queries import directory_details as details
from portal.queries.directory_applying import applying_to_terminal, signed_in_on
from portal.queries.directory_details import AgentName, OwnerName, OwnNumber
from portal.queries.directory_having import Having, having_call_center
from portal.web.access import may
from portal.web.directory import applying, cells
from portal.web.directory.accounts import agent_function
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Detail, Line, Section, show_detail
from portal.web.directory.lists import Column
from portal.web.profiles import words

Facts = Sequence[tuple[str, Cell]]


@directory.get("/terminals/<int:owner_id>/")
@may("terminals", Right.VIEW)
def terminal(owner_id: int) -> ResponseReturnValue:
    """Show a terminal, its numbers and ring groups, and which profile it gets (EXP-2)."""
    found = details.owner_of(g.organization_id, OwnerType.TERMINAL, owner_id)
    organization = details.organization_of(g.organization_id)
    lines = applying.lines_for_terminal(
        applying_to_terminal(organization, found), signed_in_on(organization, found)
    )
    groups = Section.of(
        "ring_groups",
        _("Ring groups"),
        _("No ring group rings this terminal."),
        partial(details.ring_groups_of, found),
        _named(OwnerType.RING_GROUP),
    )
    kind = (_("Terminal type"), Cell(words.TERMINAL_TYPE[found.terminal_type]))
    return show_detail(detail_of(found, _("Terminals"), [kind], lines, [groups]))


@directory.get("/ring-groups/<int:owner_id>/")
@may("ring_groups", Right.VIEW)
def ring_group(owner_id: int) -> ResponseReturnValue:
    """Show a ring group, its numbers and the terminals that it rings."""
    found = details.owner_of(g.organization_id, OwnerType.RING_GROUP, owner_id)
    kind: Column[OwnerName] = Column(
        _("Terminal type"), lambda row: Cell(words.TERMINAL_TYPE[row.terminal_type])
    )
    members = Section.of(
        "members",
        _("Members"),
        _("The ring group has no members."),
        partial(details.members_of, found),
        [*_named(OwnerType.TERMINAL), kind],
    )
    return show_detail(detail_of(found, _("Ring groups"), [], [], [members]))


@directory.get("/ivrs/<int:owner_id>/")
@may("ivrs", Right.VIEW)
def ivr(owner_id: int) -> ResponseReturnValue:
    """Show an IVR and its numbers."""
    found = details.owner_of(g.organization_id, OwnerType.IVR, owner_id)
    return show_detail(detail_of(found, _("IVRs"), [], [], []))


@directory.get("/call-centers/<int:owner_id>/")
@may("call_centers", Right.VIEW)
def call_center(owner_id: int) -> ResponseReturnValue:
    """Show a call centre, its numbers and agents, and which profiles have it as a contact point (EXP-2)."""
    found = details.owner_of(g.organization_id, OwnerType.CALL_CENTER, owner_id)
    columns: list[Column[AgentName]] = [
        Column(_("Login"), lambda row: cells.account(row.id, row.login)),
        Column(_("Name"), lambda row: Cell(row.name)),
        Column(_("Agent function"), lambda row: agent_function(row.agent_enabled)),
    ]
    agents = Section.of(
        "agents",
        _("Agents"),
        _("Nobody answers for the call centre."),
        partial(details.agents_of, found),
        columns,
    )
    reached: Column[Having] = Column(
        _("Targets that get it"), lambda row: cells.count(row.reached), numeric=True
    )
    having = applying.profiles_section(partial(having_call_center, g.organization_id, found.id), reached)
    caller = (_("Outbound caller number"), Cell(found.caller_number))
    lines = applying.lines_for_contact_point(found.caller_number, members_only=True)
    return show_detail(detail_of(found, _("Call centres"), [caller], lines, [having, agents]))


def _named(owner_type: OwnerType) -> list[Column[OwnerName]]:
    return [
        Column(_("Extension"), lambda row: cells.owner(owner_type, row.id, row.extension)),
        Column(_("Name"), lambda row: Cell(row.name)),
    ]


def detail_of(
    owner: NumberOwner, title: str, facts: Facts, lines: Sequence[Line], sections: Sequence[Section]
) -> Detail:
    """Return the page of an owner; all of them have an extension, a name and numbers."""
    listed, endpoint = cells.OWNER_PAGES[owner.type]
    return Detail(
        title=f"{owner.name} {owner.extension}",
        trail=(title, url_for(f"directory.{listed}")),
        address=partial(url_for, f"directory.{endpoint}", owner_id=owner.id),
        facts=[(_("Extension"), Cell(owner.extension)), (_("Name"), Cell(owner.name)), *facts],
        delivery=lines,
        sections=[*sections, _numbers(owner)],
    )


def _numbers(owner: NumberOwner) -> Section:
    columns: list[Column[OwnNumber]] = [
        Column(_("Phone number"), lambda row: cells.number(row.id, row.number)),
        Column(_("Internal/external"), lambda row: Cell(words.KIND[row.kind])),
        Column(_("Phone book name"), lambda row: Cell(row.name)),
    ]
    return Section.of(
        "numbers", _("Phone numbers"), _("It has no number."), partial(details.numbers_of, owner), columns
    )
