"""The contact points that a profile can show, and which of its targets do not get them (CPT)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import and_, case, func, literal, or_, select, union_all
from werkzeug.exceptions import NotFound

from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    BusinessLabel,
    CallCenter,
    CallCenterAgent,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
)
from portal.queries import reviews
from portal.queries.among import LARGEST_ID, among
from portal.queries.listing import AnyRow, AnySelect, Filters, Listing, Orders, Page, contains, page_of

SORTS = ("type", "name", "caller_number")
FILTERS: Filters = {"type": [*ContactPointType], "selection": ["selected", "unselected", "new"]}


@dataclass(frozen=True, slots=True)
class ContactPointRow:
    """One call centre (`key`: its extension) or business label (its code).

    Without a caller number it is listed only while selected, and is not delivered (CPL-3). `outsiders` counts
    the targets that will not get a selected call centre (CPT-4); None for all others.
    """

    type: ContactPointType
    id: int
    key: str
    name: str
    caller_number: str | None
    selected: bool
    outsiders: int | None = None


@dataclass(frozen=True, slots=True)
class Outsider:
    """A target that is not a member of a call centre."""

    id: int
    login: str
    name: str


def offered(profile: Profile, listing: Listing) -> Page[ContactPointRow]:
    """Return one page of the contact points that the profile can select, in four queries."""
    found = _matching(profile, listing).subquery().c
    by_type = case({kind: place for place, kind in enumerate(ContactPointType)}, value=found.type)
    orders: Orders = {
        "type": (by_type, found.name, found.key, found.id),
        "name": (found.name, by_type, found.key, found.id),
        "caller_number": (found.caller_number, by_type, found.name, found.key, found.id),
    }
    shown = page_of(select(*found), listing, orders).map(_row)
    counts = _outsider_counts(profile, [row.id for row in shown.items if _has_outsiders(row)])
    return shown.map(lambda row: replace(row, outsiders=counts[row.id]) if _has_outsiders(row) else row)


def matching(profile: Profile, listing: Listing) -> dict[ContactPointType, AnySelect]:
    """Return by type the statement that finds all that match, on whatever page: `id` and `selected`."""
    found = _matching(profile, listing).subquery().c
    return {kind: select(found.id, found.selected).where(found.type == kind) for kind in ContactPointType}


def call_center_of(organization_id: int, call_center_id: int) -> CallCenter:
    """Return the call centre; another organisation's does not exist (ACC-4): NotFound."""
    mine = CallCenter.organization_id == organization_id
    found = db.session.scalar(
        select(CallCenter).where(CallCenter.id == min(call_center_id, LARGEST_ID), mine)
    )
    if found is None:
        raise NotFound
    return found


def outsiders(profile: Profile, call_center: CallCenter, listing: Listing) -> Page[Outsider]:
    """Return one page of the profile's targets that are not members of the call centre (CPT-4)."""
    members = select(CallCenterAgent.account_id).where(CallCenterAgent.call_center_id == call_center.id)
    statement = (
        select(Account.id, Account.login, Account.name)
        .join(AccountTarget, AccountTarget.account_id == Account.id)
        .where(AccountTarget.profile_id == profile.id, AccountTarget.account_id.not_in(members))
    )
    if listing.search:
        statement = statement.where(contains(listing.search, Account.login, Account.name))
    orders: Orders = {"login": (Account.login, Account.id), "name": (Account.name, Account.id)}
    return page_of(statement, listing, orders).map(lambda row: Outsider(*row))


def _matching(profile: Profile, listing: Listing) -> AnySelect:
    centers, labels = _call_centers(profile), _business_labels(profile)
    if listing.filter("selection") == "new":
        # Newly added, and nobody has reviewed it yet (REC-3).
        centers = centers.where(reviews.CALL_CENTERS.waits(profile.id, Part.CONTACT_POINTS))
        labels = labels.where(reviews.BUSINESS_LABELS.waits(profile.id, Part.CONTACT_POINTS))
    points = union_all(centers, labels).subquery().c
    conditions = [or_(points.caller_number.is_not(None), points.selected)]
    if listing.search:
        conditions.append(contains(listing.search, points.name, points.key, points.caller_number))
    if kind := listing.filter("type"):
        conditions.append(points.type == kind)
    if (selection := listing.filter("selection")) in {"selected", "unselected"}:
        conditions.append(points.selected == (selection == "selected"))
    return select(*points).where(*conditions)


def _call_centers(profile: Profile) -> AnySelect:
    chosen = and_(
        SelectedCallCenter.call_center_id == CallCenter.id, SelectedCallCenter.profile_id == profile.id
    )
    return (
        select(
            literal(ContactPointType.CALL_CENTER.value).label("type"),
            CallCenter.id.label("id"),
            CallCenter.extension.label("key"),
            CallCenter.name.label("name"),
            CallCenter.caller_number.label("caller_number"),
            SelectedCallCenter.call_center_id.is_not(None).label("selected"),
        )
        .outerjoin(SelectedCallCenter, chosen)
        .where(CallCenter.organization_id == profile.organization_id)
    )


def _business_labels(profile: Profile) -> AnySelect:
    chosen = and_(
        SelectedBusinessLabel.business_label_id == BusinessLabel.id,
        SelectedBusinessLabel.profile_id == profile.id,
    )
    return (
        select(
            literal(ContactPointType.BUSINESS_LABEL.value),
            BusinessLabel.id,
            BusinessLabel.code,
            BusinessLabel.name,
            BusinessLabel.caller_number,
            SelectedBusinessLabel.business_label_id.is_not(None),
        )
        .outerjoin(SelectedBusinessLabel, chosen)
        .where(BusinessLabel.organization_id == profile.organization_id)
    )


def _row(found: AnyRow) -> ContactPointRow:
    return ContactPointRow(
        ContactPointType(found.type),
        found.id,
        found.key,
        found.name,
        found.caller_number,
        bool(found.selected),
    )


def _has_outsiders(row: ContactPointRow) -> bool:
    return row.selected and row.type is ContactPointType.CALL_CENTER


def _outsider_counts(profile: Profile, call_center_ids: Collection[int]) -> dict[int, int]:
    targets = AccountTarget.profile_id == profile.id
    total = db.session.scalar(select(func.count()).select_from(AccountTarget).where(targets)) or 0
    members = (
        select(CallCenterAgent.call_center_id, func.count())
        .join(AccountTarget, AccountTarget.account_id == CallCenterAgent.account_id)
        .where(targets, among(CallCenterAgent.call_center_id, call_center_ids))
        .group_by(CallCenterAgent.call_center_id)
    )
    counts = dict(db.session.execute(members).all())
    return {call_center_id: total - counts.get(call_center_id, 0) for call_center_id in call_center_ids}
