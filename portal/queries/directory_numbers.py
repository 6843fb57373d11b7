"""All numbers of an organisation as a list, whatever profiles could show of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from portal.domain.words import Kind, OwnerType
from portal.models import Number, NumberOwner, PhoneBookEntry
from portal.queries.listing import Filters, Listing, Page, contains, page_of
from portal.queries.numbers import ORDERS, digits_in
from portal.queries.phone_book import IN_PHONE_BOOK

FILTERS: Filters = {"owner_type": [*OwnerType], "kind": [*Kind]}


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number; `name` is what the phone book calls it."""

    id: int
    number: str
    kind: Kind
    owner_id: int
    owner_type: OwnerType
    owner_name: str
    owner_extension: str
    name: str | None


def numbers(organization_id: int, listing: Listing) -> Page[NumberLine]:
    """Return one page of the numbers."""
    statement = (
        select(
            Number.id,
            Number.number,
            Number.kind,
            NumberOwner.id.label("owner_id"),
            NumberOwner.type.label("owner_type"),
            NumberOwner.name.label("owner_name"),
            NumberOwner.extension.label("owner_extension"),
            PhoneBookEntry.name.label("name"),
        )
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .outerjoin(PhoneBookEntry, IN_PHONE_BOOK)
        .where(Number.organization_id == organization_id, *_conditions(listing))
    )
    return page_of(statement, listing, ORDERS).map(lambda row: NumberLine(*row))


def _conditions(listing: Listing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if listing.search:
        by_text = contains(listing.search, NumberOwner.name, NumberOwner.extension, PhoneBookEntry.name)
        digits = digits_in(listing.search)
        conditions.append(or_(by_text, contains(digits, Number.number)) if digits else by_text)
    if owner_type := listing.filter("owner_type"):
        conditions.append(NumberOwner.type == OwnerType(owner_type))
    if kind := listing.filter("kind"):
        conditions.append(Number.kind == Kind(kind))
    return conditions
