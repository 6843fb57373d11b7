"""The alarm of a directory that would have removed too much, until the next one is taken in (TRU-21)."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from portal.domain.audit import Action, ActorKind
from portal.extensions import db
from portal.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Alarm:
    """When a directory was refused, and who sent it: the name of an API key, or of a user of the machine."""

    at: dt.datetime
    sender: str


def alarm_of(organization_id: int) -> Alarm | None:
    """Return the alarm, None once a directory that a program sent was taken in after it."""
    refused = _last(organization_id, Action.DIRECTORY_REFUSED)
    by_program = AuditEntry.actor_kind != ActorKind.ACCOUNT.value
    taken = _last(organization_id, Action.DIRECTORY_CHANGED, by_program)
    if refused is None or (taken is not None and taken.position > refused.position):
        return None
    return Alarm(refused.at, refused.actor_name)


def _last(organization_id: int, action: Action, *which: ColumnElement[bool]) -> AuditEntry | None:
    return db.session.scalar(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id, AuditEntry.action == action.value, *which)
        .order_by(AuditEntry.position.desc())
        .limit(1)
    )
