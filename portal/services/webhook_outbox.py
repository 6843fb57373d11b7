"""Messages to webhooks are written with what they tell of: both are committed, or neither (TRU-5)."""

import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from importer.json_value import JsonValue
from portal.domain.audit import Action, Link, Subject
from portal.domain.webhooks import DeliveryState, Event, events_of, may_tell, message
from portal.extensions import db
from portal.jobs import Job, ring_after_commit
from portal.models import Organization, Webhook, WebhookDelivery
from portal.queries.clock import database_now


@dataclass(frozen=True, slots=True)
class Happened:
    """One event, when it was, and what a message says of it."""

    event: str
    at: dt.datetime
    data: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A webhook that is on, what it wants, and the slug of its organisation."""

    webhook_id: int
    events: frozenset[str]
    organization: str


def tell_of(session: Session, organization_id: int, entries: Sequence[Link]) -> None:
    """Write what these entries of the audit log tell; costs a query when there is an event among them."""
    telling = [entry for entry in entries if may_tell(Action(entry.action))]
    if telling and (wanting := _wanting(session, organization_id)):
        _write(session, wanting, [happened for entry in telling for happened in _happened(entry)])


def tell(organization_id: int, event: Event, data: Callable[[], Mapping[str, JsonValue]]) -> None:
    """Write what happened beside the audit log; costs one query where nobody wants to know."""
    wanting = [each for each in _wanting(db.session(), organization_id) if event in each.events]
    if wanting:
        _write(db.session(), wanting, [Happened(event, database_now(), data())])


def tell_one(webhook: Webhook, kind: str, data: Mapping[str, JsonValue]) -> None:
    """Write a message to one webhook, whatever it wants."""
    organization = db.session.get_one(Organization, webhook.organization_id)
    wanting = Wanting(webhook.id, frozenset({kind}), organization.slug)
    _write(db.session(), [wanting], [Happened(kind, database_now(), data)])


def _wanting(session: Session, organization_id: int) -> Sequence[Wanting]:
    rows = session.execute(
        select(Webhook.id, Webhook.events, Organization.slug)
        .join(Organization, Organization.id == Webhook.organization_id)
        .where(Webhook.organization_id == organization_id, Webhook.enabled)
        .order_by(Webhook.id)
        # One that is being deleted is passed over; waited for, its deletion could wait for this in turn.
        .with_for_update(read=True, key_share=True, skip_locked=True, of=Webhook)
    )
    return [Wanting(row.id, frozenset(row.events.split(",")), row.slug) for row in rows]


def _write(session: Session, wanting: Iterable[Wanting], all_happened: Sequence[Happened]) -> None:
    rows = []
    for each in wanting:
        mine = [happened for happened in all_happened if happened.event in each.events]
        rows += [_row(each, happened) for happened in mine]
        if mine:
            ring_after_commit(Job.DELIVER_TO_WEBHOOK, each.webhook_id)
    if rows:
        session.execute(insert(WebhookDelivery), rows)


def _row(to: Wanting, happened: Happened) -> dict[str, object]:
    data = {"organization": to.organization, **happened.data}
    return {
        "webhook_id": to.webhook_id,
        "message_id": f"msg_{secrets.token_urlsafe(16)}",
        "event": happened.event,
        "body": message(happened.event, happened.at, data),
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "due_at": happened.at,
    }


def _happened(entry: Link) -> Iterable[Happened]:
    details = json.loads(entry.details)
    for event in events_of(Action(entry.action), details):
        yield Happened(event, entry.at, _data(entry, details))


def _data(entry: Link, details: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {
        "action": entry.action,
        "actor": {"kind": entry.actor_kind, "name": entry.actor_name},
    }
    if entry.profile_id is not None:
        profile: dict[str, JsonValue] = {
            "id": entry.profile_id,
            "name": entry.subject,
            "revision": entry.profile_revision,
        }
        return data | {"profile": profile}
    if entry.subject_kind != Subject.CAPTURE:
        return data | {"subject": entry.subject, "details": details}
    known = ("capture", "extension", "login", "origin", "faults")
    capture: dict[str, JsonValue] = {name: details[name] for name in known if name in details}
    return data | {"capture": {"name": entry.subject, **capture}}
