"""What a change of a large profile would do, counted by whichever worker comes first (STA-2).

The row is the work, a ring only wakes somebody up (TRU-5). Two workers at the same run take turns, since
each locks it for the targets that it counts next.
"""

import datetime as dt

from sqlalchemy import ColumnElement, delete, or_, select, update

from portal.domain.impact import OPEN, Action, RunState
from portal.extensions import db
from portal.jobs import Job, ring_after_commit
from portal.models import Account, ImpactRun, Profile
from portal.queries.clock import database_now
from portal.services.batches import delete_batch
from portal.services.leases import is_free
from portal.services.upserts import insert_into

LEASE = dt.timedelta(seconds=60)
# A ring comes within seconds or never.
RING_HEARD_WITHIN = dt.timedelta(seconds=10)
MOST_ATTEMPTS = 3
KEPT_FOR = dt.timedelta(days=1)
# Each takes some ten thousand targets with it.
DELETED_AT_ONCE = 5


def begin(profile: Profile, account: Account, action: Action) -> None:
    """Have a worker count anew what the action would do; what this account had counted before is gone."""
    mine = (ImpactRun.account_id == account.id, ImpactRun.profile_id == profile.id)
    before = delete(ImpactRun).where(*mine, ImpactRun.action == action)
    db.session.execute(before.execution_options(synchronize_session=False))
    # Somebody who asks twice at once has one of both.
    row = insert_into(ImpactRun).values(
        organization_id=profile.organization_id,
        profile_id=profile.id,
        account_id=account.id,
        action=action,
    )
    run_id = db.session.scalar(row.on_conflict_do_nothing().returning(ImpactRun.id))
    if run_id is not None:
        ring_after_commit(Job.COUNT_IMPACT, run_id)


def claim(run_id: int) -> bool:
    """Take the lease of a run that waits; False when there is nothing to do.

    The attempt is counted before the work starts: a run that kills its worker is given up (TRU-6).
    """
    now = database_now()
    claimed = (
        update(ImpactRun)
        .where(ImpactRun.id == run_id, _is_free(now), ImpactRun.attempts < MOST_ATTEMPTS)
        .values(state=RunState.COUNTING, attempts=ImpactRun.attempts + 1, claimed_until=now + LEASE)
        .returning(ImpactRun.id)
    )
    return db.session.scalar(claimed.execution_options(synchronize_session=False)) is not None


def _is_free(now: dt.datetime) -> ColumnElement[bool]:
    return ImpactRun.state.in_(OPEN) & is_free(ImpactRun.claimed_until, now)


def let_go(run_id: int) -> None:
    """Leave a run for whoever comes next; so far it went well."""
    free = update(ImpactRun).where(ImpactRun.id == run_id).values(claimed_until=None)
    db.session.execute(free.execution_options(synchronize_session=False))


def waiting(limit: int) -> list[int]:
    """Return the ids of runs that no ring reached or whose worker went away, oldest first (TRU-5)."""
    now = database_now()
    overdue = or_(ImpactRun.claimed_until < now, ImpactRun.asked_at < now - RING_HEARD_WITHIN)
    statement = select(ImpactRun.id).where(_is_free(now), overdue, ImpactRun.attempts < MOST_ATTEMPTS)
    return list(db.session.scalars(statement.order_by(ImpactRun.id).limit(limit)))


def give_up_exhausted() -> None:
    """End the runs whose last attempt ended without an outcome (TRU-6)."""
    now = database_now()
    exhausted = (
        update(ImpactRun)
        .where(_is_free(now), ImpactRun.attempts >= MOST_ATTEMPTS)
        .values(state=RunState.GIVEN_UP, claimed_until=None, finished_at=now)
    )
    db.session.execute(exhausted.execution_options(synchronize_session=False))


def delete_old() -> int:
    """Delete a few runs that were asked for long ago; return how many."""
    old = ImpactRun.asked_at < database_now() - KEPT_FOR
    return len(delete_batch(ImpactRun, old, most=DELETED_AT_ONCE))
