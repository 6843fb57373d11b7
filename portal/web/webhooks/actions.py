"""What one button does to a webhook: test, a new secret, deletion, sending a message again."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.extensions import db
from portal.queries import webhooks as queries
from portal.services import webhooks as services
from portal.services.errors import EditConflict, NotAllowed
from portal.web import confirm
from portal.web.access import administrators_only
from portal.web.confirm import Answer
from portal.web.webhooks.blueprint import webhooks
from portal.web.webhooks.webhook import webhook_page


@webhooks.route("/<int:webhook_id>/test", methods=["GET", "POST"])
@administrators_only
def test(webhook_id: int) -> ResponseReturnValue:
    """Send a message of no meaning."""
    webhook = queries.webhook_of(g.organization_id, webhook_id)
    if request.method == "POST" and webhook.enabled:
        services.send_test(webhook)
        db.session.commit()
        flash(_("The test is on its way; its outcome will stand in the list below."))
    return _back(webhook_id)


@webhooks.route("/<int:webhook_id>/messages/<int:delivery_id>/resend", methods=["GET", "POST"])
@administrators_only
def resend(webhook_id: int, delivery_id: int) -> ResponseReturnValue:
    """Send a message again, in its turn."""
    webhook = queries.webhook_of(g.organization_id, webhook_id)
    delivery = queries.delivery_of(webhook.id, delivery_id)
    if request.method == "POST":
        try:
            services.resend(webhook, delivery)
        except NotAllowed:
            flash(_("Switch the webhook on first."), "danger")
            return _back(webhook_id)
        db.session.commit()
        flash(_("The message is on its way again."))
    return _back(webhook_id)


@webhooks.route("/<int:webhook_id>/secret", methods=["GET", "POST"])
@administrators_only
def secret(webhook_id: int) -> ResponseReturnValue:
    """Make a new secret, and show it this once."""
    webhook = queries.webhook_of(g.organization_id, webhook_id)
    if request.method != "POST":
        return _back(webhook_id)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(secret_question())
        case Answer.CANCEL:
            return _back(webhook_id)
    try:
        made = services.renew_secret(webhook)
    except EditConflict:
        flash(_("Somebody else changed the webhook just now. Look at it, then try again."), "danger")
        return _back(webhook_id)
    # No redirect: the secret is stored nowhere, so this answer is the only one that can carry it.
    shown = webhook_page(webhook, secret=made)
    db.session.commit()
    return shown


@webhooks.route("/<int:webhook_id>/delete", methods=["GET", "POST"])
@administrators_only
def delete(webhook_id: int) -> ResponseReturnValue:
    """Delete a webhook with its messages."""
    webhook = queries.webhook_of(g.organization_id, webhook_id)
    if request.method != "POST":
        return _back(webhook_id)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(delete_question())
        case Answer.CANCEL:
            return _back(webhook_id)
    services.delete(webhook)
    db.session.commit()
    flash(_("The webhook is deleted."))
    return redirect(url_for("webhooks.index"), 303)


def secret_question() -> str:
    """Return what to ask before a new secret is made."""
    return str(_("Make a new secret? The former one stays valid for 24 hours beside it."))


def delete_question() -> str:
    """Return what to ask before a webhook is deleted."""
    return str(_("Delete this webhook and the log of its messages? What waits is not sent any more."))


def _back(webhook_id: int) -> ResponseReturnValue:
    return redirect(url_for("webhooks.webhook", webhook_id=webhook_id), 303)
