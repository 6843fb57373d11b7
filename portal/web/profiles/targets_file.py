"""配信先をCSVで: targets taken from a file into the draft, and given as a file (TGT-4)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import FileField, RadioField
from wtforms.fields.choices import SelectChoice

from importer.faults import Fault, FaultCode, Unreadable
from importer.targets_csv import MOST_BYTES, read_targets
from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import Profile, TargetUpload
from portal.queries import target_uploads as lookups
from portal.queries.listing import read_listing
from portal.queries.profiles import profile_of
from portal.queries.target_uploads import REFUSED, Outcome
from portal.queries.targets import TargetRow, every_target
from portal.services import target_uploads
from portal.services.wording import sentence
from portal.web.access import administrators_only, visitor
from portal.web.csv_answer import csv_answer
from portal.web.lists import heading, shown
from portal.web.page import UNPROCESSABLE
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.checklist import tab_of
from portal.web.profiles.forms import RevisionForm, revision_in
from portal.web.profiles.tabs import profile_with, tab_page
from portal.web.uploads import uploaded


class TargetsFileForm(FlaskForm):
    """A file, and what is to become of the targets that it does not name."""

    file = FileField(
        lazy_gettext("File with targets (CSV)"),
        description=lazy_gettext(
            "One login or extension per line, in the first column. UTF-8 or Shift_JIS, at most 4 MB."
        ),
    )
    mode = RadioField(
        lazy_gettext("Targets that the file does not contain"),
        choices=[
            SelectChoice(value="add", label=lazy_gettext("Are kept: the file adds to them")),
            SelectChoice(value="replace", label=lazy_gettext("Are removed: the file replaces them")),
        ],
        default="add",
    )


@profiles.route("/<int:profile_id>/targets/upload", methods=["GET", "POST"])
@administrators_only
def targets_upload(profile_id: int) -> ResponseReturnValue:
    """Ask for a file, and go on to what it would do."""
    profile = profile_with(Part.TARGETS, profile_id)
    form = TargetsFileForm()
    if not form.validate_on_submit():
        return _form(profile, form, UNPROCESSABLE if form.errors else 200)
    try:
        lines = read_targets(uploaded(MOST_BYTES))
    except Unreadable as refused:
        form.file.errors = [_sentence(fault) for fault in refused.faults]
        return _form(profile, form, UNPROCESSABLE)
    target_uploads.receive(tab_of(profile, Part.TARGETS), lines, replaces=form.mode.data == "replace")
    db.session.commit()
    return redirect(url_for("profiles.targets_preview", profile_id=profile_id), 303)


@profiles.route("/<int:profile_id>/targets/upload/preview", methods=["GET", "POST"])
@administrators_only
def targets_preview(profile_id: int) -> ResponseReturnValue:
    """Show line by line what the file would do, and put it into the draft."""
    profile = profile_with(Part.TARGETS, profile_id)
    upload = lookups.upload_of(visitor().account.id, profile)
    if upload is None:
        return redirect(url_for("profiles.targets_upload", profile_id=profile_id), 303)
    if request.method != "POST":
        return _preview(profile, upload)
    if request.form.get("upload") != str(upload.id):
        # Another file was uploaded since: nobody has looked at that one on this page.
        return redirect(url_for("profiles.targets_preview", profile_id=profile_id), 303)
    seen = revision_in(RevisionForm().revision.data)
    target_uploads.take_over(tab_of(profile, Part.TARGETS), upload, seen_revision=seen)
    db.session.commit()
    flash(_("The file is in your draft. It is not saved yet: look at the changes, then save."))
    return redirect(url_for("profiles.targets_edit", profile_id=profile_id), 303)


@profiles.get("/<int:profile_id>/targets/export")
@administrators_only
def targets_export(profile_id: int) -> ResponseReturnValue:
    """Answer with the targets that are saved, as a file that can be uploaded again."""
    profile = profile_of(g.organization_id, profile_id)
    columns = (
        (_("Login"), _("Account name")) if _is_for_accounts(profile) else (_("Extension"), _("Terminal name"))
    )
    rows = _exported(every_target(profile))
    return csv_answer([*columns, _("Note")], rows, f"targets-{profile.id}.csv")


def _exported(rows: Iterable[TargetRow]) -> Iterator[tuple[str, str, str]]:
    notes = {reason: f"{_('Not deliverable')}: {said}" for reason, said in words.NOT_DELIVERABLE.items()}
    return ((row.key, row.name, notes[row.reason] if row.reason else "") for row in rows)


def _sentence(fault: Fault) -> str:
    empty = _("Choose a file with at least one line.")
    return empty if fault.code is FaultCode.EMPTY else sentence(fault)


def _form(profile: Profile, form: TargetsFileForm, status: int) -> ResponseReturnValue:
    uploaded = lookups.upload_of(visitor().account.id, profile)
    return tab_page("targets_upload", profile, Part.TARGETS, status, form=form, uploaded=uploaded)


def _preview(profile: Profile, upload: TargetUpload) -> ResponseReturnValue:
    listing = read_listing(request.args, sorts=lookups.SORTS, filters=lookups.FILTERS)
    address = partial(url_for, "profiles.targets_preview", profile_id=profile.id)
    totals = _totals(lookups.counted(upload, profile))
    return tab_page(
        "targets_preview",
        profile,
        Part.TARGETS,
        upload=upload,
        listing=listing,
        rows=shown(lookups.listed(upload, profile, listing), listing, address),
        headings=[
            heading(_("Line"), listing, address, "line", numeric=True),
            heading(_("Login") if _is_for_accounts(profile) else _("Extension"), listing, address, "key"),
            {"label": _("Name")},
            {"label": _("What becomes of it")},
        ],
        totals=totals,
        choices=[("", _("All lines")), *((name, label) for name, label, _count in totals)],
        address=address,
        reason=words.NOT_DELIVERABLE[lookups.otherwise(profile)],
        line_fault=line_fault,
        form=RevisionForm(formdata=None, revision=profile.revision),
    )


def _totals(counts: Mapping[Outcome, int]) -> list[tuple[str, str, int]]:
    return [
        ("added", _("Added"), counts.get(Outcome.ADDED, 0)),
        ("removed", _("Taken off"), counts.get(Outcome.REMOVED, 0)),
        ("kept", _("Already targets"), counts.get(Outcome.KEPT, 0)),
        ("refused", _("Refused"), sum(counts.get(outcome, 0) for outcome in REFUSED)),
    ]


def _is_for_accounts(profile: Profile) -> bool:
    return profile.target_type is TargetType.ACCOUNT


def line_fault(row: lookups.UploadRow) -> str:
    """Return why a line names nothing."""
    match row.fault:
        case FaultCode.DUPLICATE:
            return str(_("It stands on line %(number)d already.", number=row.first_line))
        case FaultCode.EMPTY:
            return str(_("The first column is empty."))
        case FaultCode.TOO_LONG:
            return str(_("It is too long."))
        case _:
            return str(_("It has characters that cannot be shown."))
