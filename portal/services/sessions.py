"""Sessions of browsers: begun with a password, kept on the server, ended at once (TRU-11)."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, select

from importer.json_value import JsonValue
from portal.domain.audit import Action, ActorKind, Subject
from portal.extensions import db
from portal.models import Account, AgentSession, PortalSession
from portal.queries.among import among
from portal.queries.clock import database_now
from portal.services import actors, denials, failures, history
from portal.services.history import About
from portal.services.proofs import about_account, named, prove
from portal.services.tokens import digest_of, new_token

# Of more accounts whose sessions end at once, the rest are counted.
MOST_NAMED = 100


def begin(slug: str, login: str, password: str, *, lasting: dt.timedelta) -> str:
    """Return a new session's token.

    Raises WrongCredential, the same and as slowly for every mismatch, and TooManyFailures (TRU-12).
    """
    credential = ("sign-in", slug, login)
    failures.refuse_when_closed(*credential)
    organization_id, found = named(Account, slug, Account.login == login)

    def denied() -> None:
        denials.note(organization_id, Action.SIGN_IN_FAILED, about_account(found))

    account = prove(found, password, credential, denied)
    token = new_token("hs")
    expires_at = database_now() + lasting
    db.session.add(PortalSession(digest=digest_of(token), account_id=account.id, expires_at=expires_at))
    db.session.flush()
    whoever = actors.named(ActorKind.ACCOUNT, account.login, account.id)
    history.record(account.organization_id, Action.SIGNED_IN, about_account(account), actor=whoever)
    return token


def end(token: str) -> None:
    """End one session; a copy of its cookie is dead with it."""
    account = db.session.scalar(
        select(Account)
        .join(PortalSession, PortalSession.account_id == Account.id)
        .where(PortalSession.digest == digest_of(token))
    )
    db.session.execute(delete(PortalSession).where(PortalSession.digest == digest_of(token)))
    if account is not None:
        history.record(account.organization_id, Action.SIGNED_OUT, about_account(account))


def end_all_of(account_ids: Collection[int]) -> None:
    """End every session of these accounts, in browsers and on softphones (TRU-11)."""
    ended: set[int] = set()
    for table in (PortalSession, AgentSession):
        gone = delete(table).where(among(table.account_id, account_ids)).returning(table.account_id)
        ended.update(db.session.scalars(gone))
    if ended:
        _record_ended(ended)


def _record_ended(account_ids: Collection[int]) -> None:
    whose = select(Account.organization_id, Account.login).where(among(Account.id, account_ids))
    logins: dict[int, list[str]] = {}
    for organization_id, login in db.session.execute(whose.order_by(Account.login)):
        logins.setdefault(organization_id, []).append(login)
    for organization_id, ended in logins.items():
        first: list[JsonValue] = [*ended[:MOST_NAMED]]
        about = About(Subject.ACCOUNT, ended[0] if len(ended) == 1 else "")
        details: dict[str, JsonValue] = {"accounts": first, "count": len(ended)}
        history.record(organization_id, Action.SESSIONS_ENDED, about, details)
