"""One capture: what became of it and why, trying again what failed, and deleting it (CAP-5 to CAP-8)."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.catalogue import SettingClass, catalogue
from importer.faults import steps
from portal.extensions import db
from portal.jobs import Job, ring
from portal.models import Capture
from portal.queries import captures
from portal.services import capture_upkeep
from portal.services.errors import NotAllowed
from portal.services.wording import reason, stored_sentence
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.page import CONFLICT, page
from portal.web.setting_values import labels_of
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.words import STATES
from portal.web.times import captured, moment

# Why a setting is not part of a version (CAP-8).
CLASSES = {
    SettingClass.DEVICE: lazy_gettext("It belongs to one device."),
    SettingClass.SECRET: lazy_gettext("It is secret."),
    SettingClass.PROFILE: lazy_gettext("A profile delivers it by a tab of its own."),
    SettingClass.USER: lazy_gettext("It stays the user's own."),
}


@snapshots.get("/captures/<uuid:public_id>")
@administrators_only
def capture(public_id: str) -> ResponseReturnValue:
    """Show what became of one capture: each reason, what was left out, what is unknown."""
    return _page(captures.capture_of(g.organization_id, str(public_id)))


def _page(found: Capture, status: int = 200, problem: str | None = None) -> ResponseReturnValue:
    return page(
        "snapshots/capture",
        status,
        capture=found,
        states=STATES,
        waiting=found.state in captures.OPEN,
        given_up=capture_upkeep.given_up(found),
        reasons=[(_place(str(fault["pointer"])), stored_sentence(fault)) for fault in found.faults],
        left_out=[(label, key, _class_of(key)) for key, label in labels_of(found.left_out, catalogue())],
        problem=problem,
        moment=moment,
        captured=captured,
    )


def _place(pointer: str) -> str:
    """Return where something is wrong: the setting as people know it, else the JSON Pointer itself."""
    match steps(pointer):
        case ["settings", key, *_inside] if catalogue().get(key):
            return f"{labels_of((key,), catalogue())[0][1]} ({pointer})"
    return pointer


def _class_of(key: str) -> str:
    setting = catalogue().get(key)
    return str(CLASSES.get(setting.setting_class, "")) if setting else ""


@snapshots.route("/captures/<uuid:public_id>/retry", methods=["GET", "POST"])
@administrators_only
def capture_retry(public_id: str) -> ResponseReturnValue:
    """Try a capture again whose attempts all ended without an outcome (TRU-6)."""
    found = captures.capture_of(g.organization_id, str(public_id))
    if request.method == "POST":
        try:
            capture_upkeep.try_again(found)
        except NotAllowed as refused:
            return _refused(str(public_id), refused)
        capture_id = found.id
        db.session.commit()
        ring(Job.INGEST_CAPTURE, capture_id)
    return redirect(url_for("snapshots.capture", public_id=public_id), 303)


@snapshots.route("/captures/<uuid:public_id>/delete", methods=["GET", "POST"])
@administrators_only
def capture_delete(public_id: str) -> ResponseReturnValue:
    """Delete a capture; the version that it became stays."""
    found = captures.capture_of(g.organization_id, str(public_id))
    if request.method != "POST":
        return redirect(url_for("snapshots.capture", public_id=public_id), 303)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(_("Delete this capture? The version that it became stays."))
        case Answer.CANCEL:
            return redirect(url_for("snapshots.capture", public_id=public_id), 303)
    try:
        capture_upkeep.delete_capture(found)
    except NotAllowed as refused:
        return _refused(str(public_id), refused)
    db.session.commit()
    flash(_("The capture is deleted."))
    return redirect(url_for("snapshots.inbox"), 303)


def _refused(public_id: str, refused: NotAllowed) -> ResponseReturnValue:
    return _page(captures.capture_of(g.organization_id, public_id), CONFLICT, reason(refused))
