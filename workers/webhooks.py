"""Handing messages to webhooks. Every task is safe to run twice, and at the same time (TRU-7)."""

import time

import structlog
from flask import current_app

from portal.extensions import celery, db
from portal.jobs import Job, ring
from portal.services import webhook_queue, webhook_upkeep
from portal.services.webhook_sending import send

log = structlog.get_logger(__name__)

# After so long other webhooks have their turn.
TURN_S = 20
# What one sweep rings for at most; the next one comes in seconds.
SWEEP_AT_MOST = 50


@celery.task(name=Job.DELIVER_TO_WEBHOOK.value)
def deliver(webhook_id: int) -> None:
    """Send what is due to one webhook, message by message, until one fails or the turn is over."""
    ends = time.monotonic() + TURN_S
    while _deliver_next(webhook_id):
        if time.monotonic() > ends:
            ring(Job.DELIVER_TO_WEBHOOK, webhook_id)
            return


def _deliver_next(webhook_id: int) -> bool:
    """Send the next message that is due; tell whether there was one and it was taken."""
    claimed = webhook_queue.claim(webhook_id)
    db.session.commit()
    if claimed is None:
        return False
    outcome = send(claimed, current_app.config["SETTINGS"].webhook_private_networks)
    taken = webhook_queue.settle(claimed, outcome)
    db.session.commit()
    log.info(
        "webhook_sent",
        webhook_id=webhook_id,
        message_id=claimed.message_id,
        status=outcome.status,
        problem=outcome.problem,
    )
    return taken


@celery.task(name=Job.SWEEP_WEBHOOKS.value)
def sweep() -> None:
    """Ring for what no ring reached or what is due again, and end what is hopeless (TRU-5, TRU-6).

    It sends nothing itself, so that no receiver holds up the sweep.
    """
    webhook_upkeep.end_hopeless()
    db.session.commit()
    for webhook_id in webhook_queue.waiting(SWEEP_AT_MOST):
        ring(Job.DELIVER_TO_WEBHOOK, webhook_id)


@celery.task(name=Job.EXPIRE_DELIVERIES.value)
def expire() -> None:
    """Delete the messages that ended long ago, each batch on its own; safe to run twice."""
    while webhook_upkeep.delete_old():
        db.session.commit()
