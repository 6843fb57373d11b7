"""Deleting a version or a whole snapshot: never what a profile delivers (SNP-5, OTH-7)."""

from collections.abc import Callable

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.extensions import db
from portal.models import SnapshotVersion
from portal.queries.snapshots import version_numbered
from portal.services import snapshot_deletion
from portal.services.errors import InUse, NotAllowed
from portal.services.wording import reason
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.page import CONFLICT
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.version import version_page

MOST_NAMED = 10


@snapshots.route("/<int:snapshot_id>/versions/<int:number>/delete", methods=["GET", "POST"])
@administrators_only
def version_delete(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Delete one version that no profile delivers."""
    found = version_numbered(g.organization_id, snapshot_id, number)
    question = _(
        "Delete version %(number)d of “%(name)s”? Its number is not given again.",
        number=number,
        name=found.snapshot.name,
    )
    done = _("Version %(number)d is deleted.", number=number)
    after = url_for("snapshots.versions", snapshot_id=snapshot_id)
    return _delete(found, question, lambda: snapshot_deletion.delete_version(found), done, after)


@snapshots.route("/<int:snapshot_id>/versions/<int:number>/delete-all", methods=["GET", "POST"])
@administrators_only
def delete(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Delete a snapshot with all its versions; asked for on the page of one of them."""
    found = version_numbered(g.organization_id, snapshot_id, number)
    name = found.snapshot.name
    question = _("Delete “%(name)s” with all its versions?", name=name)
    done = _("“%(name)s” is deleted.", name=name)
    after = url_for("snapshots.index")
    return _delete(found, question, lambda: snapshot_deletion.delete_snapshot(found.snapshot), done, after)


def _delete(
    found: SnapshotVersion, question: str, remove: Callable[[], None], done: str, after: str
) -> ResponseReturnValue:
    snapshot_id, number = found.snapshot_id, found.number
    here = url_for("snapshots.version", snapshot_id=snapshot_id, number=number)
    if request.method != "POST":
        return redirect(here, 303)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(question)
        case Answer.CANCEL:
            return redirect(here, 303)
    try:
        remove()
    except (InUse, NotAllowed) as refused:
        # What refused it may have been saved a moment ago: the page shows what is there now.
        now = version_numbered(g.organization_id, snapshot_id, number)
        return version_page(now, CONFLICT, _why(refused))
    db.session.commit()
    flash(done)
    return redirect(after, 303)


def _why(refused: InUse | NotAllowed) -> str:
    if isinstance(refused, NotAllowed):
        return reason(refused)
    names = _(", ").join(refused.by[:MOST_NAMED])
    more = len(refused.by) - MOST_NAMED
    if more > 0:
        names = _("%(names)s and %(more)d more", names=names, more=more)
    return str(_("Not deleted: profiles deliver it: %(names)s.", names=names))
