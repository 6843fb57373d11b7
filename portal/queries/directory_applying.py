"""Which profile a terminal or an account gets, and why (EXP-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.domain.facts import Agent, Facts
from portal.domain.versions import OLDEST_SOFTPHONE
from portal.domain.winner import standings
from portal.domain.words import Language, Reason, TerminalType
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    AgentSession,
    DeviceToken,
    NumberOwner,
    Organization,
    Profile,
    TerminalTarget,
)
from portal.queries.clock import database_now
from portal.queries.delivery_facts import agent_facts, organization_facts, profile_facts, terminal_facts

MOST_SIGNED_IN = 20


@dataclass(frozen=True, slots=True)
class Applying:
    """The profile that targets something; without a `reason` it delivers, else that is why it does not."""

    profile_id: int
    profile_name: str
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An agent who is signed in on a terminal, with the profile that targets the account, if any."""

    login: str
    name: str
    applying: Applying | None


_TARGETED = (Profile.id, Profile.name, Profile.status, Profile.target_type, Profile.display_list)


def applying_to_terminal(organization: Organization, terminal: NumberOwner) -> Applying | None:
    """Return the profile that targets the terminal, as it stands while nobody is signed in there."""
    statement = select(*_TARGETED).join(TerminalTarget, TerminalTarget.profile_id == Profile.id)
    found = db.session.execute(statement.where(TerminalTarget.terminal_id == terminal.id)).one_or_none()
    kind = TerminalType(terminal.terminal_type or TerminalType.HARDPHONE)
    return _stands(organization, kind, None, found)


def applying_to_account(organization: Organization, account: Account) -> Applying | None:
    """Return the profile that targets the account, as it stands where the account is signed in."""
    statement = select(*_TARGETED).join(AccountTarget, AccountTarget.profile_id == Profile.id)
    found = db.session.execute(statement.where(AccountTarget.account_id == account.id)).one_or_none()
    agent = agent_facts(account.login, enabled=account.agent_enabled)
    return _stands(organization, TerminalType.SOFTPHONE, agent, found)


def signed_in_on(organization: Organization, terminal: NumberOwner) -> list[SignedIn]:
    """Return who is signed in on the terminal now, by login."""
    statement = (
        select(Account.login, Account.name, Account.agent_enabled, *_TARGETED)
        .join(AgentSession, AgentSession.account_id == Account.id)
        .join(DeviceToken, DeviceToken.id == AgentSession.device_token_id)
        .outerjoin(AccountTarget, AccountTarget.account_id == Account.id)
        .outerjoin(Profile, Profile.id == AccountTarget.profile_id)
        .where(DeviceToken.terminal_id == terminal.id, AgentSession.expires_at > database_now())
        .distinct()
        .order_by(Account.login)
        .limit(MOST_SIGNED_IN)
    )
    kind = TerminalType(terminal.terminal_type or TerminalType.HARDPHONE)
    return [
        SignedIn(
            login,
            name,
            _stands(
                organization,
                kind,
                agent_facts(login, enabled=enabled),
                profile if profile[0] is not None else None,
            ),
        )
        for login, name, enabled, *profile in db.session.execute(statement)
    ]


def _stands(
    organization: Organization,
    terminal_type: TerminalType,
    agent: Agent | None,
    row: Sequence[Any] | None,
) -> Applying | None:
    """Return how the one profile stands, by the resolver that answers softphones (EXP-1)."""
    if row is None:
        return None
    profile = profile_facts(*row)
    (standing,) = standings(
        Facts(
            organization=organization_facts(organization),
            terminal=terminal_facts("", terminal_type),
            agent=agent,
            softphone_version=OLDEST_SOFTPHONE,
            language=Language.JA,
            account_profile=profile if agent else None,
            terminal_profile=None if agent else profile,
        )
    )
    return Applying(profile.id, profile.name, standing.reason)
