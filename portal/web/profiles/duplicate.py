"""複製: a copy to start from, without targets and disabled (PRF-7)."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.extensions import db
from portal.queries.profiles import profile_of
from portal.services import profiles as services
from portal.services.errors import EditConflict
from portal.web.access import administrators_only, visitor
from portal.web.profiles.blueprint import profiles


@profiles.route("/<int:profile_id>/duplicate", methods=["GET", "POST"])
@administrators_only
def duplicate(profile_id: int) -> ResponseReturnValue:
    """Copy the profile and lead to the form in which the copy gets its name."""
    profile = profile_of(g.organization_id, profile_id)
    if request.method != "POST":
        return redirect(url_for("profiles.basic", profile_id=profile_id), 303)
    try:
        copy = services.duplicate(profile, who=visitor().account.login)
    except EditConflict:
        abort(404)
    db.session.commit()
    flash(_("Duplicated. The copy has no targets and is disabled. Give it a name."))
    return redirect(url_for("profiles.basic_edit", profile_id=copy.id), 303)
