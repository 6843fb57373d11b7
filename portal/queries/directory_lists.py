"""The lists of the directory: searched, filtered, sorted, one page in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from portal.domain.words import Kind, OwnerType, TerminalType
from portal.models import (
    BusinessLabel,
    CallCenterAgent,
    Number,
    NumberOwner,
    Profile,
    RingGroupMember,
    TerminalTarget,
)
from portal.queries.listing import Column, Filters, Listing, Orders, Page, contains, page_of

YES_OR_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A terminal, ring group, IVR or call centre.

    `dial_in` counts its external numbers, `members` the terminals of a ring group or the agents of a call
    centre; the profile is the one that targets a terminal.
    """

    id: int
    extension: str
    name: str
    terminal_type: TerminalType | None
    caller_number: str | None
    dial_in: int
    members: int
    profile_id: int | None
    profile_name: str | None


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A business label."""

    id: int
    code: str
    name: str
    caller_number: str | None


OWNER_ORDERS: Orders = {
    "extension": (NumberOwner.extension, NumberOwner.id),
    "name": (NumberOwner.name, NumberOwner.id),
    "terminal_type": (NumberOwner.terminal_type, NumberOwner.extension, NumberOwner.id),
    "caller_number": (NumberOwner.caller_number, NumberOwner.extension, NumberOwner.id),
    "profile": (Profile.name, NumberOwner.extension, NumberOwner.id),
}
OWNER_FILTERS: Mapping[OwnerType, Filters] = {
    OwnerType.TERMINAL: {"terminal_type": [*TerminalType], "profile": YES_OR_NO},
    OwnerType.RING_GROUP: {},
    OwnerType.IVR: {},
    OwnerType.CALL_CENTER: {"caller_number": YES_OR_NO},
}
LABEL_ORDERS: Orders = {
    "code": (BusinessLabel.code, BusinessLabel.id),
    "name": (BusinessLabel.name, BusinessLabel.id),
    "caller_number": (BusinessLabel.caller_number, BusinessLabel.code, BusinessLabel.id),
}
LABEL_FILTERS: Filters = {"caller_number": YES_OR_NO}
_DIAL_IN = and_(Number.owner_id == NumberOwner.id, Number.kind == Kind.EXTERNAL)
_MEMBERS = {
    OwnerType.RING_GROUP: RingGroupMember.ring_group_id,
    OwnerType.CALL_CENTER: CallCenterAgent.call_center_id,
}


def owners(organization_id: int, owner_type: OwnerType, listing: Listing) -> Page[OwnerRow]:
    """Return one page of the owners of this type."""
    statement = (
        select(
            NumberOwner.id,
            NumberOwner.extension,
            NumberOwner.name,
            NumberOwner.terminal_type,
            NumberOwner.caller_number,
            select(func.count()).where(_DIAL_IN).correlate(NumberOwner).scalar_subquery(),
            _members(owner_type),
            Profile.id.label("profile_id"),
            Profile.name.label("profile_name"),
        )
        .outerjoin(TerminalTarget, TerminalTarget.terminal_id == NumberOwner.id)
        .outerjoin(Profile, Profile.id == TerminalTarget.profile_id)
        .where(NumberOwner.organization_id == organization_id, NumberOwner.type == owner_type)
        .where(*_owner_conditions(organization_id, listing))
    )
    return page_of(statement, listing, OWNER_ORDERS).map(lambda row: OwnerRow(*row))


def _members(owner_type: OwnerType) -> ColumnElement[int]:
    column = _MEMBERS.get(owner_type, Number.owner_id)
    return select(func.count()).where(column == NumberOwner.id).correlate(NumberOwner).scalar_subquery()


def _owner_conditions(organization_id: int, listing: Listing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if listing.search:
        conditions.append(_owner_found_by(organization_id, listing.search))
    if terminal_type := listing.filter("terminal_type"):
        conditions.append(NumberOwner.terminal_type == TerminalType(terminal_type))
    return [
        *conditions,
        *given(listing, "caller_number", NumberOwner.caller_number),
        *given(listing, "profile", TerminalTarget.profile_id),
    ]


def _owner_found_by(organization_id: int, search: str) -> ColumnElement[bool]:
    # One look through the numbers, not one for each owner.
    having = select(Number.owner_id).where(
        Number.organization_id == organization_id,
        Number.kind == Kind.EXTERNAL,
        contains(search, Number.number),
    )
    return or_(contains(search, NumberOwner.extension, NumberOwner.name), NumberOwner.id.in_(having))


def labels(organization_id: int, listing: Listing) -> Page[LabelRow]:
    """Return one page of the business labels."""
    label = BusinessLabel
    statement = select(label.id, label.code, label.name, label.caller_number).where(
        label.organization_id == organization_id,
        *given(listing, "caller_number", label.caller_number),
    )
    if listing.search:
        statement = statement.where(contains(listing.search, label.code, label.name, label.caller_number))
    return page_of(statement, listing, LABEL_ORDERS).map(lambda row: LabelRow(*row))


def given(listing: Listing, name: str, column: Column) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter that asks whether the column says anything."""
    match listing.filter(name):
        case "yes":
            return [column.is_not(None)]
        case "no":
            return [column.is_(None)]
    return []
