"""削除: asks with how many softphones it releases (PRF-10)."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.words import Status
from portal.extensions import db
from portal.models import Profile
from portal.queries.profiles import profile_of
from portal.queries.targets import TargetCounts, counted
from portal.services import profiles as services
from portal.services.errors import EditConflict
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.profiles.blueprint import profiles


def release_question(profile: Profile, targets: TargetCounts) -> str:
    """Return what to ask before the profile is deleted, in two lines."""
    return f"{_question(profile)}\n{_release(profile, targets)}"


def _question(profile: Profile) -> str:
    return str(_("Delete the profile “%(name)s”?", name=profile.name))


def _release(profile: Profile, targets: TargetCounts) -> str:
    if profile.status is Status.DISABLED:
        return str(_("It is disabled: no softphone is released."))
    return str(
        ngettext(
            "%(num)d softphone will be released at its next start or sign-in.",
            "%(num)d softphones will be released at their next start or sign-in.",
            targets.total - targets.not_deliverable,
        )
    )


@profiles.post("/<int:profile_id>/delete")
@administrators_only
def delete(profile_id: int) -> ResponseReturnValue:
    """Delete the profile as it was seen; when somebody changed it meanwhile, show it instead (PRF-9)."""
    profile = profile_of(g.organization_id, profile_id)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(_question(profile), detail=_release(profile, counted(profile)))
        case Answer.CANCEL:
            return redirect(url_for("profiles.basic", profile_id=profile_id), 303)
    name = profile.name
    try:
        services.delete(profile, seen_revision=request.form.get("revision", ""))
    except EditConflict as conflict:
        if conflict.changed_by is None:
            abort(404)
        who = conflict.changed_by
        flash(_("Not deleted: %(who)s changed the profile meanwhile. Look at it again.", who=who), "danger")
        return redirect(url_for("profiles.basic", profile_id=profile_id), 303)
    db.session.commit()
    flash(_("The profile “%(name)s” is deleted.", name=name))
    return redirect(url_for("profiles.index"), 303)
