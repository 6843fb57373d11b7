"""The numbers that a list of a profile can show (NUM-1, CTI-2)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, or_, select

from portal.domain.numbers import CTI_LIST, NUMBER_LIST, NumberTable
from portal.domain.words import Kind, OwnerType, Part
from portal.models import Number, NumberOwner, PhoneBookEntry, Profile, SelectedNumber
from portal.queries import reviews
from portal.queries.listing import AnySelect, Filters, Listing, Orders, Page, contains, page_of
from portal.queries.phone_book import IN_PHONE_BOOK

# The tables of the manual: owner type and kind alone decide what is offered.
OFFERED: Mapping[Part, NumberTable] = {Part.DISPLAY_NUMBERS: NUMBER_LIST, Part.CTI_NUMBERS: CTI_LIST}

_OWNER_ORDER = case({kind: place for place, kind in enumerate(OwnerType)}, value=NumberOwner.type)
_KIND_ORDER = case({kind: place for place, kind in enumerate(Kind)}, value=Number.kind)
# Dashes and brackets that people write into numbers, and digits of full width.
_WRITTEN = str.maketrans("", "", "-‐−–—ー() ")

ORDERS: Orders = {
    "owner_type": (_OWNER_ORDER, _KIND_ORDER, Number.number, Number.id),
    "owner": (NumberOwner.name, NumberOwner.extension, _KIND_ORDER, Number.number, Number.id),
    "kind": (_KIND_ORDER, Number.number, Number.id),
    "number": (Number.number, Number.id),
    "name": (PhoneBookEntry.name, Number.number, Number.id),
}
FILTERS: Filters = {
    "owner_type": [*OwnerType],
    "kind": [*Kind],
    "owner": None,
    "selection": ["selected", "unselected", "new"],
}


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number that can be selected; `name` is what the phone book calls it."""

    id: int
    number: str
    kind: Kind
    owner_type: OwnerType
    owner_name: str
    owner_extension: str
    name: str | None
    selected: bool


_SELECTED = SelectedNumber.number_id.is_not(None)
# In the order of `NumberRow`.
_ROWS: AnySelect = (
    select(
        Number.id,
        Number.number,
        Number.kind,
        NumberOwner.type.label("owner_type"),
        NumberOwner.name.label("owner_name"),
        NumberOwner.extension.label("owner_extension"),
        PhoneBookEntry.name.label("name"),
        _SELECTED.label("selected"),
    )
    .join(NumberOwner, Number.owner_id == NumberOwner.id)
    .outerjoin(PhoneBookEntry, IN_PHONE_BOOK)
)


def offered(profile: Profile, part: Part, listing: Listing) -> Page[NumberRow]:
    """Return one page of the numbers that `part` (display or CTI numbers) can select, in two queries."""
    return page_of(_matching(profile, part, listing), listing, ORDERS).map(lambda row: NumberRow(*row))


def matching(profile: Profile, part: Part, listing: Listing) -> AnySelect:
    """Return the statement that finds all that match, on whatever page: `id` and `selected` (NUM-1)."""
    found = _matching(profile, part, listing).subquery().c
    return select(found.id, found.selected)


def listable(part: Part) -> ColumnElement[bool]:
    """Return the condition on `Number` and `NumberOwner` that the part can show the number."""
    return or_(
        *(and_(NumberOwner.type == owner_type, Number.kind == kind) for owner_type, kind in OFFERED[part])
    )


def _matching(profile: Profile, part: Part, listing: Listing) -> AnySelect:
    chosen = and_(
        SelectedNumber.number_id == Number.id,
        SelectedNumber.profile_id == profile.id,
        SelectedNumber.part == part,
    )
    return (
        _ROWS.outerjoin(SelectedNumber, chosen)
        .where(Number.organization_id == profile.organization_id, listable(part))
        .where(*_conditions(listing), *_new(profile, part, listing))
    )


def _new(profile: Profile, part: Part, listing: Listing) -> list[ColumnElement[bool]]:
    # Newly added, and nobody has reviewed it yet (REC-3).
    return [reviews.NUMBERS.waits(profile.id, part)] if listing.filter("selection") == "new" else []


def _conditions(listing: Listing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if listing.search:
        conditions.append(_found_by(listing.search))
    if owner_type := listing.filter("owner_type"):
        conditions.append(NumberOwner.type == OwnerType(owner_type))
    if kind := listing.filter("kind"):
        conditions.append(Number.kind == Kind(kind))
    if owner := listing.filter("owner"):
        conditions.append(contains(owner, NumberOwner.name, NumberOwner.extension))
    if (selection := listing.filter("selection")) in {"selected", "unselected"}:
        conditions.append(_SELECTED if selection == "selected" else ~_SELECTED)
    return conditions


def _found_by(search: str) -> ColumnElement[bool]:
    by_text = contains(search, NumberOwner.name, NumberOwner.extension, PhoneBookEntry.name)
    digits = digits_in(search)
    return or_(by_text, contains(digits, Number.number)) if digits else by_text


def digits_in(search: str) -> str:
    """Return a search as numbers are stored, "" when no number is written like that."""
    digits = unicodedata.normalize("NFKC", search).translate(_WRITTEN)
    return digits if digits.isascii() else ""
