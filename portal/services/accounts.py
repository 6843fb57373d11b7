"""Accounts: passwords, and the language of their pages."""

from importer.faults import Fault
from portal.domain.words import Language
from portal.extensions import db
from portal.models import Account
from portal.services import passwords, sessions
from portal.services.errors import NotAcceptable


def set_password(account: Account, password: str) -> None:
    """Change the password and end all sessions of the account (TRU-11); raises NotAcceptable (TRU-12)."""
    fault: Fault | None = passwords.fault_of(password, "")
    if fault is not None:
        raise NotAcceptable((fault,))
    account.password_hash = passwords.hashed(password)
    sessions.end_all_of([account.id])
    db.session.flush()


def set_language(account: Account, language: Language) -> None:
    """Choose the language of the account's pages."""
    account.language = language.value
    db.session.flush()
