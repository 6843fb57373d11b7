"""新規 and 編集 of webhooks. The secret of a new one is shown once, when it is made."""

from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput

from portal.domain.webhooks import Event
from portal.extensions import db
from portal.models import Webhook
from portal.queries.directory_details import organization_of
from portal.queries.webhooks import webhook_of
from portal.services import webhooks as services
from portal.services.errors import EditConflict
from portal.services.webhooks import MOST_WEBHOOKS, NotUsable, Wanted
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.needed import Needed
from portal.web.page import CONFLICT, UNPROCESSABLE, page
from portal.web.webhooks.blueprint import webhooks
from portal.web.webhooks.webhook import webhook_page
from portal.web.webhooks.words import EVENTS, TARGET_FAULTS


class WebhookForm(FlaskForm):
    """Where to, which events, on or off."""

    revision = HiddenField()
    url = StringField(lazy_gettext("Address"), [Needed()])
    events = SelectMultipleField(
        lazy_gettext("Events"),
        choices=[SelectChoice(value=event.value, label=EVENTS[event]) for event in Event],
        option_widget=CheckboxInput(),
    )
    enabled = BooleanField(lazy_gettext("Send messages"), default=True)

    def wanted(self) -> Wanted:
        """Return what was typed."""
        events = frozenset(Event(value) for value in self.events.data or ())
        return Wanted((self.url.data or "").strip(), events, bool(self.enabled.data))

    def refuse(self, refused: NotUsable) -> None:
        """Say at each field what is wrong with it."""
        if refused.target is not None:
            self.url.errors = [TARGET_FAULTS[refused.target]]
        if refused.no_event:
            self.events.errors = [_("Choose at least one event.")]
        if refused.too_many:
            self.form_errors.append(
                _("There are %(most)d webhooks already, the most there can be.", most=MOST_WEBHOOKS)
            )


@webhooks.route("/new", methods=["GET", "POST"])
@administrators_only
def new() -> ResponseReturnValue:
    """Make a webhook, and show its secret this once."""
    form = WebhookForm()
    if not form.validate_on_submit() or (said := confirm.answer()) is Answer.CANCEL:
        return _form_page(form, UNPROCESSABLE if form.errors else 200)
    if said is Answer.NOT_ASKED:
        return confirm.ask()
    try:
        made, secret = services.create(organization_of(g.organization_id), form.wanted())
    except NotUsable as refused:
        form.refuse(refused)
        return _form_page(form, UNPROCESSABLE)
    # No redirect: the secret is stored nowhere, so this answer is the only one that can carry it.
    shown = webhook_page(made, secret=secret)
    db.session.commit()
    return shown


@webhooks.route("/<int:webhook_id>/edit", methods=["GET", "POST"])
@administrators_only
def edit(webhook_id: int) -> ResponseReturnValue:
    """Change a webhook."""
    webhook = webhook_of(g.organization_id, webhook_id)
    saved = {
        "url": webhook.url,
        "events": webhook.events.split(","),
        "enabled": webhook.enabled,
        "revision": webhook.revision,
    }
    form = WebhookForm(data=saved)
    if not form.validate_on_submit() or (said := confirm.answer()) is Answer.CANCEL:
        return _form_page(form, UNPROCESSABLE if form.errors else 200, webhook=webhook)
    if said is Answer.NOT_ASKED:
        return confirm.ask()
    try:
        services.edit(webhook, form.wanted(), seen_revision=form.revision.data or "")
    except NotUsable as refused:
        form.refuse(refused)
        return _form_page(form, UNPROCESSABLE, webhook=webhook)
    except EditConflict:
        return _form_page(form, CONFLICT, webhook=webhook, conflict=True)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("webhooks.webhook", webhook_id=webhook_id), 303)


def _form_page(
    form: WebhookForm, status: int, *, webhook: Webhook | None = None, conflict: bool = False
) -> ResponseReturnValue:
    context: dict[str, Any] = {"form": form, "webhook": webhook, "conflict": conflict}
    return page("webhooks/edit", status, **context)
