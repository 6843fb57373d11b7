"""その他配信設定 > 編集: a snapshot is chosen, with its newest version unless told otherwise (OTH-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Response, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from importer.json_value import JsonValue
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, SnapshotVersion
from portal.queries import snapshots as lookups
from portal.queries.listing import read_listing
from portal.queries.profile_summary import lists_of
from portal.services import drafts_saving, other_settings
from portal.services.errors import EditConflict, Refused
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.lists import Address, heading, shown
from portal.web.page import UNPROCESSABLE
from portal.web.profiles import effect
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.forms import RevisionForm, goes_on
from portal.web.profiles.meanwhile import fields_changed
from portal.web.profiles.refusals import changed_by_whom, refuse
from portal.web.profiles.tabs import labelled, profile_with, tab_page
from portal.web.times import captured


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen version, and all versions of its snapshot; 選択なし has neither."""

    version: SnapshotVersion | None = None
    versions: Sequence[SnapshotVersion] = ()


@profiles.route("/<int:profile_id>/other/edit", methods=["GET", "POST"])
@administrators_only
def other_edit(profile_id: int) -> ResponseReturnValue:
    """Choose a snapshot and its version, or none (OTH-6)."""
    profile = profile_with(Part.OTHER, profile_id)
    form = RevisionForm(revision=profile.revision)
    chosen = _typed() if "snapshot" in request.form else _pinned(profile)
    if goes_on(form) or "go" in request.form or not form.validate_on_submit():
        return _page(profile, form, chosen)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return _page(profile, form, chosen)
    return _save(profile, form, chosen)


def _save(profile: Profile, form: RevisionForm, chosen: Chosen) -> ResponseReturnValue:
    if request.form.get("snapshot") and chosen.version is None:
        form.form_errors.append(_("This setting was deleted meanwhile. Choose another one."))
        return _page(profile, form, chosen, UNPROCESSABLE)
    version_id = chosen.version.id if chosen.version else None
    seen, who = form.revision.data, visitor().account.login
    try:
        other_settings.pin(profile, version_id, seen_revision=seen, who=who)
    except Refused as refused:
        status = refuse(form, refused)
        return _page(profile, form, chosen, status, changed_by_whom(refused))
    drafts_saving.follow(profile, account_id=visitor().account.id, seen_revision=seen)
    db.session.commit()
    flash(effect.saved(profile.status))
    return redirect(url_for("profiles.other", profile_id=profile.id), 303)


def _page(
    profile: Profile,
    form: RevisionForm,
    chosen: Chosen,
    status: int = 200,
    conflict: EditConflict | None = None,
) -> Response:
    searching = request.form.get("go") == "search"
    listing = read_listing(request.form if searching else request.args, sorts=lookups.ORDERS)
    address: Address = partial(url_for, "profiles.other_edit", profile_id=profile.id)
    response = tab_page(
        "other_edit",
        profile,
        Part.OTHER,
        status,
        form=form,
        chosen=chosen,
        version_asked=request.form.get("go") == "versions",
        listing=listing,
        rows=shown(lookups.choices(g.organization_id, listing), listing, address),
        headings=[
            heading(_("Setting name"), listing, address, "name"),
            {"label": _("Newest version")},
            heading(_("Captured at"), listing, address, "received"),
            {"label": _("Source extension")},
            {"label": _("Source softphone version")},
        ],
        here=address(**listing.args()),
        search_url=address(),
        lists=labelled(profile, lists_of(profile)),
        captured=captured,
        conflict=conflict,
        meanwhile=conflict and fields_changed(profile, form.revision.data, {"other": _named(chosen)}),
    )
    response.headers["HX-Replace-Url"] = address(**listing.args())
    return response


def _pinned(profile: Profile) -> Chosen:
    if profile.pinned is None:
        return Chosen()
    return Chosen(profile.pinned, lookups.versions_of(g.organization_id, profile.pinned.snapshot_id))


def _typed() -> Chosen:
    """Return what was chosen: the version, if it is one of the snapshot, else the newest (OTH-2)."""
    snapshot_id = request.form.get("snapshot", type=int)
    versions = lookups.versions_of(g.organization_id, snapshot_id) if snapshot_id else ()
    wanted = request.form.get("version", type=int)
    return Chosen(
        next((each for each in versions if each.id == wanted), versions[0] if versions else None), versions
    )


def _named(chosen: Chosen) -> JsonValue:
    """Return what was chosen as the history names it."""
    version = chosen.version
    return None if version is None else {"snapshot": version.snapshot.name, "version": version.number}
