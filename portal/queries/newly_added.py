"""The numbers that were newly added, over all profiles (REC-4)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from werkzeug.exceptions import NotFound

from portal.domain.words import Kind, OwnerType, Part, Status
from portal.extensions import db
from portal.models import ListReview, Number, NumberOwner, PhoneBookEntry, Profile, ReviewedNumber
from portal.queries.among import LARGEST_ID
from portal.queries.listing import AnySelect, Listing, Orders, Page, contains, page_of
from portal.queries.numbers import digits_in, listable
from portal.queries.phone_book import IN_PHONE_BOOK

PARTS = (Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """A number that waits on some list; `name` is what the phone book calls it."""

    id: int
    number: str
    kind: Kind
    owner_type: OwnerType
    owner_name: str
    owner_extension: str
    name: str | None


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A list of a profile on which the number waits."""

    id: int
    part: Part
    profile_id: int
    profile_name: str
    status: Status


ORDERS: Orders = {
    "newest": (-Number.arrival, Number.number, Number.id),
    "number": (Number.number, Number.id),
    "owner": (NumberOwner.name, NumberOwner.extension, Number.number, Number.id),
}
LIST_ORDERS: Orders = {
    "profile": (Profile.name, Profile.id, ListReview.part),
    "part": (ListReview.part, Profile.name, Profile.id),
}


def listed(organization_id: int, listing: Listing, *, parts: tuple[Part, ...] = PARTS) -> Page[NewNumber]:
    """Return one page of the numbers that wait on a list of these kinds, the newest first, in two queries."""
    # What waits nowhere any more is left out before each number is looked at on its own.
    oldest = (
        select(func.min(ListReview.through))
        .join(Profile, Profile.id == ListReview.profile_id)
        .where(Profile.organization_id == organization_id, ListReview.waiting > 0)
        .scalar_subquery()
    )
    statement = _numbers().where(
        Number.organization_id == organization_id,
        Number.arrival > oldest,
        or_(*(and_(listable(part), _waits_on_some(organization_id, part)) for part in parts)),
    )
    if listing.search:
        statement = statement.where(_found_by(listing.search))
    return page_of(statement, listing, ORDERS).map(lambda row: NewNumber(*row))


def number_of(organization_id: int, number_id: int) -> NewNumber:
    """Return the number; another organisation's does not exist (ACC-4): NotFound."""
    mine = _numbers().where(
        Number.organization_id == organization_id, Number.id == min(number_id, LARGEST_ID)
    )
    row = db.session.execute(mine).one_or_none()
    if row is None:
        raise NotFound
    return NewNumber(*row)


def lists_of(number_id: int, listing: Listing, *, parts: tuple[Part, ...] = PARTS) -> Page[WaitingList]:
    """Return one page of the lists on which the number waits, in two queries."""
    statement = _matching(number_id, listing, parts)
    return page_of(statement, listing, LIST_ORDERS).map(lambda row: WaitingList(*row))


def matching_lists(number_id: int, listing: Listing, *, parts: tuple[Part, ...] = PARTS) -> list[int]:
    """Return the ids of all lists that match, on whatever page."""
    return [*db.session.scalars(_matching(number_id, listing, parts).with_only_columns(ListReview.id))]


def _matching(number_id: int, listing: Listing, parts: tuple[Part, ...]) -> AnySelect:
    statement = waiting_lists(number_id, parts)
    return statement.where(contains(listing.search, Profile.name)) if listing.search else statement


def waiting_lists(number_id: int, parts: tuple[Part, ...] = PARTS) -> AnySelect:
    """Return the statement that finds the lists on which the number waits, in the order of `WaitingList`."""
    on_a_list = or_(*(and_(ListReview.part == part, listable(part)) for part in parts))
    return (
        select(ListReview.id, ListReview.part, Profile.id, Profile.name, Profile.status)
        .select_from(Number)
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .join(Profile, Profile.organization_id == Number.organization_id)
        .join(ListReview, ListReview.profile_id == Profile.id)
        .where(Number.id == number_id, on_a_list, ListReview.through < Number.arrival, ~_seen())
    )


def _numbers() -> AnySelect:
    return (
        select(
            Number.id,
            Number.number,
            Number.kind,
            NumberOwner.type,
            NumberOwner.name,
            NumberOwner.extension,
            PhoneBookEntry.name,
        )
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .outerjoin(PhoneBookEntry, IN_PHONE_BOOK)
    )


def _waits_on_some(organization_id: int, part: Part) -> ColumnElement[bool]:
    lists = (
        select(ListReview.id)
        .join(Profile, Profile.id == ListReview.profile_id)
        .where(
            Profile.organization_id == organization_id,
            ListReview.part == part,
            ListReview.waiting > 0,
            ListReview.through < Number.arrival,
            ~_seen(),
        )
    )
    return exists(lists.correlate(Number))


def _seen() -> ColumnElement[bool]:
    seen = select(ReviewedNumber.number_id).where(
        ReviewedNumber.list_review_id == ListReview.id, ReviewedNumber.number_id == Number.id
    )
    return exists(seen.correlate(ListReview, Number))


def _found_by(search: str) -> ColumnElement[bool]:
    by_text = contains(search, NumberOwner.name, NumberOwner.extension, PhoneBookEntry.name)
    digits = digits_in(search)
    return or_(by_text, contains(digits, Number.number)) if digits else by_text
