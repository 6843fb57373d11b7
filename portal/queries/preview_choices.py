"""Which softphones, agents and softphone versions somebody may want to look at in a preview."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, literal, select

from importer.catalogue import Catalogue
from portal.domain.versions import OLDEST_SOFTPHONE, OLDEST_SOFTPHONE_FOR_OTHER, Version, parse_version
from portal.domain.words import MANAGED_TERMINAL_TYPES
from portal.extensions import db
from portal.models import Account, AccountTarget, Profile, Terminal, TerminalTarget
from portal.queries.listing import contains

MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A terminal or account: `key` is its extension or login; the profile's own targets come first."""

    key: str
    name: str
    targeted: bool


def terminals(organization_id: int, profile: Profile | None, search: str) -> Sequence[Choice]:
    """Return the first terminals that are called so, in one query."""
    managed = Terminal.terminal_type.in_(MANAGED_TERMINAL_TYPES)
    targeted = _targeted(TerminalTarget, profile)
    rows = db.session.execute(
        select(Terminal.extension, Terminal.name, targeted)
        .outerjoin(TerminalTarget, TerminalTarget.terminal_id == Terminal.id)
        .where(
            Terminal.organization_id == organization_id, contains(search, Terminal.extension, Terminal.name)
        )
        .order_by(targeted.desc(), managed.desc(), Terminal.extension)
        .limit(MOST_OFFERED)
    )
    return [Choice(*row) for row in rows]


def accounts(organization_id: int, profile: Profile | None, search: str) -> Sequence[Choice]:
    """Return the first accounts with the agent function that are called so, in one query."""
    targeted = _targeted(AccountTarget, profile)
    rows = db.session.execute(
        select(Account.login, Account.name, targeted)
        .outerjoin(AccountTarget, AccountTarget.account_id == Account.id)
        .where(
            Account.organization_id == organization_id,
            Account.agent_enabled.is_(True),
            contains(search, Account.login, Account.name),
        )
        .order_by(targeted.desc(), Account.login)
        .limit(MOST_OFFERED)
    )
    return [Choice(*row) for row in rows]


def is_account(organization_id: int, login: str) -> bool:
    """Tell whether an account has exactly this login."""
    found = select(Account.id).where(Account.organization_id == organization_id, Account.login == login)
    return db.session.scalar(found) is not None


def telling_versions(catalogue: Catalogue) -> list[Version]:
    """Return the softphone versions at which an answer can change, the newest first (VER-1, VER-2, OSV-1)."""
    since = {parse_version(setting.since) for setting in catalogue.settings.values()}
    return sorted(since | {OLDEST_SOFTPHONE, OLDEST_SOFTPHONE_FOR_OTHER}, reverse=True)


def _targeted(table: type[AccountTarget | TerminalTarget], profile: Profile | None) -> ColumnElement[bool]:
    if profile is None:
        return literal(value=False)
    return and_(table.profile_id.is_not(None), table.profile_id == profile.id)
