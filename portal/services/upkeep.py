"""What has ended is cleared away, some rows at a time, so that nobody waits for it."""

import datetime as dt

from sqlalchemy import func

from portal.models import AgentSession, Draft, PortalSession, TargetUpload
from portal.queries.clock import database_now
from portal.services.batches import delete_batch

BATCH = 1000
# A draft may hold a hundred thousand ticks, which go with it.
DRAFTS_AT_ONCE = 10
DRAFT_DAYS = 30


def delete_ended_sessions() -> int:
    """Delete a batch of sessions that ended, of softphones and browsers; return how many there were."""
    return sum(
        len(delete_batch(table, table.expires_at <= func.current_timestamp(), most=BATCH))
        for table in (AgentSession, PortalSession)
    )


def delete_old_drafts() -> int:
    """Delete a few drafts, and uploads for them, that nobody touched for DRAFT_DAYS; return how many."""
    until = database_now() - dt.timedelta(days=DRAFT_DAYS)
    return sum(
        len(delete_batch(table, touched < until, most=DRAFTS_AT_ONCE))
        for table, touched in ((Draft, Draft.changed_at), (TargetUpload, TargetUpload.uploaded_at))
    )
