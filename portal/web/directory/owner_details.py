"""What the pages of terminals, ring groups, IVRs and call centres show."""

from collections.abc import Sequence
from functools import partial

from flask import g, url_for
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.domain.words import MANAGED_TERMINAL_TYPES, OwnerType
from portal.models import NumberOwner
from portal.queries import directory_details as details
from portal.queries.directory_applying import applying_to_terminal, signed_in_on
from portal.queries.directory_details import AgentName, OwnerName, OwnNumber
from portal.queries.directory_having import Having, having_call_center
from portal.web.access import visitor
from portal.web.directory import applying, cells
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Action, Detail, Line, Section, actions, preview
from portal.web.directory.lists import Column
from portal.web.profiles import words

Facts = list[tuple[str, Cell]]


def owner_detail(owner: NumberOwner) -> Detail:
    """Return the page of a terminal, ring group, IVR or call centre."""
    facts, lines, sections = _OF_TYPE[owner.type](owner)
    resource, endpoint = cells.OWNER_PAGES[owner.type]
    name = f"{owner.name} {owner.extension}"
    return Detail(
        title=name,
        trail=(cells.titles()[resource], url_for(f"directory.{resource}")),
        address=partial(url_for, f"directory.{endpoint}", owner_id=owner.id),
        facts=[(_("Extension"), Cell(owner.extension)), (_("Name"), Cell(owner.name)), *facts],
        delivery=lines,
        sections=[*sections, _numbers(owner)],
        actions=[
            *actions(resource, endpoint, name, owner_id=owner.id),
            *_new_password(owner),
            *(preview(terminal=owner.extension) if owner.type is OwnerType.TERMINAL else []),
        ],
    )


def _new_password(owner: NumberOwner) -> list[Action]:
    manageable = owner.terminal_type in MANAGED_TERMINAL_TYPES
    if not manageable or not visitor().may("terminals", Right.EDIT):
        return []
    asked = password_question(owner.extension)
    url = url_for("directory.terminal_password", owner_id=owner.id)
    return [Action(_("Make a new password"), url, "lock", question=asked)]


def password_question(extension: str) -> str:
    """Return what to ask before a terminal gets a new password."""
    return str(
        _(
            "Make a new password for %(extension)s? Its softphone has to be enrolled again with it.",
            extension=extension,
        )
    )


Parts = tuple[Facts, Sequence[Line], list[Section]]


def _terminal(owner: NumberOwner) -> Parts:
    organization = details.organization_of(g.organization_id)
    applies = applying_to_terminal(organization, owner)
    groups = Section.of(
        "ring_groups",
        _("Ring groups"),
        _("No ring group rings this terminal."),
        partial(details.ring_groups_of, owner),
        named(OwnerType.RING_GROUP),
    )
    kind = (_("Terminal type"), Cell(words.TERMINAL_TYPE[owner.terminal_type]))
    return [kind], applying.lines_for_terminal(applies, signed_in_on(organization, owner)), [groups]


def _ring_group(owner: NumberOwner) -> Parts:
    kind: Column[OwnerName] = Column(
        _("Terminal type"), lambda row: Cell(words.TERMINAL_TYPE[row.terminal_type])
    )
    members = Section.of(
        "members",
        _("Members"),
        _("The ring group has no members."),
        partial(details.members_of, owner),
        [*named(OwnerType.TERMINAL), kind],
    )
    return [], [], [members]


def _ivr(_owner: NumberOwner) -> Parts:
    return [], [], []


def _call_center(owner: NumberOwner) -> Parts:
    columns: list[Column[AgentName]] = [
        Column(_("Login"), lambda row: cells.account(row.id, row.login)),
        Column(_("Name"), lambda row: Cell(row.name)),
        Column(_("Agent function"), lambda row: cells.agent_function(row.agent_enabled)),
    ]
    agents = Section.of(
        "agents",
        _("Agents"),
        _("Nobody answers for the call centre."),
        partial(details.agents_of, owner),
        columns,
    )
    reached: Column[Having] = Column(
        _("Targets that get it"), lambda row: cells.count(row.reached), numeric=True
    )
    having = applying.profiles_section(partial(having_call_center, g.organization_id, owner.id), reached)
    caller = (_("Outbound caller number"), Cell(owner.caller_number))
    return (
        [caller],
        applying.lines_for_contact_point(owner.caller_number, members_only=True),
        [having, agents],
    )


_OF_TYPE = {
    OwnerType.TERMINAL: _terminal,
    OwnerType.RING_GROUP: _ring_group,
    OwnerType.IVR: _ivr,
    OwnerType.CALL_CENTER: _call_center,
}


def named(owner_type: OwnerType) -> list[Column[OwnerName]]:
    """Return the columns that say which owner of this type a row is."""
    return [
        Column(_("Extension"), lambda row: cells.owner(owner_type, row.id, row.extension)),
        Column(_("Name"), lambda row: Cell(row.name)),
    ]


def _numbers(owner: NumberOwner) -> Section:
    columns: list[Column[OwnNumber]] = [
        Column(_("Phone number"), lambda row: cells.number(row.id, row.number)),
        Column(_("Internal/external"), lambda row: Cell(words.KIND[row.kind])),
        Column(_("Phone book name"), lambda row: Cell(row.name)),
    ]
    return Section.of(
        "numbers", _("Phone numbers"), _("It has no number."), partial(details.numbers_of, owner), columns
    )
