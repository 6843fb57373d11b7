"""What was refused is in the audit log too, and nobody can flood it (TRU-17).

A refusal rolls back what it was about, so what is noted here is written afterwards, in a transaction of its
own, when the answer is made.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from importer.json_value import JsonValue
from portal import database
from portal.domain.audit import Action
from portal.extensions import db
from portal.models import AuditEntry, NumberOwner
from portal.queries.clock import database_now
from portal.services import actors, history
from portal.services.history import About

log = structlog.get_logger(__name__)

# In so long not more than so many of one kind: in the organisation, and of one actor about one thing.
WINDOW = dt.timedelta(minutes=10)
MOST_OF_ALL = 100
MOST_OF_ONE = 10


@dataclass(frozen=True, slots=True)
class _Denial:
    organization_id: int
    action: Action
    about: About
    terminal_id: int | None
    details: Mapping[str, JsonValue]


_noted: ContextVar[tuple[_Denial, ...]] = ContextVar("denials", default=())


def forget() -> None:
    """Begin a request in which nothing was refused yet."""
    _noted.set(())


def note(
    organization_id: int | None,
    action: Action,
    about: About,
    *,
    terminal_id: int | None = None,
    details: Mapping[str, JsonValue] | None = None,
) -> None:
    """Note a refusal, to the softphone of a terminal if it is one.

    Without an organisation, because there is none of that name, the answer takes as long (TRU-14).
    """
    denial = _Denial(organization_id or history.NO_ORGANIZATION, action, about, terminal_id, details or {})
    _noted.set((*_noted.get(), denial))


def write() -> None:
    """Write what was noted; what the request did besides is rolled back. Never fails: the answer is made."""
    denials = _noted.get()
    if not denials:
        return
    forget()
    try:
        db.session.rollback()
        database.end_reading()
        for denial in denials:
            _write(denial)
        db.session.commit()
    except SQLAlchemyError as error:
        db.session.rollback()
        log.warning("denial_not_recorded", error=type(error).__name__)


def _write(denial: _Denial) -> None:
    since = database_now() - WINDOW
    newest = db.session.execute(
        select(AuditEntry.at, AuditEntry.actor_name, AuditEntry.address, AuditEntry.subject)
        .where(AuditEntry.organization_id == denial.organization_id, AuditEntry.action == denial.action.value)
        .order_by(AuditEntry.position.desc())
        .limit(MOST_OF_ALL)
    ).all()
    recent = Counter((row.actor_name, row.address, row.subject) for row in newest if row.at > since)
    actor, who = actors.current(), _extension(denial.terminal_id)
    left = min(
        MOST_OF_ALL - recent.total(),
        MOST_OF_ONE - recent[actor.name or who, actor.address, denial.about.name],
    )
    if left > 0:
        # The last that is recorded says that there may be more.
        more: Mapping[str, JsonValue] = {"more_unrecorded": True} if left == 1 else {}
        details = {**denial.details, **more}
        history.record(denial.organization_id, denial.action, denial.about, details, who=who)


def _extension(terminal_id: int | None) -> str:
    if terminal_id is None:
        return ""
    return db.session.scalar(select(NumberOwner.extension).where(NumberOwner.id == terminal_id)) or ""
