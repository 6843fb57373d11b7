"""Search, sort and page as one value, and the one way in which a list is read from the database."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.extensions import db

PAGE_SIZE = 50
_LONGEST_TEXT = 100
_MOST_PAGE_DIGITS = 9

Item = TypeVar("Item")
Other = TypeVar("Other")
AnySelect: TypeAlias = Select[*tuple[Any, ...]]
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Column: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
# What a list can be sorted by, the first by default; each ends in what no two rows share.
Orders: TypeAlias = Mapping[str, Sequence[Column]]
# What a list can be filtered by: the choices of each filter, None for free text.
Filters: TypeAlias = Mapping[str, Collection[str] | None]


@dataclass(frozen=True, slots=True)
class Listing:
    """What somebody wants to see of a list. Pages count from 1; `sort` "" is the list's own order."""

    search: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 1
    filters: Mapping[str, str] = field(default_factory=dict)

    def filter(self, name: str) -> str:
        """Return what the list is filtered by, "" for everything."""
        return self.filters.get(name, "")

    def at(self, page: int) -> "Listing":
        """Return the same list at another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "Listing":
        """Return the first page sorted by `sort`, the other way round when it is so sorted already."""
        return replace(self, sort=sort, descending=self.sort == sort and not self.descending, page=1)

    def order(self) -> dict[str, str]:
        """Return the query arguments of the order alone: what another search of the list keeps."""
        named = {"sort": self.sort, "descending": "1" if self.descending else ""}
        return {name: value for name, value in named.items() if value}

    def args(self) -> dict[str, str]:
        """Return the query arguments that `read_listing` reads as this value, without the defaults."""
        page = str(self.page) if self.page > 1 else ""
        named = {"search": self.search, **self.order(), "page": page, **self.filters}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: `total` rows in all, this is page `number` of `pages`, both from 1."""

    items: tuple[Item, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def first_item(self) -> int:
        """Position of the first row shown, from 1; 0 when there is none."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.items else 0

    @property
    def last_item(self) -> int:
        """Position of the last row shown; 0 when there is none."""
        return self.first_item + len(self.items) - 1 if self.items else 0

    @property
    def previous(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.pages else None

    def map(self, change: Callable[[Item], Other]) -> "Page[Other]":
        """Return the page with each item changed."""
        return Page(tuple(change(item) for item in self.items), self.total, self.number)


def read_listing(
    args: Mapping[str, str], *, sorts: Iterable[str] = (), filters: Filters | None = None
) -> Listing:
    """Read query arguments; what cannot be read counts as not given, so no address is an error (TRU-18)."""
    sort = args.get("sort", "")
    chosen = {name: _choice(args.get(name, ""), choices) for name, choices in (filters or {}).items()}
    return Listing(
        search=_clean(args.get("search", "")),
        sort=sort if sort in set(sorts) else "",
        descending=args.get("descending") == "1",
        page=_page_number(args.get("page", "")),
        filters={name: value for name, value in chosen.items() if value},
    )


def contains(text: str, *columns: Column) -> ColumnElement[bool]:
    """Return the condition that one of the columns contains `text`, in either case, taken literally."""
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def page_of(
    statement: AnySelect, listing: Listing, orders: Orders, *, total: int | None = None
) -> Page[AnyRow]:
    """Read one page in two queries, however long the list is; a page beyond the last is the last.

    With `total`, where it is known how many rows there are, it is one query.
    """
    if total is None:
        total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    last = max(1, -(-total // PAGE_SIZE))
    number = min(listing.page, last)
    rows = db.session.execute(
        statement.order_by(*_order(listing, orders)).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(tuple(rows), total, number)


def _order(listing: Listing, orders: Orders) -> list[ColumnElement[Any]]:
    columns = orders.get(listing.sort) or next(iter(orders.values()))
    return [column.desc() if listing.descending else column.asc() for column in columns]


def _choice(value: str, choices: Collection[str] | None) -> str:
    if choices is None:
        return _clean(value)
    return value if value in choices else ""


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(mark) in ("Cc", "Cs") else mark for mark in composed)
    return visible.strip()[:_LONGEST_TEXT]


def _page_number(text: str) -> int:
    readable = text.isascii() and text.isdigit() and len(text) <= _MOST_PAGE_DIGITS
    return max(1, int(text)) if readable else 1
