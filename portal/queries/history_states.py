"""Earlier states of a profile: from now back through what was changed (HIS-2)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from werkzeug.exceptions import NotFound

from portal.domain.difference import NOTHING, State, applied, inverse
from portal.extensions import db
from portal.models import AuditEntry, Profile
from portal.queries.among import LARGEST_ID
from portal.queries.history import ProfileChange, change_of
from portal.queries.profile_states import state_of

# So many entries at a time: each may name 100,000 numbers.
_AT_A_TIME = 20


def entries_of(organization_id: int, profile_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the entries of one profile, whose id no other ever has."""
    return AuditEntry.organization_id == organization_id, AuditEntry.profile_id == profile_id


def entry_at(organization_id: int, position: int) -> AuditEntry:
    """Return one entry; another organisation's does not exist (ACC-4): NotFound."""
    entry = db.session.get(AuditEntry, (organization_id, min(position, LARGEST_ID)))
    if entry is None:
        raise NotFound
    return entry


def change_at(organization_id: int, profile_id: int, position: int) -> ProfileChange:
    """Return one change of a profile: NotFound when the entry is of something else."""
    of_profile = entries_of(organization_id, profile_id)
    entry = db.session.scalar(
        select(AuditEntry).where(*of_profile, AuditEntry.position == min(position, LARGEST_ID))
    )
    if entry is None:
        raise NotFound
    return change_of(entry)


def state_at(organization_id: int, profile_id: int, position: int) -> State:
    """Return what the profile was right after the entry at `position`; before the first, what it began as."""
    _now, (then,) = states_at(organization_id, profile_id, (position,))
    return then


def states_at(organization_id: int, profile_id: int, positions: Sequence[int]) -> tuple[State, list[State]]:
    """Return what the profile is now, and what it was right after each of these entries, oldest first."""
    now = _now(organization_id, profile_id)
    found, then = [], now
    wanted = sorted((min(position, LARGEST_ID) for position in positions), reverse=True)
    later = _newest_first(organization_id, profile_id).where(AuditEntry.position > wanted[-1])
    for entry in db.session.scalars(later.execution_options(yield_per=_AT_A_TIME)):
        while wanted and wanted[0] >= entry.position:
            found.append(then)
            wanted.pop(0)
        then = applied(then, inverse(change_of(entry).difference))
    return now, [*[then for _ in wanted], *reversed(found)]


def _now(organization_id: int, profile_id: int) -> State:
    profile = db.session.scalar(
        select(Profile).where(Profile.id == profile_id, Profile.organization_id == organization_id)
    )
    return NOTHING if profile is None else state_of(profile)


def _newest_first(organization_id: int, profile_id: int) -> Select[AuditEntry]:
    of_profile = entries_of(organization_id, profile_id)
    return select(AuditEntry).where(*of_profile).order_by(AuditEntry.position.desc())
