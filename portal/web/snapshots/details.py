"""Name and note of a snapshot (SNP-5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from importer.faults import Fault
from portal.domain.text import MEMO_LENGTH, NAME_LENGTH
from portal.extensions import db
from portal.models import Snapshot
from portal.services import snapshot_details
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.snapshot_details import SnapshotDetails
from portal.services.wording import sentence
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.page import CONFLICT, UNPROCESSABLE, page
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.frame import snapshot_of
from portal.web.visible import visible


class DetailsForm(FlaskForm):
    """Name and note; the service that keeps them is asked before the person is (PRF-3)."""

    revision = HiddenField()
    name = StringField(lazy_gettext("Setting name"), [InputRequired(lazy_gettext("Enter a name."))])
    note = TextAreaField(lazy_gettext("Note"))

    @property
    def details(self) -> SnapshotDetails:
        """What was typed."""
        return SnapshotDetails(self.name.data or "", self.note.data or "")

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Tell whether all can be saved, and say beside each field what can not."""
        valid = super().validate(extra_validators)
        faults = [
            fault
            for fault in snapshot_details.faults_of(self.details)
            if not self[fault.pointer.strip("/")].errors
        ]
        self.put(faults)
        return valid and not faults

    def put(self, faults: Sequence[Fault]) -> None:
        """Put each fault beside its field."""
        for fault in faults:
            field = self[fault.pointer.strip("/")]
            field.errors = [*field.errors, sentence(fault)]
            field.data = visible(field.data)


@snapshots.route("/<int:snapshot_id>/edit", methods=["GET", "POST"])
@administrators_only
def details(snapshot_id: int) -> ResponseReturnValue:
    """Edit name and note."""
    found = snapshot_of(snapshot_id)
    form = DetailsForm(obj=found)
    if not form.validate_on_submit():
        return _page(found, form, UNPROCESSABLE if form.errors else 200)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return _page(found, form)
    return _save(found, form)


def _save(found: Snapshot, form: DetailsForm) -> ResponseReturnValue:
    try:
        snapshot_details.edit(found, form.details, seen_revision=form.revision.data or "")
    except NotAcceptable as refused:
        form.put(refused.faults)
        return _page(found, form, UNPROCESSABLE)
    except Taken as taken:
        said = _("Another setting is called “%(name)s”. Choose another name.", name=taken.items[0])
        form.name.errors = [said]
        return _page(found, form, CONFLICT)
    except EditConflict:
        # Gone meanwhile is not found; else the next save goes on top of what is shown now.
        now = snapshot_of(found.id)
        form.revision.data = now.revision
        return _page(now, form, CONFLICT, conflict=True)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("snapshots.snapshot", snapshot_id=found.id), 303)


def _page(
    found: Snapshot, form: DetailsForm, status: int = 200, *, conflict: bool = False
) -> ResponseReturnValue:
    return page(
        "snapshots/details",
        status,
        snapshot=found,
        form=form,
        meanwhile=[(form.name.label.text, found.name), (form.note.label.text, found.note)]
        if conflict
        else [],
        most_name=NAME_LENGTH,
        most_note=MEMO_LENGTH,
    )
