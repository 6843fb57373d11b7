"""By what documents name things: identities of whole lists, and the lists inside one entry."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from portal.domain.words import Kind, OwnerType
from portal.extensions import db
from portal.models import (
    Account,
    BusinessLabel,
    CallCenterAgent,
    Number,
    NumberOwner,
    PhoneBookEntry,
    RingGroupMember,
    Role,
)
from portal.queries.directory_owners import LISTS
from portal.queries.listing import Column

# Of each list of a document: the field that tells one entry from another, and where it is stored.
IDENTITIES: Mapping[str, tuple[str, Column]] = {
    "roles": ("key", Role.key),
    "accounts": ("login", Account.login),
    "business_labels": ("code", BusinessLabel.code),
    "phone_book": ("number", PhoneBookEntry.number),
} | dict.fromkeys(LISTS.values(), ("extension", NumberOwner.extension))

_TYPES = {name: owner_type for owner_type, name in LISTS.items()}


def others(organization_id: int, kind: str, but: str) -> list[dict[str, str]]:
    """Return every entry of a list but one, named by its identity alone: what a document keeps of it."""
    field, column = IDENTITIES[kind]
    table = column.class_
    statement: Select[str] = select(column).where(table.organization_id == organization_id, column != but)
    if kind in _TYPES:
        statement = statement.where(NumberOwner.type == _TYPES[kind])
    return [{field: identity} for identity in db.session.scalars(statement)]


def dial_in(owner: NumberOwner, most: int | None = None) -> Sequence[str]:
    """Return the owner's external numbers, by number; at most so many."""
    return db.session.scalars(
        select(Number.number)
        .where(Number.owner_id == owner.id, Number.kind == Kind.EXTERNAL)
        .order_by(Number.number)
        .limit(most)
    ).all()


def members(ring_group: NumberOwner, most: int | None = None) -> Sequence[str]:
    """Return the extensions of the terminals that the ring group rings; at most so many."""
    return db.session.scalars(
        select(NumberOwner.extension)
        .join(RingGroupMember, RingGroupMember.terminal_id == NumberOwner.id)
        .where(RingGroupMember.ring_group_id == ring_group.id, NumberOwner.type == OwnerType.TERMINAL)
        .order_by(NumberOwner.extension)
        .limit(most)
    ).all()


def agents(call_center: NumberOwner, most: int | None = None) -> Sequence[str]:
    """Return the logins of the accounts that answer for the call centre; at most so many."""
    return db.session.scalars(
        select(Account.login)
        .join(CallCenterAgent, CallCenterAgent.account_id == Account.id)
        .where(CallCenterAgent.call_center_id == call_center.id)
        .order_by(Account.login)
        .limit(most)
    ).all()
