"""Editing a list that is longer than a page, and saving it whole.

It is one form. Ticking, searching, sorting and paging send it too; what is ticked goes into the person's
draft on the server (TGT-3), and saving makes the whole draft one change.
"""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.impact import Action
from portal.extensions import db, htmx
from portal.models import Profile
from portal.queries.drafts import counted, draft_of
from portal.services import drafts, drafts_saving
from portal.services.errors import EditConflict, Refused
from portal.web import confirm
from portal.web.access import visitor
from portal.web.confirm import Answer
from portal.web.page import CONFLICT, UNPROCESSABLE
from portal.web.profiles import effect
from portal.web.profiles.checklist import Checklist, Row, tab_of
from portal.web.profiles.checklist_page import Editing
from portal.web.profiles.forms import RevisionForm, revision_in
from portal.web.profiles.impact_brief import brief_of, told
from portal.web.profiles.refusals import changed_by_whom, refuse
from portal.web.profiles.tabs import tab_url
from portal.web.profiles.ticks import read_ids, read_ticks


def edit(checklist: Checklist[Row], profile: Profile) -> ResponseReturnValue:
    """Edit the list: answer with a page of it, or save it whole."""
    go = request.form.get("go", "")
    listing = checklist.listing(profile, request.form if go == "search" else request.args)
    form = RevisionForm(revision=profile.revision)
    editing = Editing(checklist, tab_of(profile, checklist.part), listing, form)
    if request.method != "POST":
        return editing.page()
    form.revision.data = revision_in(form.revision.data)
    answer = _drop(editing) if go == "drop" else _do(editing, go)
    db.session.commit()
    return answer


def _do(editing: Editing[Row], go: str) -> ResponseReturnValue:
    """Take the ticks of the page into the draft, then do what was asked for."""
    tab, seen = editing.tab, editing.form.revision.data
    ticks, shown = read_ticks(request.form, editing.checklist.lists), read_ids(request.form, "shown")
    if not drafts.tick(tab, ticks, seen_revision=seen, shown=shown):
        return _unknown(editing)
    match go:
        case "tick" if htmx:
            return editing.bar()
        case "select" | "clear":
            matching = editing.checklist.matching(tab.profile, editing.listing)
            drafts.tick_all(tab, matching, chosen=go == "select", seen_revision=seen)
        case "take-back":
            drafts.take_back_unavailable(tab)
        case "go-on":
            editing.form.revision.data = revision_in(request.form.get("onto"))
            drafts.go_on_from(tab, editing.form.revision.data)
        case "":
            return _save(editing)
    return editing.page()


def _unknown(editing: Editing[Row]) -> ResponseReturnValue:
    editing.form.form_errors.append(
        _("Something that was ticked cannot be chosen any more and is off your draft. Look at the rest.")
    )
    editing.status = UNPROCESSABLE
    answer = editing.page()
    # It may have come from a single tick, which else brings only the bar up to date.
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#profile", "outerHTML"
    return answer


def _save(editing: Editing[Row]) -> ResponseReturnValue:
    tab, form = editing.tab, editing.form
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(detail=told(brief_of(tab.profile, Action.SAVE, tab.part)))
        case Answer.CANCEL:
            return editing.page()
    shown = read_ids(request.form, "shown")
    try:
        who = visitor().account.login
        drafts_saving.save(tab, seen_revision=form.revision.data, who=who, shown=shown)
    except EditConflict as refused:
        editing.status, editing.conflict = CONFLICT, changed_by_whom(refused)
        return editing.page()
    except Refused as refused:
        editing.status, editing.unavailable = refuse(form, refused), True
        return editing.page()
    flash(effect.saved(tab.profile.status))
    return redirect(tab_url(tab.profile, tab.part), 303)


def _drop(editing: Editing[Row]) -> ResponseReturnValue:
    """Give up what is not saved; ask first, when there is something to lose."""
    tab = editing.tab
    if confirm.answer() is not Answer.OK:
        drafts.tick(
            tab,
            read_ticks(request.form, editing.checklist.lists),
            seen_revision=editing.form.revision.data,
        )
        draft = draft_of(tab.account_id, tab.profile, tab.part)
        if counted(draft, tab.tables.values()):
            asked = confirm.answer() is Answer.CANCEL
            return editing.page() if asked else confirm.ask(_("Discard your draft of this tab?"))
    drafts.drop(tab)
    return redirect(tab_url(tab.profile, tab.part), 303)
