"""編集: on or off, to whom, at which hour, in which language."""

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.domain.daily_mail import LATEST_HOUR, BadAddresses, read_addresses
from portal.domain.words import Language
from portal.extensions import db
from portal.models import DailyMail
from portal.queries.daily_mails import daily_mail_of
from portal.queries.directory_details import organization_of
from portal.services import daily_mails as services
from portal.services.daily_mails import Wanted
from portal.services.errors import EditConflict
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.daily_mail.blueprint import daily_mail
from portal.web.daily_mail.words import address_fault
from portal.web.page import CONFLICT, UNPROCESSABLE, page


class DailyMailForm(FlaskForm):
    """On or off, to whom, when, in which language."""

    revision = HiddenField()
    enabled = BooleanField(lazy_gettext("Send a mail each day on which something waits"))
    addresses = TextAreaField(lazy_gettext("Mail addresses"))
    hour = SelectField(
        lazy_gettext("Hour"),
        choices=[SelectChoice(value=str(hour), label=f"{hour}:00") for hour in range(LATEST_HOUR + 1)],
    )
    language = RadioField(
        lazy_gettext("Language"),
        choices=[SelectChoice(value="ja", label="日本語"), SelectChoice(value="en", label="English")],
    )

    @classmethod
    def of(cls, mail: DailyMail) -> "DailyMailForm":
        """Return the form with what is saved."""
        return cls(
            data={
                "revision": mail.revision,
                "enabled": mail.enabled,
                "addresses": "\n".join(mail.addresses),
                "hour": str(mail.hour),
                "language": mail.language.value,
            }
        )

    def wanted(self) -> Wanted:
        """Return what was typed. Raises BadAddresses."""
        enabled = bool(self.enabled.data)
        return Wanted(
            enabled=enabled,
            addresses=read_addresses(self.addresses.data or "", needed=enabled),
            hour=int(self.hour.data),
            language=Language(self.language.data),
        )


@daily_mail.route("/edit", methods=["GET", "POST"])
@administrators_only
def edit() -> ResponseReturnValue:
    """Change it."""
    form = DailyMailForm.of(daily_mail_of(g.organization_id))
    if not form.validate_on_submit() or (said := confirm.answer()) is Answer.CANCEL:
        return _form_page(form, UNPROCESSABLE if form.errors else 200)
    try:
        wanted = form.wanted()
    except BadAddresses as bad:
        form.addresses.errors = [address_fault(bad)]
        return _form_page(form, UNPROCESSABLE)
    if said is Answer.NOT_ASKED:
        return confirm.ask()
    try:
        organization = organization_of(g.organization_id)
        services.edit(organization, wanted, seen_revision=form.revision.data or "")
    except EditConflict:
        return _form_page(form, CONFLICT, conflict=True)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("daily_mail.show"), 303)


def _form_page(form: DailyMailForm, status: int, *, conflict: bool = False) -> ResponseReturnValue:
    return page("daily_mail/edit", status, form=form, conflict=conflict)
