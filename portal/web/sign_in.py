"""Sign-in, sign-out and the choice of language."""

import datetime as dt

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.exceptions import TooManyRequests
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from portal.domain.words import Language
from portal.extensions import db
from portal.queries import sessions as lookups
from portal.services import accounts, sessions
from portal.services.errors import WrongCredential
from portal.services.failures import TooManyFailures
from portal.services.tokens import digest_of
from portal.web.access import Visitor, local_path, public, signed_in, visitor
from portal.web.page import page

sign_in = Blueprint("sign_in", __name__)


class SignInForm(FlaskForm):
    """Who signs in: logins are unique in an organisation, so it is asked for too."""

    organization = StringField(lazy_gettext("Organisation"), [InputRequired(), Length(max=63)])
    login = StringField(lazy_gettext("Login"), [InputRequired(), Length(max=64)])
    password = PasswordField(lazy_gettext("Password"), [InputRequired(), Length(max=128)])
    next = HiddenField()


@sign_in.route("/sign-in", methods=["GET", "POST"], endpoint="form")
@public
def sign_in_form() -> ResponseReturnValue:
    """Ask for organisation, login and password, and go back to where the person came from (ACC-3)."""
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return page("sign_in", 422 if form.errors else 200, form=form)
    lasting = dt.timedelta(hours=current_app.config["SETTINGS"].session_hours)
    slug, login, password = form.organization.data, form.login.data, form.password.data
    try:
        token = sessions.begin(slug.strip(), login.strip(), password, lasting=lasting)
    except WrongCredential:
        form.form_errors.append(_("Organisation, login or password is wrong. Check all three and try again."))
        return page("sign_in", 422, form=form)
    except TooManyFailures as closed:
        raise TooManyRequests(retry_after=closed.retry_after) from None
    db.session.commit()
    _enter(token)
    return redirect(local_path(form.next.data), 303)


def _enter(token: str) -> None:
    account = lookups.account_of(digest_of(token))
    if account is None:
        raise RuntimeError("a session that was just begun is gone")
    # A new session for a new person: nothing of whoever sat here before is kept.
    session.clear()
    login_user(Visitor(token, account))


@sign_in.route("/sign-out", methods=["POST"])
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session on the server; a copied cookie is dead from now on (TRU-11)."""
    sessions.end(visitor().token)
    db.session.commit()
    logout_user()
    session.clear()
    flash(_("You are signed out."))
    return redirect(url_for("sign_in.form"), 303)


@sign_in.route("/language", methods=["POST"])
@public
def language() -> ResponseReturnValue:
    """Show the portal in another language from now on, on every browser of this account."""
    chosen = request.form.get("language")
    if chosen in set(Language):
        session["language"] = chosen
        if current_user.is_authenticated:
            accounts.set_language(visitor().account, Language(chosen))
            db.session.commit()
    return redirect(local_path(request.form.get("next")), 303)
