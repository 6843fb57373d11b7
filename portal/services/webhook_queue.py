"""Messages that wait for a webhook: claimed one at a time, settled, tried again, ended (TRU-5 to TRU-7)."""

import datetime as dt
import random
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from portal.domain.audit import Action, Subject
from portal.domain.webhooks import MOST_ATTEMPTS, TEST, DeliveryState, Problem, delay_after, rest_after
from portal.extensions import db
from portal.models import Webhook, WebhookDelivery
from portal.models.columns import new_revision
from portal.queries.clock import database_now
from portal.services import history
from portal.services.history import About
from portal.services.leases import is_free
from portal.services.webhook_secrets import valid_secrets
from portal.services.webhook_upkeep import WAITS, end_waiting

# Longer than any attempt may take.
LEASE = dt.timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attempt to come: what is sent where, signed with which secrets, at which time (Unix seconds)."""

    delivery_id: int
    attempt: int
    url: str
    message_id: str
    body: str
    timestamp: int
    secrets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: no problem is success. `answer` is how the answer begins, without secrets."""

    problem: Problem | None = None
    status: int | None = None
    answer: str = ""


def claim(webhook_id: int) -> Claimed | None:
    """Take the lease of the next message that is due; None when there is none, or the webhook rests.

    The attempt is counted before the work starts (TRU-6). A webhook gets one message at a time.
    """
    now = database_now()
    webhook = _locked(webhook_id)
    if webhook is None or not webhook.enabled or (webhook.rests_until and now < webhook.rests_until):
        return None
    mine = WebhookDelivery.webhook_id == webhook_id
    if db.session.scalar(select(WebhookDelivery.id).where(mine, WAITS, WebhookDelivery.claimed_until >= now)):
        return None
    due = (
        select(WebhookDelivery)
        .where(mine, *_is_due(now))
        # A test goes before all that waits: somebody looks at it now.
        .order_by(WebhookDelivery.event != TEST, WebhookDelivery.due_at, WebhookDelivery.id)
        .limit(1)
    )
    delivery = db.session.scalar(due.execution_options(populate_existing=True))
    if delivery is None:
        return None
    delivery.attempts += 1
    delivery.claimed_until = now + LEASE
    db.session.flush()
    return Claimed(
        delivery_id=delivery.id,
        attempt=delivery.attempts,
        url=webhook.url,
        message_id=delivery.message_id,
        body=delivery.body,
        timestamp=int(now.timestamp()),
        secrets=valid_secrets(webhook, now),
    )


def _is_due(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    free = is_free(WebhookDelivery.claimed_until, now)
    return WAITS, free, WebhookDelivery.due_at <= now, WebhookDelivery.attempts < MOST_ATTEMPTS


def _locked(webhook_id: int) -> Webhook | None:
    return db.session.scalar(
        select(Webhook)
        .where(Webhook.id == webhook_id)
        # Nobody who writes a new message, which refers to the webhook, waits for this lock.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )


def settle(claimed: Claimed, outcome: Outcome) -> bool:
    """Record how an attempt ended; one that came too late, after another was begun, changes nothing.

    Returns whether the receiver took the message.
    """
    found = select(WebhookDelivery.webhook_id).where(
        WebhookDelivery.id == claimed.delivery_id, WAITS, WebhookDelivery.attempts == claimed.attempt
    )
    webhook = _locked(db.session.scalar(found) or 0)
    delivery = db.session.get(WebhookDelivery, claimed.delivery_id, populate_existing=True)
    # Looked at again under the lock: meanwhile the webhook may have been switched off.
    ours = delivery is not None and delivery.state == DeliveryState.WAITING
    if webhook is None or delivery is None or not ours or delivery.attempts != claimed.attempt:
        return False
    delivery.claimed_until = None
    delivery.problem, delivery.status = outcome.problem, outcome.status
    delivery.answer = outcome.answer or None
    if outcome.problem is None:
        webhook.failures, webhook.rests_until = 0, None
        _end(delivery, DeliveryState.DELIVERED)
    else:
        _fail(webhook, delivery, outcome.problem)
        if outcome.problem is Problem.GONE and webhook.url == claimed.url:
            _switch_off(webhook)
    db.session.flush()
    return outcome.problem is None


def _fail(webhook: Webhook, delivery: WebhookDelivery, problem: Problem) -> None:
    now = database_now()
    webhook.failures += 1
    webhook.rests_until = now + rest_after(webhook.failures)
    delay = delay_after(delivery.attempts, random.random())  # noqa: S311  spreads retries, guards nothing
    if delay is None or problem is Problem.GONE:
        _end(delivery, DeliveryState.FAILED)
    else:
        delivery.due_at = now + delay


def _end(delivery: WebhookDelivery, state: DeliveryState) -> None:
    delivery.state, delivery.ended_at = state, database_now()


def _switch_off(webhook: Webhook) -> None:
    webhook.enabled, webhook.gone, webhook.revision = False, True, new_revision()
    db.session.flush()
    end_waiting(webhook.id, Problem.SWITCHED_OFF)
    about = About(Subject.WEBHOOK, webhook.url, webhook.id)
    history.record(webhook.organization_id, Action.WEBHOOK_CHANGED, about, {"enabled": False, "gone": True})


def waiting(limit: int) -> list[int]:
    """Return the webhooks for which something is due, the longest waiting first (TRU-5)."""
    now = database_now()
    ready = or_(Webhook.rests_until.is_(None), Webhook.rests_until <= now)
    statement = (
        select(Webhook.id)
        .join(WebhookDelivery, WebhookDelivery.webhook_id == Webhook.id)
        .where(Webhook.enabled, ready, *_is_due(now))
        .group_by(Webhook.id)
        .order_by(func.min(WebhookDelivery.due_at))
        .limit(limit)
    )
    return list(db.session.scalars(statement))
