"""A page of a list that is edited: its rows as the person has them, and what is not saved yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

from flask import Response

from portal.domain.impact import Action
from portal.models import Draft
from portal.queries.drafts import Counts, counted, draft_of, marks
from portal.queries.listing import Listing, Page
from portal.services.drafts_tab import Tab
from portal.services.errors import EditConflict
from portal.web.lists import Address, ShownPage, shown
from portal.web.page import page
from portal.web.profiles.checklist import Checklist, Filter, Row, edit_address, headings_of
from portal.web.profiles.draft_addresses import changes_url, name_of
from portal.web.profiles.forms import RevisionForm
from portal.web.profiles.impact_brief import brief_url
from portal.web.profiles.meanwhile import list_changed
from portal.web.profiles.tabs import tab_page, tab_url
from portal.web.profiles.ticks import value_of
from portal.web.times import moment


@dataclass(frozen=True, slots=True)
class TickRow(Generic[Row]):
    """A row to tick: what its box sends and is called, what is saved, and what the draft makes of it."""

    row: Row
    value: str
    label: str
    selected: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class DraftBar:
    """What is not saved yet: in all, on other pages than this one, and since when."""

    draft: Draft | None
    counts: Counts
    elsewhere: Counts
    here: str
    changes_url: str


@dataclass(frozen=True, slots=True)
class EditedList:
    """What the template of a list that is edited shows."""

    form: RevisionForm
    listing: Listing
    rows: ShownPage[TickRow[Any]]
    headings: Sequence[dict[str, Any]]
    filters: Sequence[Filter]
    bar: DraftBar
    here: str
    search_url: str
    view_url: str
    brief_url: str


@dataclass(slots=True)
class Editing(Generic[Row]):
    """A checklist that is being edited, and what is to be said of it."""

    checklist: Checklist[Row]
    tab: Tab
    listing: Listing
    form: RevisionForm
    status: int = 200
    conflict: EditConflict | None = None
    unavailable: bool = False

    @property
    def address(self) -> Address:
        """Where the list is edited; called with what it is searched and paged by."""
        return edit_address(self.checklist, self.tab.profile)

    def page(self) -> Response:
        """Answer with the page of the list, ticked as the person has it."""
        checklist, profile = self.checklist, self.tab.profile
        shown_list = self._list()
        response = tab_page(
            f"{checklist.name}_edit",
            profile,
            checklist.part,
            self.status,
            list=shown_list,
            form=self.form,
            conflict=self.conflict,
            meanwhile=self.conflict and list_changed(self.tab, self.form.revision.data),
            unavailable=self.unavailable,
        )
        response.headers["HX-Replace-Url"] = shown_list.here
        return response

    def bar(self) -> Response:
        """Answer with what is not saved yet alone."""
        return page("profiles/draft_bar", bar=self._list().bar, moment=moment)

    def _list(self) -> EditedList:
        checklist, profile, listing = self.checklist, self.tab.profile, self.listing
        draft = draft_of(self.tab.account_id, profile, checklist.part)
        if draft is not None:
            self.form.revision.data = draft.seen_revision
        found = self._ticked(draft, checklist.offered(profile, listing))
        here = self.address(**listing.args())
        return EditedList(
            form=self.form,
            listing=listing,
            rows=shown(found, listing, self.address),
            headings=headings_of(checklist, profile, listing, self.address),
            filters=checklist.choices(profile),
            bar=self._bar(draft, found.items, here),
            here=here,
            search_url=self.address(),
            view_url=tab_url(profile, checklist.part),
            brief_url=brief_url(profile, Action.SAVE, tab=name_of(checklist.part)),
        )

    def _ticked(self, draft: Draft | None, found: Page[Row]) -> Page[TickRow[Row]]:
        list_of, label_of = self.checklist.list_of, self.checklist.label_of
        rows: Sequence[Any] = found.items
        said = {
            name: marks(draft, table, [row.id for row in rows if list_of(row) == name])
            for name, table in self.tab.tables.items()
        }
        return Page(
            tuple(
                TickRow(
                    row=row,
                    value=value_of(list_of(row), row.id),
                    label=label_of(row),
                    selected=row.selected,
                    ticked=said[list_of(row)].get(row.id, row.selected),
                )
                for row in rows
            ),
            found.total,
            found.number,
        )

    def _bar(self, draft: Draft | None, rows: Sequence[TickRow[Row]], here: str) -> DraftBar:
        counts = counted(draft, self.tab.tables.values())
        added = sum(row.ticked and not row.selected for row in rows)
        removed = sum(row.selected and not row.ticked for row in rows)
        return DraftBar(
            draft=draft,
            counts=counts,
            elsewhere=Counts(counts.added - added, counts.removed - removed),
            here=here,
            changes_url=changes_url(self.tab.profile, self.checklist.part),
        )
