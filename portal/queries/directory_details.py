"""One thing of the directory, and what belongs to it.

Another organisation's does not exist (ACC-4): NotFound.
"""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from portal.domain.words import Kind, OwnerType, TerminalType
from portal.extensions import db
from portal.models import (
    Account,
    BusinessLabel,
    CallCenterAgent,
    Number,
    NumberOwner,
    Organization,
    PhoneBookEntry,
    RingGroupMember,
)
from portal.queries.among import LARGEST_ID
from portal.queries.listing import Listing, Orders, Page, page_of
from portal.queries.phone_book import IN_PHONE_BOOK

T = TypeVar("T", NumberOwner, Account, BusinessLabel, Number)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of one owner; `name` is what the phone book calls it."""

    id: int
    number: str
    kind: Kind
    name: str | None


@dataclass(frozen=True, slots=True)
class OwnerName:
    """A terminal, ring group or call centre that something belongs to."""

    id: int
    extension: str
    name: str
    terminal_type: TerminalType | None


@dataclass(frozen=True, slots=True)
class AgentName:
    """An account that answers for a call centre."""

    id: int
    login: str
    name: str
    agent_enabled: bool


_BY_EXTENSION: Orders = {"extension": (NumberOwner.extension, NumberOwner.id)}
_BY_LOGIN: Orders = {"login": (Account.login, Account.id)}
# By its word an extension stands before an external number.
# In the order of `OwnerName`.
_OWNER_NAMES = select(NumberOwner.id, NumberOwner.extension, NumberOwner.name, NumberOwner.terminal_type)
_BY_KIND: Orders = {"kind": (Number.kind, Number.number, Number.id)}


def organization_of(organization_id: int) -> Organization:
    """Return the organisation as it is now."""
    return db.session.get_one(Organization, organization_id, populate_existing=True)


def owner_of(organization_id: int, owner_type: OwnerType, owner_id: int) -> NumberOwner:
    """Return the terminal, ring group, IVR or call centre."""
    statement = select(NumberOwner).where(
        NumberOwner.organization_id == organization_id,
        NumberOwner.type == owner_type,
        NumberOwner.id == min(owner_id, LARGEST_ID),
    )
    return _found(db.session.scalar(statement))


def label_of(organization_id: int, label_id: int) -> BusinessLabel:
    """Return the business label."""
    mine = BusinessLabel.organization_id == organization_id
    return _found(
        db.session.scalar(select(BusinessLabel).where(mine, BusinessLabel.id == min(label_id, LARGEST_ID)))
    )


def account_of(organization_id: int, account_id: int) -> Account:
    """Return the account, with its role."""
    mine = Account.organization_id == organization_id
    return _found(db.session.scalar(select(Account).where(mine, Account.id == min(account_id, LARGEST_ID))))


def number_of(organization_id: int, number_id: int) -> Number:
    """Return the number, with its owner."""
    statement = select(Number).options(joinedload(Number.owner, innerjoin=True))
    mine = Number.organization_id == organization_id
    return _found(db.session.scalar(statement.where(mine, Number.id == min(number_id, LARGEST_ID))))


def _found(thing: T | None) -> T:
    if thing is None:
        raise NotFound
    return thing


def phone_book_name(organization_id: int, number: str) -> str | None:
    """Return what the phone book calls a number."""
    return db.session.scalar(
        select(PhoneBookEntry.name).where(
            PhoneBookEntry.organization_id == organization_id, PhoneBookEntry.number == number
        )
    )


def numbers_of(owner: NumberOwner, listing: Listing) -> Page[OwnNumber]:
    """Return one page of the owner's numbers, the extension first."""
    statement = (
        select(Number.id, Number.number, Number.kind, PhoneBookEntry.name)
        .outerjoin(PhoneBookEntry, IN_PHONE_BOOK)
        .where(Number.owner_id == owner.id)
    )
    return page_of(statement, listing, _BY_KIND).map(lambda row: OwnNumber(*row))


def members_of(ring_group: NumberOwner, listing: Listing) -> Page[OwnerName]:
    """Return one page of the terminals that the ring group rings."""
    statement = _OWNER_NAMES.join(RingGroupMember, RingGroupMember.terminal_id == NumberOwner.id).where(
        RingGroupMember.ring_group_id == ring_group.id
    )
    return page_of(statement, listing, _BY_EXTENSION).map(lambda row: OwnerName(*row))


def ring_groups_of(terminal: NumberOwner, listing: Listing) -> Page[OwnerName]:
    """Return one page of the ring groups that ring the terminal."""
    statement = _OWNER_NAMES.join(RingGroupMember, RingGroupMember.ring_group_id == NumberOwner.id).where(
        RingGroupMember.terminal_id == terminal.id
    )
    return page_of(statement, listing, _BY_EXTENSION).map(lambda row: OwnerName(*row))


def agents_of(call_center: NumberOwner, listing: Listing) -> Page[AgentName]:
    """Return one page of the accounts that answer for the call centre."""
    statement = (
        select(Account.id, Account.login, Account.name, Account.agent_enabled)
        .join(CallCenterAgent, CallCenterAgent.account_id == Account.id)
        .where(CallCenterAgent.call_center_id == call_center.id)
    )
    return page_of(statement, listing, _BY_LOGIN).map(lambda row: AgentName(*row))


def call_centers_of(account: Account, listing: Listing) -> Page[OwnerName]:
    """Return one page of the call centres that the account answers for."""
    statement = _OWNER_NAMES.join(CallCenterAgent, CallCenterAgent.call_center_id == NumberOwner.id).where(
        CallCenterAgent.account_id == account.id
    )
    return page_of(statement, listing, _BY_EXTENSION).map(lambda row: OwnerName(*row))
