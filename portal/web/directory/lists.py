"""The lists of the directory: one table a kind, shown by the same template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.queries.listing import Filters, Listing, Page, read_listing
from portal.web.access import visitor
from portal.web.directory.cells import Cell
from portal.web.lists import heading, shown
from portal.web.page import page

Row = TypeVar("Row")
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: what stands in each row, and by what the list is then sorted; without `sort` it is not."""

    label: str
    cell: Callable[[Row], Cell]
    sort: str | None = None
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter, with its choices after "all"."""

    name: str
    label: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class List(Generic[Row]):
    """One list: its endpoint, heading, what the search looks in, and where its rows come from.

    `new` leads to where the visitor makes another row, if they may.
    """

    endpoint: str
    title: str
    search_label: str
    columns: Sequence[Column[Row]]
    filters: Sequence[Filter]
    reads: Filters
    find: Callable[[int, Listing], Page[Row]]
    new: str | None = None


def show(listed: List[Row]) -> ResponseReturnValue:
    """Answer with the page of the list that was asked for."""
    sorts = [column.sort for column in listed.columns if column.sort]
    listing = read_listing(request.args, sorts=sorts, filters=listed.reads)
    address = partial(url_for, f"directory.{listed.endpoint}")
    found = listed.find(g.organization_id, listing)
    headings = [
        heading(column.label, listing, address, column.sort, numeric=column.numeric)
        if column.sort
        else {"label": column.label} | ({"numeric": True} if column.numeric else {})
        for column in listed.columns
    ]
    return page(
        "directory/list",
        title=listed.title,
        search_label=listed.search_label,
        here=address(),
        listing=listing,
        rows=shown(found.map(partial(_cells, listed.columns)), listing, address),
        headings=headings,
        filters=listed.filters,
        new=listed.new,
        upload=url_for("directory.upload") if visitor().administers else None,
    )


def _cells(columns: Sequence[Column[Row]], row: Row) -> list[Cell]:
    return [column.cell(row) for column in columns]


def yes_or_no(name: str, label: str, yes: str, no: str) -> Filter:
    """Return a filter with two choices."""
    return Filter(name, label, [("yes", yes), ("no", no)])


def profile_filter() -> Filter:
    """Return the filter for whether a profile targets the row."""
    return yes_or_no("profile", _("Profile"), _("Targeted by a profile"), _("Not targeted"))


def caller_number_filter() -> Filter:
    """Return the filter for whether a contact point can be called as."""
    return yes_or_no("caller_number", _("Outbound caller number"), _("Set"), _("Not set"))
