"""Messages to webhooks that are ended, put back or cleared away, many at once."""

import datetime as dt

from sqlalchemy import ColumnElement, update

from portal.domain.webhooks import MOST_ATTEMPTS, DeliveryState, Problem
from portal.extensions import db
from portal.models import Webhook, WebhookDelivery
from portal.queries.clock import database_now
from portal.services.batches import delete_batch
from portal.services.leases import is_free

# What was due so long ago, behind others for a receiver that is down, is of no use to anybody any more.
TURN_WITHIN = dt.timedelta(days=3)
KEPT = dt.timedelta(days=30)
BATCH = 1000
WAITS = WebhookDelivery.state == DeliveryState.WAITING


def end_waiting(webhook_id: int, problem: Problem) -> None:
    """End all that waits for a webhook, without success."""
    _end_all(problem, WebhookDelivery.webhook_id == webhook_id)


def end_hopeless() -> None:
    """End what waited too long, and what had its last attempt without an outcome (TRU-6)."""
    now = database_now()
    free = is_free(WebhookDelivery.claimed_until, now)
    _end_all(Problem.NO_OUTCOME, free, WebhookDelivery.attempts >= MOST_ATTEMPTS)
    _end_all(Problem.TOO_OLD, free, WebhookDelivery.due_at < now - TURN_WITHIN)


def _end_all(problem: Problem, *which: ColumnElement[bool]) -> None:
    ended = {"state": DeliveryState.FAILED, "problem": problem, "ended_at": database_now()}
    statement = update(WebhookDelivery).where(WAITS, *which).values(**ended, claimed_until=None)
    db.session.execute(statement.execution_options(synchronize_session=False))


def put_back(delivery_id: int) -> None:
    """Let a message be due now; one that ended begins anew, one that waits keeps its attempts."""
    now = database_now()
    mine = WebhookDelivery.id == delivery_id
    for which, values in (
        (WAITS, {}),
        (~WAITS, {"state": DeliveryState.WAITING, "attempts": 0, "ended_at": None, "claimed_until": None}),
    ):
        statement = update(WebhookDelivery).where(mine, which).values(due_at=now, **values)
        db.session.execute(statement.execution_options(synchronize_session=False))


def wake(webhook_id: int) -> None:
    """Let a receiver that rests be tried at once."""
    statement = update(Webhook).where(Webhook.id == webhook_id).values(rests_until=None)
    db.session.execute(statement.execution_options(synchronize_session=False))


def delete_old() -> int:
    """Delete a batch of the messages that ended longer than KEPT ago; return how many there were."""
    old = WebhookDelivery.ended_at < database_now() - KEPT
    return len(delete_batch(WebhookDelivery, old, most=BATCH))
