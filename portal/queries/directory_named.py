"""By what documents name things: identities of whole lists, and the lists inside one entry."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from importer.directory import IDENTITIES
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
from portal.queries.directory_owners import OWNER_TYPES
from portal.queries.listing import Column

# Where that is stored by which each entry of a document's list is known.
_COLUMNS: Mapping[str, Column] = {
    "roles": Role.key,
    "accounts": Account.login,
    "business_labels": BusinessLabel.code,
    "phone_book": PhoneBookEntry.number,
} | dict.fromkeys(OWNER_TYPES, NumberOwner.extension)


def others(organization_id: int, kind: str, but: str) -> list[dict[str, str]]:
    """Return every entry of a list but one, named by its identity alone: what a document keeps of it."""
    field, column = IDENTITIES[kind], _COLUMNS[kind]
    table = column.class_
    statement: Select[str] = select(column).where(table.organization_id == organization_id, column != but)
    if kind in OWNER_TYPES:
        statement = statement.where(NumberOwner.type == OWNER_TYPES[kind])
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
