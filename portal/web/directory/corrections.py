"""How the directory is corrected: by a small document, taken in as the PBX's own are.

So every rule of the directory holds here too: what is refused, what ends sessions, what profiles lose.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from importer.directory import Mode
from importer.faults import Fault
from importer.json_value import JsonValue
from portal.extensions import db
from portal.services.directory import Counts, DirectoryChanged, Taking, take
from portal.services.errors import NotAcceptable
from portal.services.wording import sentence
from portal.web import confirm
from portal.web.access import visitor
from portal.web.confirm import Answer
from portal.web.page import CONFLICT, UNPROCESSABLE, page

Document = dict[str, JsonValue]


class CorrectionForm(FlaskForm):
    """What every form of the directory posts: which state of the directory was seen."""

    revision = HiddenField()

    def said(self, name: str) -> object:
        """Return what stands in a field, to be compared with what is stored."""
        return self[name].data


@dataclass(frozen=True, slots=True)
class Correction:
    """One form: where it stands, what document it makes, and which of its pointers are the form's fields.

    `saved` are the fields' values as they are stored, to be shown beside what was typed after a conflict;
    `warning` is what to think of before saving, `note` what the form leaves out.
    """

    title: str
    trail: Sequence[tuple[str, str]]
    form: CorrectionForm
    here: str
    back: str
    document: Callable[[], tuple[Document, Mode]]
    place: str
    saved: dict[str, object]
    warning: str | None = None
    note: str | None = None


def correct(correction: Correction) -> ResponseReturnValue:
    """Show the form, ask whether to save it, and save it."""
    form = correction.form
    if not form.validate_on_submit():
        form.revision.data = form.revision.data or visitor().account.organization.directory_revision
        return _page(correction, UNPROCESSABLE if form.errors else 200)
    said = confirm.answer()
    if said is Answer.CANCEL:
        return _page(correction)
    document, mode = correction.document()
    try:
        take_in(document, mode, form.revision.data, dry_run=said is Answer.NOT_ASKED)
    except NotAcceptable as refused:
        _put(correction, refused.faults)
        return _page(correction, UNPROCESSABLE)
    except DirectoryChanged as changed:
        # The person sees what is stored now; the next save goes on top of it.
        form.revision.data = changed.revision
        return _page(correction, CONFLICT)
    if said is Answer.NOT_ASKED:
        return confirm.ask(detail=correction.warning)
    db.session.commit()
    flash(_("Saved."))
    return redirect(correction.back, 303)


def take_in(document: Document, mode: Mode, seen_revision: str, *, dry_run: bool = False) -> Counts:
    """Take a small document in, on top of the directory that the person saw.

    Raises NotAcceptable, and DirectoryChanged when it is no longer that.
    """
    taking = Taking(mode, dry_run=dry_run, confirmed=True, seen_revisions=frozenset({seen_revision}))
    return take(document, taking, slug=visitor().account.organization.slug)


def _put(correction: Correction, faults: Iterable[Fault]) -> None:
    """Put each fault beside its field; in a list of lines it says which line."""
    for fault in faults:
        name, _slash, index = fault.pointer.removeprefix(correction.place).strip("/").partition("/")
        said = sentence(fault)
        if index.isdigit():
            said = _("Line %(number)d: %(fault)s", number=int(index) + 1, fault=said)
        if fault.pointer.startswith(correction.place) and name in correction.form:
            field = correction.form[name]
            field.errors = [*field.errors, said]
        else:
            correction.form.form_errors.append(said)


def _page(correction: Correction, status: int = 200) -> ResponseReturnValue:
    form, saved = correction.form, correction.saved
    meanwhile = [
        (form[name].label.text, value) for name, value in saved.items() if not _same(form.said(name), value)
    ]
    return page(
        "directory/edit",
        status,
        correction=correction,
        form=form,
        conflict=status == CONFLICT,
        meanwhile=meanwhile if status == CONFLICT else [],
    )


def _same(typed: object, saved: object) -> bool:
    return str(typed or "").split() == str(saved or "").split()


def lines(text: str | None) -> list[str]:
    """Return what stands on each line that is not empty."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
