"""Versions as files, out of one organisation and into another (SNP-6)."""

import json
from io import BytesIO
from unicodedata import category

from flask import g, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import FileField, StringField

from importer.canonical import digest
from importer.catalogue import catalogue
from importer.faults import Fault, Unreadable, at_most
from importer.masked_pointers import masked_pointer
from importer.masking import mask_text
from portal.domain.facts import Pinned
from portal.domain.snapshot_file import FILE_LIMITS, SnapshotFile, read_file, renamed, write_file
from portal.domain.text import NAME_LENGTH
from portal.extensions import db
from portal.jobs import Job, ring
from portal.queries.snapshots import version_numbered
from portal.services import captures, snapshot_details
from portal.services.captures import Upload
from portal.services.snapshot_details import SnapshotDetails
from portal.services.wording import sentence
from portal.web.access import administrators_only, visitor
from portal.web.page import UNPROCESSABLE, page
from portal.web.snapshots.blueprint import snapshots
from portal.web.uploads import MOST_FAULTS, uploaded
from portal.web.visible import visible

LONGEST_FILE_NAME = 200
# Control characters and lone surrogates.
_UNSEEN = {"Cc", "Cs"}


@snapshots.get("/<int:snapshot_id>/versions/<int:number>/file")
@administrators_only
def export(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Answer with the version as a file; never a secret is in it."""
    found = version_numbered(g.organization_id, snapshot_id, number)
    version = Pinned(
        found.snapshot.name,
        found.number,
        found.captured_at,
        found.source_extension,
        found.source_version,
        json.loads(found.settings),
    )
    content = BytesIO(write_file(version, catalogue()).encode())
    name = f"{version.name}-{version.version}.json".replace("/", "-")
    return send_file(content, mimetype="application/json", as_attachment=True, download_name=name)


class FileForm(FlaskForm):
    """A file, and what its setting is to be called here."""

    file = FileField(
        lazy_gettext("Exported file (JSON)"), description=lazy_gettext("At most 1 MB, made by “Export”.")
    )
    name = StringField(
        lazy_gettext("Setting name"),
        description=lazy_gettext(
            "Leave it empty to use the name in the file. A name that exists already gets a new version."
        ),
    )


@snapshots.route("/import", methods=["GET", "POST"])
@administrators_only
def take_file() -> ResponseReturnValue:
    """Take a file in as a capture: read, masked, queued and judged as one."""
    form = FileForm()
    if not form.validate_on_submit():
        return _page(form, UNPROCESSABLE if form.errors else 200)
    raw = uploaded(FILE_LIMITS.bytes)
    if not raw:
        form.file.errors = [_("Choose a file.")]
        return _page(form, UNPROCESSABLE)
    name = (form.name.data or "").strip()
    problems = snapshot_details.faults_of(SnapshotDetails(name, "")) if name else []
    try:
        found = read_file(raw, catalogue())
    except Unreadable as refused:
        return _page(form, UNPROCESSABLE, tuple(refused.faults))
    if problems:
        form.name.errors = [sentence(fault) for fault in problems]
        form.name.data = visible(name)
        return _page(form, UNPROCESSABLE)
    return _receive(renamed(found, name) if name else found)


def _receive(found: SnapshotFile) -> ResponseReturnValue:
    capture = captures.receive_file(
        Upload(found.body, digest(found.body.document())),
        extension=found.extension,
        file_name=_file_name(),
        account=visitor().account,
    )
    capture_id, public_id = capture.id, capture.public_id
    db.session.commit()
    ring(Job.INGEST_CAPTURE, capture_id)
    return redirect(url_for("snapshots.capture", public_id=public_id), 303)


def _file_name() -> str:
    sent = request.files["file"].filename or ""
    return mask_text("".join(mark for mark in sent if category(mark) not in _UNSEEN))[-LONGEST_FILE_NAME:]


def _page(form: FileForm, status: int = 200, faults: tuple[Fault, ...] = ()) -> ResponseReturnValue:
    said = [(masked_pointer(fault.pointer), sentence(fault)) for fault in at_most(MOST_FAULTS, faults)]
    return page("snapshots/take_file", status, form=form, faults=said, most_name=NAME_LENGTH)
