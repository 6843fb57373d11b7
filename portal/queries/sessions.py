"""Who a browser's session belongs to."""

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from portal.extensions import db
from portal.models import Account, Organization, PortalSession


def account_of(digest: str) -> Account | None:
    """Return the account of a session that has not ended, with its role and organisation, in one query."""
    return db.session.scalar(
        select(Account)
        .join(PortalSession, PortalSession.account_id == Account.id)
        .join(Organization, Account.organization_id == Organization.id)
        .options(contains_eager(Account.organization))
        .where(PortalSession.digest == digest, PortalSession.expires_at > func.current_timestamp())
    )
