"""Sessions of browsers: begun with a password, kept on the server, ended at once (TRU-11)."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select

from portal.extensions import db
from portal.models import Account, AgentSession, Organization, PortalSession
from portal.queries.among import among
from portal.queries.clock import database_now
from portal.services import failures, passwords
from portal.services.errors import WrongCredential
from portal.services.tokens import digest_of, new_token


def begin(slug: str, login: str, password: str, *, lasting: dt.timedelta) -> str:
    """Return a new session's token.

    Raises WrongCredential, the same and as slowly for every mismatch, and TooManyFailures (TRU-12).
    """
    credential = ("sign-in", slug, login)
    failures.refuse_when_closed(*credential)
    account = db.session.scalar(
        select(Account)
        .join(Organization, Account.organization_id == Organization.id)
        .where(Organization.slug == slug, Account.login == login)
    )
    right = passwords.matches(account.password_hash if account else None, password)
    if account is None or not right:
        failures.count(*credential)
        raise WrongCredential
    token = new_token("hs")
    expires_at = database_now() + lasting
    db.session.add(PortalSession(digest=digest_of(token), account_id=account.id, expires_at=expires_at))
    db.session.flush()
    return token


def end(token: str) -> None:
    """End one session; a copy of its cookie is dead with it."""
    db.session.execute(delete(PortalSession).where(PortalSession.digest == digest_of(token)))


def end_all_of(account_ids: Collection[int]) -> None:
    """End every session of these accounts, in browsers and on softphones (TRU-11)."""
    for table in (PortalSession, AgentSession):
        db.session.execute(delete(table).where(among(table.account_id, account_ids)))
