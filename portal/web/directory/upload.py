"""ディレクトリの取込: a file of the PBX, looked at before it is taken in.

Nothing of the file is kept between the preview and the taking in (passwords may be in it, TRU-16): the page
carries it, so that it is limited to what a form may hold. Larger files go by the API or the command line.
"""

from collections.abc import Iterable, Sequence

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from importer.directory import Mode
from importer.faults import Fault, Unreadable, at_most
from importer.json_value import JsonValue
from importer.reading import Limits, read_json
from portal.extensions import db
from portal.queries.directory_alarm import alarm_of
from portal.queries.directory_details import organization_of
from portal.services.directory import DirectoryChanged, Taking, TooMuchRemoved, take
from portal.services.directory_preview import preview
from portal.services.errors import NotAcceptable
from portal.services.wording import sentence
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.directory.blueprint import directory
from portal.web.directory.upload_words import Kind, kinds_of, share_sentences
from portal.web.page import CONFLICT, UNPROCESSABLE, page
from portal.web.times import moment
from portal.web.uploads import MOST_FAULTS, uploaded

# Written in a form, Japanese takes three times the bytes that it has in a file.
LIMITS = Limits(bytes=2 * 1024 * 1024)


class UploadForm(FlaskForm):
    """A file, and what is to become of what it does not name."""

    file = FileField(
        lazy_gettext("Directory file (JSON)"),
        description=lazy_gettext("At most 2 MB. Use the API for larger files."),
    )
    mode = RadioField(
        lazy_gettext("What the file does not contain"),
        choices=[
            SelectChoice(value=Mode.MERGE.value, label=lazy_gettext("Is kept")),
            SelectChoice(
                value=Mode.SYNC.value, label=lazy_gettext("Is removed, in each list that the file contains")
            ),
        ],
        default=Mode.MERGE.value,
    )


class TakingForm(FlaskForm):
    """A file that was looked at; `revision` is the directory that the preview compared it with."""

    revision = HiddenField()
    document = HiddenField()
    mode = HiddenField()
    removes_much = BooleanField(lazy_gettext("Remove more than a fifth all the same"))


@directory.route("/upload", methods=["GET", "POST"])
@administrators_only
def upload() -> ResponseReturnValue:
    """Ask for a file, and show what it would change."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _asked(form, UNPROCESSABLE if form.errors else 200)
    raw = uploaded(LIMITS.bytes)
    if not raw:
        form.file.errors = [_("Choose a file.")]
        return _asked(form, UNPROCESSABLE)
    try:
        value = read_json(raw, LIMITS)
        return _preview(value, raw.decode(), Mode(form.mode.data))
    except (Unreadable, NotAcceptable) as refused:
        return _refused(form, refused.faults)


def _asked(form: UploadForm, status: int, faults: Sequence[tuple[str, str]] = ()) -> ResponseReturnValue:
    alarm = alarm_of(g.organization_id)
    return page("directory/upload", status, form=form, alarm=alarm, moment=moment, faults=faults)


def _preview(
    value: JsonValue, text: str, mode: Mode, status: int = 200, problem: str | None = None
) -> ResponseReturnValue:
    organization = organization_of(g.organization_id)
    change = preview(organization, value, mode)
    kinds: list[Kind] = kinds_of(change)
    # What was posted belongs to another form or another state: this one starts anew.
    form = TakingForm(formdata=None, revision=organization.directory_revision, document=text, mode=mode.value)
    return page(
        "directory/upload_preview",
        status,
        form=form,
        kinds=kinds,
        empty=change.empty,
        removals=share_sentences(change.removal_shares()),
        problem=problem,
    )


@directory.post("/upload/take")
@administrators_only
def upload_take() -> ResponseReturnValue:
    """Take the file in that was looked at; when the directory is another by now, show the preview anew."""
    form = TakingForm()
    if form.mode.data not in set(Mode):
        return redirect(url_for("directory.upload"), 303)
    try:
        return _take(form, Mode(form.mode.data))
    except (Unreadable, NotAcceptable) as refused:
        return _refused(UploadForm(formdata=None, mode=form.mode.data), refused.faults)


def _take(form: TakingForm, mode: Mode) -> ResponseReturnValue:
    text = form.document.data or ""
    value = read_json(text.encode(), LIMITS)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return _preview(value, text, mode)
    taking = Taking(
        mode, confirmed=form.removes_much.data, seen_revisions=frozenset({form.revision.data or ""})
    )
    try:
        take(value, taking, slug=organization_of(g.organization_id).slug)
    except TooMuchRemoved:
        problem = _("Not taken in: it removes more than a fifth of a kind. Tick that this is meant.")
        return _preview(value, text, mode, CONFLICT, problem)
    except DirectoryChanged:
        problem = _("Not taken in: the directory changed meanwhile. This is what the file would change now.")
        return _preview(value, text, mode, CONFLICT, problem)
    db.session.commit()
    flash(_("The file is taken in."))
    return redirect(url_for("directory.upload"), 303)


def _refused(form: UploadForm, faults: Iterable[Fault]) -> ResponseReturnValue:
    said = [(fault.pointer, sentence(fault)) for fault in at_most(MOST_FAULTS, faults)]
    return _asked(form, UNPROCESSABLE, said)
