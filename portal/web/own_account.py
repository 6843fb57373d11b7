"""自分のアカウント: the language of the pages and the password, by whoever is signed in."""

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import logout_user
from flask_wtf import FlaskForm
from werkzeug.exceptions import TooManyRequests
from wtforms import PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.words import Language
from portal.extensions import db
from portal.services import accounts
from portal.services.errors import NotAcceptable, WrongCredential
from portal.services.failures import TooManyFailures
from portal.services.wording import sentence
from portal.web.access import signed_in, visitor
from portal.web.page import UNPROCESSABLE, page

own_account = Blueprint("own_account", __name__)


class LanguageForm(FlaskForm):
    """In which language the portal is shown."""

    language = RadioField(
        lazy_gettext("Language"),
        choices=[
            SelectChoice(value="", label=lazy_gettext("As set in the browser")),
            SelectChoice(value="ja", label="日本語"),
            SelectChoice(value="en", label="English"),
        ],
    )


class PasswordForm(FlaskForm):
    """The present password, and a new one twice."""

    current = PasswordField(lazy_gettext("Current password"), [InputRequired()])
    new = PasswordField(lazy_gettext("New password"), [InputRequired()])
    again = PasswordField(lazy_gettext("New password again"), [InputRequired()])


@own_account.get("/account")
@signed_in
def show() -> ResponseReturnValue:
    """Show who is signed in, and the forms for language and password."""
    return _page(PasswordForm())


def _page(form: PasswordForm, status: int = 200) -> ResponseReturnValue:
    account = visitor().account
    languages = LanguageForm(formdata=None, language=account.language or "")
    return page("own_account", status, account=account, languages=languages, form=form)


@own_account.post("/account/language")
@signed_in
def language() -> ResponseReturnValue:
    """Choose the language, on every browser of this account."""
    form = LanguageForm()
    if form.validate_on_submit():
        chosen = form.language.data
        session.pop("language", None)
        accounts.set_language(visitor().account, Language(chosen) if chosen else None)
        db.session.commit()
    return redirect(url_for("own_account.show"), 303)


@own_account.post("/account/password")
@signed_in
def password() -> ResponseReturnValue:
    """Change the password; whoever is signed in with the former one, here or elsewhere, is signed out."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page(form, UNPROCESSABLE)
    if form.new.data != form.again.data:
        form.again.errors = [_("This differs from the new password.")]
        return _page(form, UNPROCESSABLE)
    try:
        accounts.change_password(visitor().account, form.current.data or "", form.new.data or "")
    except WrongCredential:
        form.current.errors = [_("This is not your current password.")]
        return _page(form, UNPROCESSABLE)
    except NotAcceptable as refused:
        form.new.errors = [sentence(fault) for fault in refused.faults]
        return _page(form, UNPROCESSABLE)
    except TooManyFailures as closed:
        raise TooManyRequests(retry_after=closed.retry_after) from None
    db.session.commit()
    logout_user()
    session.clear()
    flash(_("The password is changed. Sign in with the new one."))
    return redirect(url_for("sign_in.form"), 303)
