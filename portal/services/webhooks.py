"""Webhooks as administrators make them: where to, for which events, on or off."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import delete as delete_from
from sqlalchemy import func, select, update

from importer.json_value import JsonValue
from importer.masking import mask_text
from portal.domain.audit import Action, Subject
from portal.domain.difference import State, difference, written
from portal.domain.webhook_targets import BadTarget, TargetFault, read_target
from portal.domain.webhooks import TEST, Event, Problem, shown_secret
from portal.extensions import db
from portal.jobs import Job, ring_after_commit
from portal.models import Organization, Webhook, WebhookDelivery
from portal.models.columns import new_revision
from portal.queries.clock import database_now
from portal.services import history, webhook_outbox, webhook_upkeep
from portal.services.errors import EditConflict, NotAllowed, Refused
from portal.services.history import About
from portal.services.webhook_secrets import OVERLAP, new_salt, secret_made_of

MOST_WEBHOOKS = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed: the address, the events that were ticked, whether it is on."""

    url: str
    events: frozenset[Event]
    enabled: bool = True


@dataclass
class NotUsable(Refused):
    """What was typed makes no webhook: a bad address, no event, or one webhook too many."""

    target: TargetFault | None = None
    no_event: bool = False
    too_many: bool = False


def create(organization: Organization, wanted: Wanted) -> tuple[Webhook, str]:
    """Make a webhook and return it with its secret, which is shown only now. Raises NotUsable."""
    _refuse_bad(wanted)
    # Two at once are counted one after the other.
    mine = select(Organization.id).where(Organization.id == organization.id)
    db.session.execute(mine.with_for_update(key_share=True))
    having = select(func.count()).where(Webhook.organization_id == organization.id)
    if (db.session.scalar(having) or 0) >= MOST_WEBHOOKS:
        raise NotUsable(too_many=True)
    webhook = Webhook(organization_id=organization.id, salt=new_salt(), **_columns(wanted))
    db.session.add(webhook)
    db.session.flush()
    _record(webhook, Action.WEBHOOK_CREATED)
    return webhook, shown_secret(secret_made_of(webhook.salt))


def edit(webhook: Webhook, wanted: Wanted, *, seen_revision: str) -> None:
    """Save a webhook. What waits for one that is switched off ends. Raises NotUsable, EditConflict."""
    _refuse_bad(wanted)
    # What a receiver did that may be another now counts no more.
    fresh = {"revision": new_revision(), "gone": False, "failures": 0, "rests_until": None}
    before = {name: getattr(webhook, name) for name in _columns(wanted)}
    claimed = (
        update(Webhook)
        .where(Webhook.id == webhook.id, Webhook.revision == seen_revision)
        .values(**_columns(wanted), **fresh)
        .returning(Webhook.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(claimed) is None:
        raise EditConflict
    db.session.refresh(webhook)
    if not wanted.enabled:
        webhook_upkeep.end_waiting(webhook.id, Problem.SWITCHED_OFF)
    change = difference(State(before), State(_columns(wanted)))
    if not change.empty:
        history.record(webhook.organization_id, Action.WEBHOOK_CHANGED, _about(webhook), written(change))


def delete(webhook: Webhook) -> None:
    """Delete a webhook with all its messages."""
    gone = delete_from(Webhook).where(Webhook.id == webhook.id).returning(Webhook.id)
    # Who waited for another to delete it has deleted nothing.
    if db.session.scalar(gone.execution_options(synchronize_session=False)) is not None:
        _record(webhook, Action.WEBHOOK_DELETED)
    db.session.expunge(webhook)


def renew_secret(webhook: Webhook) -> str:
    """Return a new secret, shown only now; the former one is valid beside it for OVERLAP.

    Raises EditConflict when somebody changed the webhook a moment before.
    """
    # Of two at once one is refused: the other's secret was shown just now.
    renewed = (
        update(Webhook)
        .where(Webhook.id == webhook.id, Webhook.revision == webhook.revision)
        .values(
            former_salt=webhook.salt,
            former_until=database_now() + OVERLAP,
            salt=new_salt(),
            revision=new_revision(),
        )
        .returning(Webhook.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(renewed) is None:
        raise EditConflict
    db.session.refresh(webhook)
    history.record(webhook.organization_id, Action.WEBHOOK_SECRET_RENEWED, _about(webhook))
    return shown_secret(secret_made_of(webhook.salt))


def send_test(webhook: Webhook) -> None:
    """Write a message of no meaning, which goes at once even to a receiver that rests."""
    webhook_upkeep.wake(webhook.id)
    webhook_outbox.tell_one(webhook, TEST, {"webhook": webhook.id})


def resend(webhook: Webhook, delivery: WebhookDelivery) -> None:
    """Let a message be due again now, under its own id and behind what was due before.

    The receiver is asked at once, also one that rests. Raises NotAllowed while the webhook is off.
    """
    if not webhook.enabled:
        raise NotAllowed("webhook_off")
    webhook_upkeep.wake(webhook.id)
    webhook_upkeep.put_back(delivery.id)
    ring_after_commit(Job.DELIVER_TO_WEBHOOK, webhook.id)


def _columns(wanted: Wanted) -> dict[str, JsonValue]:
    events = ",".join(event for event in Event if event in wanted.events)
    return {"url": wanted.url, "events": events, "enabled": wanted.enabled}


def _refuse_bad(wanted: Wanted) -> None:
    target = _target_fault(wanted.url)
    if target is not None or not wanted.events:
        raise NotUsable(target, no_event=not wanted.events)


def _target_fault(url: str) -> TargetFault | None:
    try:
        read_target(url, current_app.config["SETTINGS"].webhook_private_networks)
    except BadTarget as bad:
        return bad.code
    # Addresses are kept and shown in clear, so that no secret may stand in one (TRU-16).
    return TargetFault.SECRET if mask_text(url) != url else None


def _record(webhook: Webhook, action: Action) -> None:
    details: dict[str, JsonValue] = {"events": [*webhook.events.split(",")], "enabled": webhook.enabled}
    history.record(webhook.organization_id, action, _about(webhook), details)


def _about(webhook: Webhook) -> About:
    return About(Subject.WEBHOOK, webhook.url, webhook.id)
