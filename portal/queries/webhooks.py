"""Webhooks and their messages, as administrators see them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import aliased, defer
from werkzeug.exceptions import NotFound

from portal.domain.webhooks import DeliveryState
from portal.extensions import db
from portal.models import Webhook, WebhookDelivery
from portal.queries.among import LARGEST_ID
from portal.queries.listing import Listing, Orders, Page, contains, page_of

ORDERS: Orders = {"newest": (WebhookDelivery.id,)}


@dataclass(frozen=True, slots=True)
class Listed:
    """A webhook, and the newest message to it."""

    webhook: Webhook
    last: WebhookDelivery | None


def all_of(organization_id: int) -> Sequence[Listed]:
    """Return the organisation's webhooks, the oldest first, in one query."""
    each = aliased(WebhookDelivery)
    newest = (
        select(each.id)
        .where(each.webhook_id == Webhook.id)
        .order_by(each.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Webhook, WebhookDelivery)
        .outerjoin(WebhookDelivery, WebhookDelivery.id == newest)
        .options(defer(WebhookDelivery.body))
        .where(Webhook.organization_id == organization_id)
        .order_by(Webhook.id)
    )
    return [Listed(webhook, last) for webhook, last in rows]


def webhook_of(organization_id: int, webhook_id: int) -> Webhook:
    """Return the organisation's webhook; another's does not exist (ACC-4): NotFound."""
    mine = Webhook.organization_id == organization_id
    found = db.session.scalar(select(Webhook).where(mine, Webhook.id == min(webhook_id, LARGEST_ID)))
    if found is None:
        raise NotFound
    return found


def deliveries(webhook_id: int, listing: Listing) -> Page[WebhookDelivery]:
    """Return one page of the messages without their bodies, the newest first, in two queries."""
    statement = (
        select(WebhookDelivery)
        .options(defer(WebhookDelivery.body))
        .where(WebhookDelivery.webhook_id == webhook_id)
    )
    if listing.search:
        statement = statement.where(
            contains(listing.search, WebhookDelivery.event, WebhookDelivery.message_id)
        )
    if state := listing.filter("state"):
        statement = statement.where(WebhookDelivery.state == DeliveryState(state))
    newest_first = replace(listing, sort="newest", descending=True)
    return page_of(statement, newest_first, ORDERS).map(lambda row: row[0])


def delivery_of(webhook_id: int, delivery_id: int) -> WebhookDelivery:
    """Return a message to the webhook; another's does not exist: NotFound."""
    mine = WebhookDelivery.webhook_id == webhook_id
    statement = select(WebhookDelivery).where(mine, WebhookDelivery.id == min(delivery_id, LARGEST_ID))
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found
