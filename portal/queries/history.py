"""What happened to a profile, as the history has it (HIS-1)."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from portal.domain import difference
from portal.domain.audit import Action, Actor, ActorKind
from portal.domain.difference import Difference
from portal.extensions import db
from portal.models import AuditEntry, Profile

# More than a person reads; a form that is so far behind is looked at anew.
MOST_MEANWHILE = 50


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """One change of a profile: who made it, when, from where, and what it did."""

    position: int
    at: dt.datetime
    actor: Actor
    action: Action
    profile_id: int
    revision: str | None
    difference: Difference


def changes_since(profile_id: int, revision: str) -> tuple[ProfileChange, ...]:
    """Return what was changed on the profile after it had `revision`, oldest first.

    A revision that the history does not know is from before it began: then everything came after it. Of more
    than MOST_MEANWHILE changes the newest are returned.
    """
    mine = (
        AuditEntry.organization_id
        == select(Profile.organization_id).where(Profile.id == profile_id).scalar_subquery(),
        AuditEntry.profile_id == profile_id,
    )
    became = select(func.max(AuditEntry.position)).where(*mine, AuditEntry.profile_revision == revision)
    # A save that changed nothing gives a revision without an entry; the next change names it as seen.
    left = select(func.min(AuditEntry.position) - 1).where(*mine, AuditEntry.seen_revision == revision)
    since = func.coalesce(became.scalar_subquery(), left.scalar_subquery(), 0)
    newest = (
        select(AuditEntry)
        .where(*mine, AuditEntry.position > since)
        .order_by(AuditEntry.position.desc())
        .limit(MOST_MEANWHILE)
    )
    return tuple(reversed(_changes(newest)))


def _changes(statement: Select[AuditEntry]) -> list[ProfileChange]:
    return [change_of(entry) for entry in db.session.scalars(statement)]


def change_of(entry: AuditEntry) -> ProfileChange:
    """Return the change that an entry of a profile tells of."""
    actor = Actor(ActorKind(entry.actor_kind), entry.actor_name, entry.actor_account_id, entry.address)
    return ProfileChange(
        position=entry.position,
        at=entry.at,
        actor=actor,
        action=Action(entry.action),
        profile_id=entry.profile_id or 0,
        revision=entry.profile_revision,
        difference=difference.read(json.loads(entry.details)),
    )
