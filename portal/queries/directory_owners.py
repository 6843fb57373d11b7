"""Terminals, ring groups, IVRs and call centres of an organisation, with their numbers and members."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, Select, select

from importer.directory import CallCenterEntry, IvrEntry, RingGroupEntry, TerminalEntry
from portal.domain.words import Kind, OwnerType, TerminalType
from portal.extensions import db
from portal.models import Account, CallCenterAgent, Number, NumberOwner, RingGroupMember

OwnerEntries = dict[str, dict[str, Any]]
OwnerIds = dict[str, dict[str, int]]
Members = Mapping[int, list[str]]
OwnerRow = Row[int, OwnerType, str, str, TerminalType | None, str | None]

# The list in a document that holds the owners of each type.
LISTS: Mapping[OwnerType, str] = {
    OwnerType.TERMINAL: "terminals",
    OwnerType.RING_GROUP: "ring_groups",
    OwnerType.IVR: "ivrs",
    OwnerType.CALL_CENTER: "call_centers",
}
OWNER_TYPES = {name: owner_type for owner_type, name in LISTS.items()}


def stored_owners(organization_id: int) -> tuple[OwnerEntries, OwnerIds]:
    """Return the entries and the row ids of all owners, by document list and extension."""
    dial_in = _gathered(_dial_in(organization_id))
    members = _gathered(_members(organization_id))
    agents = _gathered(_agents(organization_id))
    entries: OwnerEntries = {name: {} for name in LISTS.values()}
    ids: OwnerIds = {name: {} for name in LISTS.values()}
    for owner in db.session.execute(_rows(organization_id)):
        name = LISTS[owner.type]
        entries[name][owner.extension] = _entry(owner, dial_in, members, agents)
        ids[name][owner.extension] = owner.id
    return entries, ids


def _entry(owner: OwnerRow, dial_in: Members, members: Members, agents: Members) -> object:
    numbers = tuple(dial_in.get(owner.id, ()))
    match owner.type:
        case OwnerType.TERMINAL:
            return TerminalEntry(owner.extension, owner.name, str(owner.terminal_type), numbers)
        case OwnerType.RING_GROUP:
            return RingGroupEntry(owner.extension, owner.name, numbers, tuple(members.get(owner.id, ())))
        case OwnerType.IVR:
            return IvrEntry(owner.extension, owner.name, numbers)
    answering = tuple(agents.get(owner.id, ()))
    return CallCenterEntry(owner.extension, owner.name, numbers, answering, owner.caller_number)


def _rows(
    organization_id: int,
) -> Select[int, OwnerType, str, str, TerminalType | None, str | None]:
    return select(
        NumberOwner.id,
        NumberOwner.type,
        NumberOwner.extension,
        NumberOwner.name,
        NumberOwner.terminal_type,
        NumberOwner.caller_number,
    ).where(NumberOwner.organization_id == organization_id)


def _dial_in(organization_id: int) -> Select[int, str]:
    return select(Number.owner_id, Number.number).where(
        Number.organization_id == organization_id, Number.kind == Kind.EXTERNAL
    )


def _members(organization_id: int) -> Select[int, str]:
    return (
        select(RingGroupMember.ring_group_id, NumberOwner.extension)
        .join(NumberOwner, RingGroupMember.terminal_id == NumberOwner.id)
        .where(NumberOwner.organization_id == organization_id)
    )


def _agents(organization_id: int) -> Select[int, str]:
    return (
        select(CallCenterAgent.call_center_id, Account.login)
        .join(Account, CallCenterAgent.account_id == Account.id)
        .where(Account.organization_id == organization_id)
    )


def _gathered(statement: Select[int, str]) -> Members:
    lists: dict[int, list[str]] = defaultdict(list)
    for of, item in db.session.execute(statement):
        lists[of].append(item)
    return lists
