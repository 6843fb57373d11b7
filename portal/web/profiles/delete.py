"""削除: asks with how many softphones it releases (PRF-10)."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.impact import Action
from portal.extensions import db
from portal.models import Profile
from portal.queries.profiles import profile_of
from portal.queries.targets import counted
from portal.services import profiles as services
from portal.services.errors import EditConflict
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.page import CONFLICT
from portal.web.profiles import effect
from portal.web.profiles.basic import basic_page
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.impact_brief import brief_of, told


@profiles.route("/<int:profile_id>/delete", methods=["GET", "POST"])
@administrators_only
def delete(profile_id: int) -> ResponseReturnValue:
    """Delete the profile as it was seen; when somebody changed it meanwhile, show it instead (PRF-9).

    Who comes back to the question, from sign-in or in another language, is led to the profile.
    """
    profile = profile_of(g.organization_id, profile_id)
    if request.method != "POST":
        return redirect(url_for("profiles.basic", profile_id=profile_id), 303)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(effect.delete_question(profile), detail=_what_happens(profile))
        case Answer.CANCEL:
            return redirect(url_for("profiles.basic", profile_id=profile_id), 303)
    name = profile.name
    try:
        services.delete(profile, seen_revision=request.form.get("revision", ""))
    except EditConflict as conflict:
        if conflict.changed_by is None:
            abort(404)
        return basic_page(profile_of(g.organization_id, profile_id), CONFLICT, conflict)
    db.session.commit()
    flash(_("The profile “%(name)s” is deleted.", name=name))
    return redirect(url_for("profiles.index"), 303)


def _what_happens(profile: Profile) -> Markup:
    """Return, for the confirmation page, what deleting the profile does."""
    targets = counted(profile)
    brief = brief_of(profile, Action.DELETE, total=targets.total)
    return Markup("<p>{}</p>").format(effect.released(profile, targets)) + told(brief)
