"""The audit log is written: every service that changes something ends here (HIS-1, TRU-17).

What happened is noted where it happens, and written when the transaction is about to commit. Only then is the
end of the organisation's chain locked, as the last of all locks, so that writers wait for each other briefly
and never in a ring. What is rolled back, also to a savepoint, is forgotten.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby

from sqlalchemy import ColumnElement, event, func, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from importer.canonical import canonical
from importer.json_value import JsonValue
from portal.domain.audit import NO_HASH, Action, Actor, Link, Subject
from portal.extensions import db
from portal.models import AuditChain, AuditEntry
from portal.models.columns import UtcDateTime
from portal.services import actors, webhook_outbox
from portal.services.upserts import insert_into

# Attempts that name no organisation that there is.
NO_ORGANIZATION = 0
SUBJECT_LENGTH = 255
_NOTED = "audit_noted"


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about. The last three are of profiles: its id, and its revision before and after."""

    kind: Subject
    name: str
    id: int | None = None
    profile_id: int | None = None
    seen_revision: str | None = None
    profile_revision: str | None = None


@dataclass(frozen=True, slots=True)
class _Noted:
    """What waits for the commit, and in which transaction or savepoint it was noted."""

    organization_id: int
    actor: Actor
    action: Action
    about: About
    details: str
    inside: SessionTransaction


def record(  # noqa: PLR0913  what an entry says
    organization_id: int,
    action: Action,
    about: About,
    details: Mapping[str, JsonValue] | None = None,
    *,
    who: str = "",
    actor: Actor | None = None,
) -> None:
    """Note what was done; it is in the log when, and only when, the transaction commits.

    `details` never hold a secret. `actor` is who is at work unless told otherwise; `who` names them where
    nobody did.
    """
    actor = actor or actors.current()
    named = actor if actor.name else replace(actor, name=who[: actors.NAME_LENGTH])
    session = db.session()
    inside = session.get_nested_transaction() or session.get_transaction() or session.begin()
    text = canonical(details or {}).decode()
    _noted(session).append(_Noted(organization_id, named, action, about, text, inside))


def _noted(session: Session) -> list[_Noted]:
    found: list[_Noted] = session.info.setdefault(_NOTED, [])
    return found


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if not session.info.get(_NOTED) or session.in_nested_transaction():
        return
    # A session that was closed instead of rolled back may have left something of an earlier transaction.
    ours = session.get_transaction()
    waiting = [noted for noted in session.info.pop(_NOTED) if ours in _around(noted.inside)]
    # By organisation: two that change several lock the ends of their chains in the same order.
    in_order = sorted(waiting, key=lambda noted: noted.organization_id)
    for organization_id, some in groupby(in_order, key=lambda noted: noted.organization_id):
        _append(session, organization_id, list(some))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    waiting: list[_Noted] = session.info.get(_NOTED, [])
    if waiting:
        session.info[_NOTED] = [noted for noted in waiting if undone not in _around(noted.inside)]


def _around(inside: SessionTransaction) -> Sequence[SessionTransaction]:
    around, outer = [inside], inside.parent
    while outer is not None:
        around.append(outer)
        outer = outer.parent
    return around


def _append(session: Session, organization_id: int, waiting: Sequence[_Noted]) -> None:
    position, previous, at = _end_of_chain(session, organization_id)
    links, rows = [], []
    for noted in waiting:
        position += 1
        link = _link(noted, position, at, previous)
        previous = link.hash()
        links.append(link)
        rows.append(asdict(link) | {"hash": previous})
    session.execute(insert(AuditEntry), rows)
    webhook_outbox.tell_of(session, organization_id, links)
    session.execute(
        update(AuditChain)
        .where(AuditChain.organization_id == organization_id)
        .values(position=position, hash=previous)
        .execution_options(synchronize_session=False)
    )


def _end_of_chain(session: Session, organization_id: int) -> tuple[int, str, dt.datetime]:
    """Lock the end of the chain, which is begun when it is not there; return it with the time."""
    end = (
        select(AuditChain.position, AuditChain.hash, _now(session))
        .where(AuditChain.organization_id == organization_id)
        .with_for_update()
    )
    found = session.execute(end).one_or_none()
    if found is None:
        begin = insert_into(AuditChain).values(organization_id=organization_id, position=0, hash=NO_HASH)
        session.execute(begin.on_conflict_do_nothing(index_elements=["organization_id"]))
        found = session.execute(end).one()
    return found[0], found[1], found[2]


def _now(session: Session) -> ColumnElement[dt.datetime]:
    # Asked for once the lock is held, so that the order of the entries is that of their times.
    kind = UtcDateTime()
    if session.get_bind().dialect.name == "postgresql":
        return func.clock_timestamp(type_=kind)
    return func.current_timestamp(type_=kind)


def _link(noted: _Noted, position: int, at: dt.datetime, previous: str) -> Link:
    actor, about = noted.actor, noted.about
    return Link(
        organization_id=noted.organization_id,
        position=position,
        at=at,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        actor_account_id=actor.account_id,
        address=actor.address,
        action=noted.action.value,
        subject_kind=about.kind.value,
        subject=about.name[:SUBJECT_LENGTH],
        subject_id=about.id,
        profile_id=about.profile_id,
        seen_revision=about.seen_revision,
        profile_revision=about.profile_revision,
        details=noted.details,
        previous_hash=previous,
    )
