"""Who asks and which profiles match, in one query.

`delivery_narrow` reads what an answer needs of the winner's lists, `delivery_wide` all of every list.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from portal.domain.facts import Agent, Facts, Organization, ProfileFacts, Terminal
from portal.domain.versions import Version
from portal.domain.words import Language
from portal.extensions import db
from portal.queries.delivery_facts import agent_facts, organization_facts, profile_facts, terminal_facts
from portal.queries.delivery_rows import BY_NAMES, BY_TOKENS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile that targets the account or the terminal, without its lists.

    `redelivery` is new with each wish that this target be answered in full once more.
    """

    profile: ProfileFacts
    revision: str
    snapshot_version_id: int | None
    snapshot_name: str | None
    redelivery: str | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """One softphone, who is signed in on it, and the profiles that target them."""

    organization_id: int
    terminal_id: int
    account_id: int | None
    directory_revision: str
    organization: Organization
    terminal: Terminal
    agent: Agent | None
    account_profile: Candidate | None
    terminal_profile: Candidate | None

    def facts(self, softphone_version: Version, language: Language) -> Facts:
        """Return the facts without any list: they decide which profile wins and which of its parts count."""
        return Facts(
            self.organization,
            self.terminal,
            self.agent,
            softphone_version,
            language,
            self.account_profile.profile if self.account_profile else None,
            self.terminal_profile.profile if self.terminal_profile else None,
        )

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The profiles that match, the account's first."""
        return tuple(found for found in (self.account_profile, self.terminal_profile) if found)

    def candidate(self, profile_id: int) -> Candidate:
        """Return the one of them that is this profile."""
        return next(found for found in self.candidates if found.profile.id == profile_id)


def by_tokens(reader: Connection | Session, device_digest: str, agent_digest: str | None) -> Asker | None:
    """Return who asks; None for a device token that is dead, without account for an agent token that is."""
    row = reader.execute(BY_TOKENS, {"device": device_digest, "agent": agent_digest or ""}).one_or_none()
    return None if row is None else _asker(row, signed_in=True)


def by_names(organization_id: int, extension: str, login: str | None, *, signed_in: bool) -> Asker | None:
    """Return who would ask; None for an unknown extension, without account for an unknown login."""
    row = db.session.execute(
        BY_NAMES, {"organization": organization_id, "extension": extension, "login": login}
    ).one_or_none()
    return None if row is None else _asker(row, signed_in=signed_in)


def _asker(row: Row[Any], *, signed_in: bool) -> Asker:
    signs_in = row.account_id is not None
    return Asker(
        row.organization_id,
        row.terminal_id,
        row.account_id,
        row.directory_revision,
        organization_facts(row),
        terminal_facts(row.extension, row.terminal_type),
        agent_facts(row.login, enabled=row.agent_enabled, signed_in=signed_in) if signs_in else None,
        _candidate(row, "account_profile"),
        _candidate(row, "terminal_profile"),
    )


def _candidate(row: Row[Any], prefix: str) -> Candidate | None:
    values = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    if values[f"{prefix}_id"] is None:
        return None
    profile = profile_facts(
        values[f"{prefix}_id"],
        values[f"{prefix}_name"],
        values[f"{prefix}_status"],
        values[f"{prefix}_target_type"],
        values[f"{prefix}_display_list"],
    )
    return Candidate(
        profile,
        values[f"{prefix}_revision"],
        values[f"{prefix}_snapshot_version_id"],
        values[f"{prefix}_snapshot_name"],
        values[f"{prefix}_redelivery"],
    )
