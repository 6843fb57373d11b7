"""Who shows a token or key: looked up by its digest, in one query."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, select

from portal.domain.words import ApiRight
from portal.extensions import db
from portal.models import Account, AgentSession, ApiKey, DeviceToken, NumberOwner


@dataclass(frozen=True, slots=True)
class Softphone:
    """The holder of a device token. The last two are None without an agent token that works with it."""

    device_token_id: int
    organization_id: int
    terminal_id: int
    agent_session_id: int | None
    account_id: int | None


@dataclass(frozen=True, slots=True)
class Program:
    """The holder of an API key."""

    api_key_id: int
    organization_id: int
    name: str
    rights: frozenset[str]

    def may(self, right: ApiRight) -> bool:
        """Tell whether the key opens `right`."""
        return right in self.rights


# Joins the agent session of the digest `agent` to its device token, until the session ends.
SESSION_RUNS = and_(
    AgentSession.digest == bindparam("agent"),
    AgentSession.device_token_id == DeviceToken.id,
    AgentSession.expires_at > func.current_timestamp(),
)

_SOFTPHONE = (
    select(DeviceToken.id, NumberOwner.organization_id, NumberOwner.id, AgentSession.id, Account.id)
    .select_from(DeviceToken)
    .join(NumberOwner, NumberOwner.id == DeviceToken.terminal_id)
    .outerjoin(AgentSession, SESSION_RUNS)
    .outerjoin(Account, Account.id == AgentSession.account_id)
    .where(DeviceToken.digest == bindparam("device"))
)

_PROGRAM = select(ApiKey.id, ApiKey.organization_id, ApiKey.name, ApiKey.rights).where(
    ApiKey.digest == bindparam("key"), ApiKey.revoked_at.is_(None)
)


def softphone(device_digest: str, agent_digest: str | None) -> Softphone | None:
    """Return who holds this device token, and who is signed in on it; None for a token that is dead."""
    row = db.session.execute(_SOFTPHONE, {"device": device_digest, "agent": agent_digest or ""}).one_or_none()
    return None if row is None else Softphone(*row)


def program(key_digest: str) -> Program | None:
    """Return who holds this API key; None for one that was revoked or never was."""
    row = db.session.execute(_PROGRAM, {"key": key_digest}).one_or_none()
    if row is None:
        return None
    return Program(row.id, row.organization_id, row.name, frozenset(row.rights.split(",")))
