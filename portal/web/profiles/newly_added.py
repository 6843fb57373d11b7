"""What was newly added is dismissed: somebody has looked at it and wants none of it (REC-3)."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import Part
from portal.extensions import db
from portal.queries.reviews import PARTS
from portal.services import reviews
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.tabs import profile_with, tab_url


@profiles.post("/<int:profile_id>/reviewed/<part>")
@administrators_only
def reviewed(profile_id: int, part: str) -> ResponseReturnValue:
    """Note that nothing of what is newly added on a tab is wanted; what came after the page stays."""
    kind = Part(part) if part in set(PARTS) else abort(404)
    profile = profile_with(kind, profile_id)
    if confirm.answer() is Answer.NOT_ASKED:
        return confirm.ask(_("Mark everything newly added on this tab as reviewed, without adding it?"))
    if confirm.answer() is Answer.OK:
        reviews.review_through(profile, kind, _seen())
        db.session.commit()
        flash(_("Marked as reviewed."))
    return redirect(tab_url(profile, kind), 303)


def _seen() -> int:
    text = request.form.get("arrival", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else abort(400)  # noqa: PLR2004  digits of a column
