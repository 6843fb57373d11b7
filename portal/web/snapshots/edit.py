"""A new version made here: single values of another are changed, added or taken out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from importer.catalogue import catalogue
from importer.faults import steps
from importer.json_value import JsonValue
from portal.domain.typed_values import shown_texts, typed_value
from portal.extensions import db
from portal.models import SnapshotVersion
from portal.queries import snapshot_versions
from portal.queries.snapshots import version_numbered
from portal.services import snapshot_edits
from portal.services.errors import EditConflict, NotAcceptable
from portal.services.wording import sentence
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.page import CONFLICT, UNPROCESSABLE, page
from portal.web.setting_values import differences, labels_of
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.controls import controls_of, editable
from portal.web.times import moment
from portal.web.visible import visible

INCLUDED = "included"


class ValuesForm(FlaskForm):
    """The last number that was given when the person began; the values are the catalogue's (CAP-7)."""

    seen = HiddenField()

    @property
    def seen_number(self) -> int:
        """Which number that was; 0, which no snapshot has, for what cannot be read."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else 0


@dataclass(frozen=True, slots=True)
class Typed:
    """What the controls hold, and which settings the version is to have."""

    texts: Mapping[str, Sequence[str]]
    included: frozenset[str]
    errors: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, JsonValue]:
        """Return the values of what is ticked."""
        return {
            key: typed_value(setting.type, self.texts.get(key, ()))
            for key, setting in editable(catalogue()).items()
            if key in self.included
        }


@snapshots.route("/<int:snapshot_id>/versions/<int:number>/edit", methods=["GET", "POST"])
@administrators_only
def edit(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Edit the values of a version; what is saved is the next version of the snapshot (SNP-1)."""
    base = version_numbered(g.organization_id, snapshot_id, number)
    form = ValuesForm(seen=str(base.snapshot.last_number))
    if not form.validate_on_submit():
        typed = _posted(base) if request.method == "POST" else _saved(base)
        return _page(base, form, typed, UNPROCESSABLE if form.errors else 200)
    typed = _posted(base)
    if typed.errors or not _acceptable(typed):
        return _page(base, form, typed, UNPROCESSABLE)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return _page(base, form, typed)
    return _save(base, form, typed)


def _save(base: SnapshotVersion, form: ValuesForm, typed: Typed) -> ResponseReturnValue:
    who = visitor().account.login
    try:
        made = snapshot_edits.edit(base, typed.values(), catalogue(), seen_number=form.seen_number, who=who)
    except EditConflict as conflict:
        now = version_numbered(g.organization_id, base.snapshot_id, base.number)
        form.seen.data = str(now.snapshot.last_number)
        return _page(now, form, typed, CONFLICT, conflict)
    number = made.number if made else snapshot_versions.newest_number(base.snapshot_id)
    if made is None:
        flash(
            _("Nothing differs from version %(number)d, so no new version was made.", number=number), "info"
        )
    else:
        flash(_("Saved as version %(number)d. Profiles stay with theirs until you move them.", number=number))
    db.session.commit()
    return redirect(url_for("snapshots.version", snapshot_id=base.snapshot_id, number=number), 303)


def _saved(base: SnapshotVersion) -> Typed:
    values = json.loads(base.settings)
    texts = {
        key: shown_texts(setting.type, values.get(key, setting.default))
        for key, setting in editable(catalogue()).items()
    }
    return Typed(texts, frozenset(values))


def _posted(base: SnapshotVersion) -> Typed:
    saved = _saved(base)
    texts = {
        key: [text.replace("\r\n", "\n") for text in request.form.getlist(f"v-{key}")] for key in saved.texts
    }
    typed = Typed(texts, frozenset(request.form.getlist(INCLUDED)))
    for key in texts.keys() - typed.included - saved.included:
        # Something was entered, but the box was forgotten: nobody's typing is dropped unseen.
        if [text for text in texts[key] if text] not in ([], [text for text in saved.texts[key] if text]):
            typed.errors[key] = _("Tick the box as well, or leave the value as it was.")
    return typed


def _acceptable(typed: Typed) -> bool:
    try:
        snapshot_edits.judged(typed.values(), catalogue())
    except NotAcceptable as refused:
        for fault in refused.faults:
            typed.errors[steps(fault.pointer)[1]] = sentence(fault)
    return not typed.errors


def _page(
    base: SnapshotVersion,
    form: ValuesForm,
    typed: Typed,
    status: int = 200,
    conflict: EditConflict | None = None,
) -> ResponseReturnValue:
    labels = dict(labels_of(typed.errors, catalogue()))
    texts = {key: [visible(text) for text in some] for key, some in typed.texts.items()}
    return page(
        "snapshots/edit",
        status,
        snapshot=base.snapshot,
        version=base,
        form=form,
        menus=controls_of(catalogue(), texts, typed.included, typed.errors),
        problems=[(key, labels[key], text) for key, text in typed.errors.items()],
        conflict=conflict,
        meanwhile=_meanwhile(base, typed) if conflict else [],
        newest=snapshot_versions.newest_number(base.snapshot_id),
        moment=moment,
    )


def _meanwhile(base: SnapshotVersion, typed: Typed) -> Sequence[object]:
    number = snapshot_versions.newest_number(base.snapshot_id)
    newest = version_numbered(g.organization_id, base.snapshot_id, number)
    return differences(json.loads(newest.settings), typed.values(), catalogue())
