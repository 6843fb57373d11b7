"""Editing a list that is longer than a page, and saving it whole.

It is one form. Searching, sorting and paging send it too, so that ticks survive them (TGT-3).
"""

from dataclasses import dataclass
from typing import Any, Generic

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from portal.extensions import db
from portal.models import Profile
from portal.queries.listing import Listing, Page
from portal.services.errors import EditConflict, Refused
from portal.web import confirm
from portal.web.access import visitor
from portal.web.confirm import Answer
from portal.web.lists import Address, heading, shown
from portal.web.profiles import effect
from portal.web.profiles.checklist import Checklist, Row, edit_address
from portal.web.profiles.forms import RevisionForm
from portal.web.profiles.refusals import CONFLICT, refuse, seen_anew
from portal.web.profiles.tabs import tab_page, tab_url
from portal.web.profiles.ticks import AllTicks, Ids, Pending, only, read_ticks, tick_all, untick_all, value_of


def edit(checklist: Checklist[Row], profile: Profile) -> ResponseReturnValue:
    """Edit the list: answer with another page of it, or save it whole."""
    searching = request.form.get("go") == "search"
    listing = checklist.listing(profile, request.form if searching else request.args)
    ticks = read_ticks(request.form, checklist.lists)
    editing = _Editing(checklist, profile, listing, RevisionForm(revision=profile.revision))
    match request.form.get("go"):
        case "select":
            return editing.page(tick_all(ticks, checklist.matching(profile, listing)))
        case "clear":
            return editing.page(untick_all(ticks, checklist.matching(profile, listing)))
        case None if editing.form.validate_on_submit():
            return _save(editing, ticks)
    return editing.page(ticks)


@dataclass(frozen=True, slots=True)
class _Editing(Generic[Row]):
    """A checklist that is being edited."""

    checklist: Checklist[Row]
    profile: Profile
    listing: Listing
    form: RevisionForm

    def page(
        self, ticks: AllTicks, status: int = 200, conflict: EditConflict | None = None
    ) -> ResponseReturnValue:
        """Answer with the page of the list, ticked as the person has it."""
        checklist, profile = self.checklist, self.profile
        pending = Pending.of(ticks, checklist.saved(profile))
        rows = checklist.offered(profile, self.listing)
        on_page = _ids_of(checklist, rows)
        response = tab_page(
            f"{checklist.name}_edit",
            profile,
            checklist.part,
            status,
            form=self.form,
            conflict=conflict,
            listing=self.listing,
            rows=shown(rows, self.listing, self.address),
            headings=self.headings(),
            filters=checklist.choices(profile),
            here=self.address(**self.listing.args()),
            search_url=self.address(),
            view_url=tab_url(profile, checklist.part),
            pending=pending,
            elsewhere=pending.without(on_page),
            list_of=checklist.list_of,
            value_of=value_of,
            label_of=checklist.label_of,
            editing=True,
        )
        response.headers["HX-Replace-Url"] = self.address(**self.listing.args())
        return response

    @property
    def address(self) -> Address:
        """Where the list is edited; called with what it is searched and paged by."""
        return edit_address(self.checklist, self.profile)

    def headings(self) -> list[dict[str, Any]]:
        """Return the headings of the table."""
        return [
            heading(column.label, self.listing, self.address, column.sort)
            if column.sort
            else {"label": column.label}
            for column in self.checklist.columns(self.profile)
        ]


def _ids_of(checklist: Checklist[Row], rows: Page[Any]) -> Ids:
    return {
        name: frozenset(row.id for row in rows.items if checklist.list_of(row) == name)
        for name in checklist.lists
    }


def _save(editing: _Editing[Row], ticks: AllTicks) -> ResponseReturnValue:
    checklist, profile = editing.checklist, editing.profile
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return editing.page(ticks)
    try:
        checklist.save(profile, ticks, editing.form.revision.data, visitor().account.login)
    except EditConflict as refused:
        return editing.page(ticks, CONFLICT, seen_anew(editing.form, profile, refused))
    except Refused as refused:
        status = refuse(editing.form, refused)
        # What cannot be chosen any more is taken off, so that the rest can be saved.
        saved, offered = checklist.saved(profile), checklist.matching(profile, Listing())
        possible = {name: offered[name] | saved[name] for name in checklist.lists}
        return editing.page(only(ticks, possible), status)
    db.session.commit()
    flash(effect.saved(profile.status))
    return redirect(tab_url(profile, checklist.part), 303)
