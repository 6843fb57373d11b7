"""Agents sign in on softphones: a password becomes a token that works with that device token alone."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select

from portal.domain.audit import Action
from portal.domain.rights import administers
from portal.extensions import db
from portal.models import Account, AgentSession
from portal.queries.clock import database_now
from portal.queries.credentials import Softphone
from portal.services import denials, failures
from portal.services.errors import NotAllowed
from portal.services.proofs import about_account, prove
from portal.services.tokens import digest_of, new_token

LASTS = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An agent's token, shown once, and when it ends."""

    token: str
    expires_at: dt.datetime
    account: Account


def sign_in(softphone: Softphone, login: str, password: str) -> SignedIn:
    """Return a new agent token; it ends no other session.

    Raises WrongCredential, as slowly for every mismatch, TooManyFailures, and NotAllowed after a right
    password when the agent function is off, except for administrators, who capture (ACC-1, DLV-5).
    """
    credential = ("agent", str(softphone.terminal_id), login)
    failures.refuse_when_closed(*credential)
    found = db.session.scalar(
        select(Account).where(Account.organization_id == softphone.organization_id, Account.login == login)
    )

    def denied() -> None:
        about, terminal_id = about_account(found), softphone.terminal_id
        denials.note(softphone.organization_id, Action.AGENT_SIGN_IN_FAILED, about, terminal_id=terminal_id)

    account = prove(found, password, credential, denied)
    if not (account.agent_enabled or administers(account.role.key, account.role.rights)):
        raise NotAllowed("agent_function_off")
    return _begin(softphone, account)


def _begin(softphone: Softphone, account: Account) -> SignedIn:
    token = new_token("ha")
    expires_at = database_now() + LASTS
    db.session.add(
        AgentSession(
            digest=digest_of(token),
            device_token_id=softphone.device_token_id,
            account_id=account.id,
            expires_at=expires_at,
        )
    )
    db.session.flush()
    return SignedIn(token, expires_at, account)


def end(softphone: Softphone) -> None:
    """Sign out the agent whose token was shown; other sessions of the account go on."""
    db.session.execute(delete(AgentSession).where(AgentSession.id == softphone.agent_session_id))
