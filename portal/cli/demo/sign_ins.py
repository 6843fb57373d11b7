"""How to sign in to the demonstration."""

from collections.abc import Iterator

from sqlalchemy import select

from portal.cli.demo.demonstration import Demonstration
from portal.extensions import db
from portal.models import Account, Organization, Terminal
from portal.services import passwords

# Known to everybody who reads this: of accounts and terminals of the demonstration, and of nothing else.
PASSWORD = "haishin-demo"  # noqa: S105
TERMINAL_PASSWORD = "denwa-demo"  # noqa: S105

CHANGED = "(not as the demonstration had it)"


def lines(demonstration: Demonstration) -> Iterator[str]:
    """Yield what a person has to know, with a password only where it still opens."""
    yield demonstration.name
    yield f"  {'organisation':<14} {demonstration.slug}"
    yield _account("administrator", demonstration, demonstration.administrator)
    if demonstration.agent is not None:
        yield _account("agent", demonstration, demonstration.agent)
    extension = demonstration.softphone
    stored = db.session.scalar(
        select(Terminal.password_hash)
        .join(Organization, Organization.id == Terminal.organization_id)
        .where(Organization.slug == demonstration.slug, Terminal.extension == extension)
    )
    yield _line("softphone", extension, stored, TERMINAL_PASSWORD)


def _account(label: str, demonstration: Demonstration, login: str) -> str:
    stored = db.session.scalar(
        select(Account.password_hash)
        .join(Organization, Organization.id == Account.organization_id)
        .where(Organization.slug == demonstration.slug, Account.login == login)
    )
    return _line(label, login, stored, PASSWORD)


def _line(label: str, who: str, stored: str | None, password: str) -> str:
    opens = passwords.matches(stored, password)
    return f"  {label:<14} {who:<14} {password if opens else CHANGED}"
