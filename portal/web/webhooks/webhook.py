"""One webhook: what it is told of, and the log of its messages."""

from functools import partial

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.webhooks import DeliveryState
from portal.models import Webhook
from portal.queries import webhooks as queries
from portal.queries.clock import database_now
from portal.queries.listing import Listing, read_listing
from portal.web.access import administrators_only
from portal.web.lists import Address, plain, shown
from portal.web.page import page
from portal.web.times import moment
from portal.web.webhooks.blueprint import webhooks
from portal.web.webhooks.words import EVENTS, PROBLEMS, STATES


@webhooks.get("/<int:webhook_id>")
@administrators_only
def webhook(webhook_id: int) -> ResponseReturnValue:
    """Show a webhook; the log follows new messages by itself."""
    listing = read_listing(request.args, filters={"state": set(DeliveryState)})
    return webhook_page(queries.webhook_of(g.organization_id, webhook_id), listing)


def webhook_page(
    found: Webhook, listing: Listing | None = None, secret: str | None = None
) -> ResponseReturnValue:
    """Answer with the page of a webhook; `secret` is a new one, to be shown this once."""
    listing = listing or Listing()
    address: Address = partial(url_for, "webhooks.webhook", webhook_id=found.id)
    messages = queries.deliveries(found.id, listing)
    fresh = [each for each in messages.items if each.state is DeliveryState.WAITING and not each.attempts]
    resting = found.rests_until is not None and database_now() < found.rests_until
    return page(
        "webhooks/webhook",
        webhook=found,
        secret=secret,
        resting=resting,
        listing=listing,
        rows=shown(messages, listing, address),
        here=address(**listing.args()),
        follows=bool(fresh) and found.enabled and not resting,
        events=EVENTS,
        states=STATES,
        problems=PROBLEMS,
        choices=[("", _("All")), *((state.value, label) for state, (label, _kind) in STATES.items())],
        headings=plain(*_columns()),
        moment=moment,
    )


def _columns() -> tuple[str, ...]:
    return _("Time"), _("Event"), _("State"), _("Attempts"), _("Answer"), _("Action")
