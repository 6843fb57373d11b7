"""ソフトフォン設定値取得: what softphones uploaded, and the snapshots that it became."""

import json
from functools import partial

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.catalogue import catalogue
from portal.domain.words import CaptureState
from portal.queries import captures, snapshot_list
from portal.queries import snapshots as versions
from portal.queries.listing import read_listing
from portal.services.wording import stored_sentence
from portal.web.access import administrators_only
from portal.web.lists import Address, heading, shown
from portal.web.page import page
from portal.web.setting_values import by_menu, differences, labels_of
from portal.web.times import captured, moment

snapshots = Blueprint("snapshots", __name__, url_prefix="/snapshots")

# How a state is called, and the kind of its badge.
STATES = {
    CaptureState.RECEIVED: (lazy_gettext("Received"), "neutral"),
    CaptureState.PROCESSING: (lazy_gettext("Being processed"), "neutral"),
    CaptureState.INGESTED: (lazy_gettext("Taken in"), "good"),
    CaptureState.REFUSED: (lazy_gettext("Refused"), "danger"),
}


@snapshots.get("/")
@administrators_only
def index() -> ResponseReturnValue:
    """List the snapshots, with where the newest version of each came from; it follows them (SNP-4, CAP-6)."""
    listing = read_listing(request.args, sorts=snapshot_list.ORDERS)
    address: Address = partial(url_for, "snapshots.index")
    headings = [
        heading(_("Setting name"), listing, address, "name"),
        {"label": _("Version"), "numeric": True},
        heading(_("Captured at"), listing, address, "captured"),
        {"label": _("Source extension")},
        {"label": _("Source softphone version")},
        {"label": _("Profiles"), "numeric": True},
    ]
    found = snapshot_list.listed(g.organization_id, listing)
    return page(
        "snapshots/index",
        listing=listing,
        rows=shown(found, listing, address),
        headings=headings,
        here=address(**listing.args()),
        captured=captured,
        open_captures=captures.how_many_open(g.organization_id),
    )


@snapshots.get("/captures/")
@administrators_only
def inbox() -> ResponseReturnValue:
    """List the captures; the list follows their states by itself while any is open (CAP-6)."""
    listing = read_listing(request.args, filters={"state": set(CaptureState)})
    address: Address = partial(url_for, "snapshots.inbox")
    found = captures.inbox(g.organization_id, listing)
    return page(
        "snapshots/captures",
        listing=listing,
        rows=shown(found, listing, address),
        here=address(**listing.args()),
        states=STATES,
        choices=[("", _("All")), *((state.value, label) for state, (label, _kind) in STATES.items())],
        headings=[{"label": label} for label in _inbox_columns()],
        waiting=any(capture.state in captures.OPEN for capture in found.items),
        moment=moment,
        captured=captured,
    )


def _inbox_columns() -> tuple[str, ...]:
    return (
        _("Received at"),
        _("Setting name"),
        _("State"),
        _("Source extension"),
        _("Source softphone version"),
        _("Account"),
    )


@snapshots.get("/captures/<uuid:public_id>")
@administrators_only
def capture(public_id: str) -> ResponseReturnValue:
    """Show what became of one capture: each reason, what was left out, what is unknown (CAP-6 to CAP-8)."""
    found = captures.capture_of(g.organization_id, str(public_id))
    return page(
        "snapshots/capture",
        capture=found,
        states=STATES,
        waiting=found.state in captures.OPEN,
        reasons=[(_place(str(fault["pointer"])), stored_sentence(fault)) for fault in found.faults],
        left_out=labels_of(found.left_out, catalogue()),
        moment=moment,
        captured=captured,
    )


def _place(pointer: str) -> str:
    """Return where something is wrong: the setting as people know it, else the JSON Pointer itself."""
    key = pointer.removeprefix("/settings/").replace("~1", "/").replace("~0", "~")
    return f"{labels_of((key,), catalogue())[0][1]} ({pointer})" if catalogue().get(key) else pointer


@snapshots.get("/<int:snapshot_id>/")
@administrators_only
def snapshot(snapshot_id: int) -> ResponseReturnValue:
    """Lead to the newest version of a snapshot."""
    newest = versions.versions_of(g.organization_id, snapshot_id)
    if not newest:
        abort(404)
    return redirect(url_for(".version", snapshot_id=snapshot_id, number=newest[0].number), 303)


@snapshots.get("/<int:snapshot_id>/versions/<int:number>")
@administrators_only
def version(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Show one version by menu, with labels, and how another differs from it (SNP-3, SNP-4)."""
    all_versions = versions.versions_of(g.organization_id, snapshot_id)
    by_number = {each.number: each for each in all_versions}
    wanted = by_number.get(number)
    if wanted is None:
        abort(404)
    compared = by_number.get(request.args.get("compare", 0, type=int))
    values = json.loads(wanted.settings)
    return page(
        "snapshots/version",
        snapshot=wanted.snapshot,
        version=wanted,
        versions=all_versions,
        menus=by_menu(values, catalogue()),
        compared=compared,
        differences=differences(json.loads(compared.settings), values, catalogue()) if compared else [],
        used_by=versions.profiles_pinning([wanted.id]),
        moment=moment,
        captured=captured,
    )
