"""Which profiles have a number or a contact point, and how many of their targets it can reach (EXP-2)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, select

from portal.domain.words import Part, Status, TargetType
from portal.models import (
    AccountTarget,
    CallCenterAgent,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    TerminalTarget,
)
from portal.queries.listing import AnySelect, Listing, Orders, Page, page_of


@dataclass(frozen=True, slots=True)
class Having:
    """A profile that has something selected.

    `displayed` and `cti` tell on which list a number is; `reached` counts the targets that can get it.
    """

    id: int
    name: str
    status: Status
    target_type: TargetType
    reached: int
    displayed: bool = False
    cti: bool = False


_ORDERS: Orders = {"name": (Profile.name, Profile.id)}


def having_number(organization_id: int, number_id: int, listing: Listing) -> Page[Having]:
    """Return one page of the profiles that have the number on one of their lists."""

    def on(part: Part) -> ColumnElement[int]:
        return func.max(case((SelectedNumber.part == part, 1), else_=0))

    lists = (
        select(
            SelectedNumber.profile_id,
            on(Part.DISPLAY_NUMBERS).label("displayed"),
            on(Part.CTI_NUMBERS).label("cti"),
        )
        .where(SelectedNumber.number_id == number_id)
        .group_by(SelectedNumber.profile_id)
        .subquery()
    )
    accounts = select(func.count()).where(AccountTarget.profile_id == Profile.id)
    terminals = select(func.count()).where(TerminalTarget.profile_id == Profile.id)
    reached = accounts.correlate(Profile).scalar_subquery() + terminals.correlate(Profile).scalar_subquery()
    statement: AnySelect = _having(reached, lists.c.displayed, lists.c.cti).join(
        lists, lists.c.profile_id == Profile.id
    )
    return _page(statement, organization_id, listing)


def having_call_center(organization_id: int, call_center_id: int, listing: Listing) -> Page[Having]:
    """Return one page of the profiles that have the call centre; only its agents are reached (CPL-2)."""
    reached = (
        select(func.count())
        .select_from(AccountTarget)
        .join(CallCenterAgent, CallCenterAgent.account_id == AccountTarget.account_id)
        .where(AccountTarget.profile_id == Profile.id, CallCenterAgent.call_center_id == call_center_id)
        .correlate(Profile)
        .scalar_subquery()
    )
    chosen = and_(
        SelectedCallCenter.profile_id == Profile.id, SelectedCallCenter.call_center_id == call_center_id
    )
    return _page(_having(reached).join(SelectedCallCenter, chosen), organization_id, listing)


def having_label(organization_id: int, label_id: int, listing: Listing) -> Page[Having]:
    """Return one page of the profiles that have the business label."""
    reached = (
        select(func.count())
        .where(AccountTarget.profile_id == Profile.id)
        .correlate(Profile)
        .scalar_subquery()
    )
    chosen = and_(
        SelectedBusinessLabel.profile_id == Profile.id, SelectedBusinessLabel.business_label_id == label_id
    )
    return _page(_having(reached).join(SelectedBusinessLabel, chosen), organization_id, listing)


def _having(reached: ColumnElement[int], *lists: ColumnElement[int]) -> AnySelect:
    return select(
        Profile.id, Profile.name, Profile.status, Profile.target_type, reached.label("reached"), *lists
    )


def _page(statement: AnySelect, organization_id: int, listing: Listing) -> Page[Having]:
    mine = statement.where(Profile.organization_id == organization_id)
    return page_of(mine, listing, _ORDERS).map(lambda row: Having(*row[:5], *map(bool, row[5:])))
