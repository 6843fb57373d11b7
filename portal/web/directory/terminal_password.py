"""新しいパスワード of a terminal: made here and shown once; softphones enrolled before are out."""

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.rights import Right
from portal.domain.words import OwnerType
from portal.extensions import db
from portal.queries import directory_details as details
from portal.services import enrollments
from portal.web import confirm
from portal.web.access import may
from portal.web.confirm import Answer
from portal.web.directory.blueprint import directory
from portal.web.directory.detail import show_detail
from portal.web.directory.owner_details import owner_detail, password_question


@directory.post("/terminals/<int:owner_id>/password")
@may("terminals", Right.EDIT)
def terminal_password(owner_id: int) -> ResponseReturnValue:
    """Make a new terminal password, and show it this once."""
    owner = details.owner_of(g.organization_id, OwnerType.TERMINAL, owner_id)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(password_question(owner.extension))
        case Answer.CANCEL:
            return redirect(url_for("directory.terminal", owner_id=owner_id), 303)
    password = enrollments.renew_password(owner)
    # No redirect: the password is stored nowhere, so this answer is the only one that can carry it.
    shown = show_detail(owner_detail(owner), made=password)
    db.session.commit()
    return shown
