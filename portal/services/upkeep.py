"""What has ended is cleared away, some rows at a time, so that nobody waits for it."""

import datetime as dt

from sqlalchemy import ColumnElement, delete, func, select

from portal.extensions import db
from portal.models import AgentSession, Draft, PortalSession, TargetUpload
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
    """Delete a few drafts, and uploads for them, that nobody touched for DRAFT_DAYS; return how many.

    Safe to run twice at the same time, like the deletion of sessions (TRU-7).
    """
    until = database_now() - dt.timedelta(days=DRAFT_DAYS)
    return sum(
        _delete_old(table, touched < until)
        for table, touched in ((Draft, Draft.changed_at), (TargetUpload, TargetUpload.uploaded_at))
    )


def _delete_old(table: type[Draft | TargetUpload], old: ColumnElement[bool]) -> int:
    few = select(table.id).where(old).limit(DRAFTS_AT_ONCE).with_for_update(skip_locked=True).cte()
    gone = db.session.scalars(delete(table).where(table.id.in_(select(few.c.id))).returning(table.id))
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
