"""その他配信設定: which snapshot version the profile delivers, if any (OTH)."""

import json

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from importer.catalogue import catalogue
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, SnapshotVersion
from portal.queries import snapshots as lookups
from portal.queries.profile_summary import lists_of
from portal.services import drafts_saving, other_settings
from portal.services.errors import EditConflict
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.page import CONFLICT
from portal.web.profiles import effect
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.forms import RevisionForm, revision_in
from portal.web.profiles.refusals import changed_by_whom
from portal.web.profiles.tabs import labelled, profile_with, tab_page
from portal.web.setting_values import ShownDifference, differences
from portal.web.times import captured


@profiles.get("/<int:profile_id>/other", endpoint="other")
@administrators_only
def other_view(profile_id: int) -> ResponseReturnValue:
    """Show what is pinned, where it came from, and whether there is a newer version."""
    return _view(profile_with(Part.OTHER, profile_id))


@profiles.route("/<int:profile_id>/other/move", methods=["GET", "POST"])
@administrators_only
def other_move(profile_id: int) -> ResponseReturnValue:
    """Move to the newer version that was shown; it never moves by itself (OTH-4)."""
    profile = profile_with(Part.OTHER, profile_id)
    if request.method != "POST":
        return redirect(url_for("profiles.other", profile_id=profile_id), 303)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return redirect(url_for("profiles.other", profile_id=profile_id), 303)
    seen = revision_in(RevisionForm().revision.data)
    version_id = request.form.get("version", type=int)
    newer = lookups.version_of(g.organization_id, version_id or 0)
    try:
        other_settings.pin(profile, newer.id, seen_revision=seen, who=visitor().account.login)
    except EditConflict as refused:
        return _view(profile, CONFLICT, changed_by_whom(refused))
    return _saved(profile, seen)


def _view(profile: Profile, status: int = 200, conflict: EditConflict | None = None) -> ResponseReturnValue:
    newer = lookups.newer_than(profile.pinned) if profile.pinned else None
    return tab_page(
        "other",
        profile,
        Part.OTHER,
        status,
        newer=newer,
        differences=_differences(profile.pinned, newer) if profile.pinned and newer else [],
        lists=labelled(profile, lists_of(profile)),
        captured=captured,
        conflict=conflict,
    )


def _differences(pinned: SnapshotVersion, newer: SnapshotVersion) -> list[ShownDifference]:
    return differences(json.loads(pinned.settings), json.loads(newer.settings), catalogue())


def _saved(profile: Profile, seen: str) -> ResponseReturnValue:
    drafts_saving.follow(profile, account_id=visitor().account.id, seen_revision=seen)
    db.session.commit()
    flash(effect.saved(profile.status))
    return redirect(url_for("profiles.other", profile_id=profile.id), 303)
