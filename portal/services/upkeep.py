"""What has ended is cleared away, some rows at a time, so that nobody waits for it."""

import datetime as dt

from sqlalchemy import delete, func, select

from portal.extensions import db
from portal.models import AgentSession, Draft, PortalSession
from portal.queries.clock import database_now

BATCH = 1000
# A draft may hold a hundred thousand ticks, which go with it.
DRAFTS_AT_ONCE = 10
DRAFT_DAYS = 30


def delete_ended_sessions() -> int:
    """Delete a batch of sessions that ended, of softphones and browsers; return how many there were.

    Safe to run twice at the same time: each passes over the rows that the other holds (TRU-7).
    """
    return sum(_delete_batch(table) for table in (AgentSession, PortalSession))


def delete_old_drafts() -> int:
    """Delete a few drafts that nobody changed for DRAFT_DAYS; return how many there were.

    Safe to run twice at the same time, like the deletion of sessions (TRU-7).
    """
    old = (
        select(Draft.id)
        .where(Draft.changed_at < database_now() - dt.timedelta(days=DRAFT_DAYS))
        .limit(DRAFTS_AT_ONCE)
        .with_for_update(skip_locked=True)
        .cte()
    )
    gone = db.session.scalars(delete(Draft).where(Draft.id.in_(select(old.c.id))).returning(Draft.id))
    return len(gone.all())


def _delete_batch(table: type[AgentSession | PortalSession]) -> int:
    ended = (
        select(table.id)
        .where(table.expires_at <= func.current_timestamp())
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .cte()
    )
    gone = db.session.scalars(delete(table).where(table.id.in_(select(ended.c.id))).returning(table.id))
    return len(gone.all())
