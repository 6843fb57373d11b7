"""Where a capture may come from: an administrator on a softphone that is new enough (CAP-1)."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.domain import rights
from portal.domain.versions import (
    OLDEST_SERVER_FOR_OTHER,
    OLDEST_SOFTPHONE_FOR_OTHER,
    Version,
    parse_version,
)
from portal.extensions import db
from portal.models import Account, Organization, Terminal
from portal.services.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Source:
    """The terminal that uploads, who is signed in on it, and their organisation."""

    organization: Organization
    terminal: Terminal
    account: Account


def source_of(terminal_id: int, account_id: int | None) -> Source:
    """Return the source of an upload, in one query."""
    row = db.session.execute(
        select(Organization, Terminal, Account)
        .join(Terminal, Terminal.organization_id == Organization.id)
        .join(Account, Account.organization_id == Organization.id)
        .where(Terminal.id == terminal_id, Account.id == account_id)
    ).one()
    return Source(*row)


def refuse_unless_allowed(source: Source, softphone_version: Version) -> None:
    """Raise NotAllowed with the reason; nothing is stored then (CAP-1)."""
    role = source.account.role
    if not rights.administers(role.key, role.rights):
        raise NotAllowed("not_administrator")
    if parse_version(source.organization.server_version) < OLDEST_SERVER_FOR_OTHER:
        raise NotAllowed("server_too_old")
    if softphone_version < OLDEST_SOFTPHONE_FOR_OTHER:
        raise NotAllowed("softphone_too_old")
