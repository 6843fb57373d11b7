"""APIキー: how other programs get in. A key is shown once, when it is made."""

from flask import abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice

from portal.domain.words import ApiRight
from portal.extensions import db
from portal.queries.directory_details import organization_of
from portal.queries.directory_people import api_key_of
from portal.services import api_keys as services
from portal.services.errors import NotAcceptable
from portal.services.wording import sentence
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.directory.blueprint import directory
from portal.web.needed import Needed
from portal.web.page import UNPROCESSABLE, page
from portal.web.times import moment

RIGHTS = {
    ApiRight.DIRECTORY: lazy_gettext("Directory"),
    ApiRight.PROFILES: lazy_gettext("Softphone setting profiles"),
    ApiRight.READ_ONLY: lazy_gettext("Reading only"),
}


class ApiKeyForm(FlaskForm):
    """A key that is not there yet."""

    name = StringField(lazy_gettext("What the key is for"), [Needed()])
    directory = BooleanField(lazy_gettext("Access to the directory"))
    profiles = BooleanField(lazy_gettext("Access to the profiles"))
    access = RadioField(
        lazy_gettext("Access"),
        choices=[
            SelectChoice(value="read_only", label=lazy_gettext("Reading only")),
            SelectChoice(value="write", label=lazy_gettext("Reading and changing")),
        ],
        default="read_only",
    )

    def rights(self) -> list[ApiRight]:
        """Return what was ticked."""
        ticked = {
            ApiRight.DIRECTORY: self.directory.data,
            ApiRight.PROFILES: self.profiles.data,
            ApiRight.READ_ONLY: self.access.data == "read_only",
        }
        return [right for right, wanted in ticked.items() if wanted]


@directory.get("/api-keys/")
@administrators_only
def api_keys() -> ResponseReturnValue:
    """List the keys, revoked ones too."""
    return _page()


def _page(made: str | None = None) -> ResponseReturnValue:
    keys = services.all_of(organization_of(g.organization_id))
    return page("directory/api_keys", keys=keys, rights=RIGHTS, moment=moment, made=made)


@directory.route("/api-keys/new", methods=["GET", "POST"])
@administrators_only
def api_key_new() -> ResponseReturnValue:
    """Make a key, and show it this once."""
    form = ApiKeyForm()
    if not form.validate_on_submit() or (said := confirm.answer()) is Answer.CANCEL:
        return page("directory/api_key_new", UNPROCESSABLE if form.errors else 200, form=form)
    if said is Answer.NOT_ASKED:
        return confirm.ask()
    try:
        key = services.create(organization_of(g.organization_id), form.rights(), name=form.name.data or "")
    except NotAcceptable as refused:
        for fault in refused.faults:
            field = form.name if fault.pointer == "/name" else form.directory
            chosen = _("Choose what the key gives access to.") if field is form.directory else sentence(fault)
            field.errors = [chosen]
        return page("directory/api_key_new", UNPROCESSABLE, form=form)
    # No redirect: the key is stored nowhere, so this answer is the only one that can carry it.
    shown = _page(key)
    db.session.commit()
    return shown


@directory.post("/api-keys/<int:key_id>/revoke")
@administrators_only
def api_key_revoke(key_id: int) -> ResponseReturnValue:
    """End a key at once."""
    key = api_key_of(g.organization_id, key_id)
    if key is None:
        abort(404)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(revoke_question(key.name))
        case Answer.CANCEL:
            return redirect(url_for("directory.api_keys"), 303)
    services.revoke(key)
    db.session.commit()
    flash(_("The key is revoked."))
    return redirect(url_for("directory.api_keys"), 303)


def revoke_question(name: str) -> str:
    """Return what to ask before a key is revoked."""
    return str(_("Revoke the key “%(name)s”? Programs that use it are shut out at once.", name=name))
