"""What the tabs that tick items have in common, and how they are looked at before they are edited."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import Part
from portal.models import Profile
from portal.queries.drafts import counted, draft_of, tables_of
from portal.queries.listing import AnySelect, Filters, Listing, Page, read_listing
from portal.services.drafts_tab import Tab
from portal.web.access import visitor
from portal.web.lists import Address, heading, shown
from portal.web.profiles.tabs import tab_page

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; without `sort` it cannot be sorted by."""

    label: str
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the list; without choices it is a text."""

    name: str
    label: str
    choices: Sequence[tuple[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Checklist(Generic[Row]):
    """One tab that ticks items: what it lists, and what of it matches a search.

    The template `profiles/<name>` shows the cells of a row; `lists` names the lists that its rows belong to.
    """

    name: str
    part: Part
    lists: tuple[str, ...]
    filters: Filters
    columns: Callable[[Profile], Sequence[Column]]
    choices: Callable[[Profile], Sequence[Filter]]
    offered: Callable[[Profile, Listing], Page[Row]]
    matching: Callable[[Profile, Listing], Mapping[str, AnySelect]]
    list_of: Callable[[Row], str]
    label_of: Callable[[Row], str]

    def listing(self, profile: Profile, args: Mapping[str, str]) -> Listing:
        """Return what somebody wants to see of the list."""
        sorts = [column.sort for column in self.columns(profile) if column.sort]
        return read_listing(args, sorts=sorts, filters=self.filters)


def edit_address(checklist: Checklist[Row], profile: Profile) -> Address:
    """Return where the list is edited; called with what it is searched and paged by."""
    return partial(url_for, f"profiles.{checklist.name}_edit", profile_id=profile.id)


def tab_of(profile: Profile, part: Part) -> Tab:
    """Return the tab as the person who is signed in edits it."""
    return Tab(profile, part, visitor().account.id)


def headings_of(
    checklist: Checklist[Row], profile: Profile, listing: Listing, address: Address
) -> list[dict[str, Any]]:
    """Return the headings of the list's own columns."""
    return [
        heading(column.label, listing, address, column.sort) if column.sort else {"label": column.label}
        for column in checklist.columns(profile)
    ]


def show(checklist: Checklist[Row], profile: Profile, summary: object) -> ResponseReturnValue:
    """Show the list with what is selected, and say what the person is about to change of it."""
    listing = checklist.listing(profile, request.args)
    address = partial(url_for, f"profiles.{checklist.name}", profile_id=profile.id)
    found = checklist.offered(profile, listing)
    draft = draft_of(visitor().account.id, profile, checklist.part)
    return tab_page(
        checklist.name,
        profile,
        checklist.part,
        listing=listing,
        rows=shown(found, listing, address),
        headings=[
            {"label": _("Selected"), "tick": False},
            *headings_of(checklist, profile, listing, address),
        ],
        filters=checklist.choices(profile),
        address=address,
        edit_url=edit_address(checklist, profile)(**listing.args()),
        draft=draft,
        counts=counted(draft, tables_of(profile.target_type, checklist.part).values()),
        summary=summary,
    )
