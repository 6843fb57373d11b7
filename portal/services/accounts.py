"""Accounts: passwords, and the language of their pages."""

from importer.faults import Fault
from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.domain.words import Language
from portal.extensions import db
from portal.models import Account
from portal.services import denials, failures, history, passwords, sessions
from portal.services.errors import NotAcceptable
from portal.services.proofs import about_account, prove


def set_password(account: Account, password: str) -> None:
    """Change the password and end all sessions of the account (TRU-11); raises NotAcceptable (TRU-12)."""
    fault: Fault | None = passwords.fault_of(password, "")
    if fault is not None:
        raise NotAcceptable((fault,))
    account.password_hash = passwords.hashed(password)
    sessions.end_all_of([account.id])
    db.session.flush()
    history.record(account.organization_id, Action.PASSWORD_CHANGED, about_account(account))


def change_password(account: Account, current: str, new: str) -> None:
    """Change the password for whoever knows the present one, and end all sessions of the account.

    Raises WrongCredential and TooManyFailures, counted as failures to sign in are (TRU-12); NotAcceptable.
    """
    credential = ("sign-in", account.organization.slug, account.login)
    failures.refuse_when_closed(*credential)

    def denied() -> None:
        denials.note(account.organization_id, Action.SIGN_IN_FAILED, about_account(account))

    set_password(prove(account, current, credential, denied), new)


def set_language(account: Account, language: Language | None) -> None:
    """Choose the language of the account's pages; none is the browser's."""
    before, after = account.language, None if language is None else language.value
    account.language = after
    db.session.flush()
    if before != after:
        fields: dict[str, JsonValue] = {"fields": {"language": [before, after]}}
        history.record(account.organization_id, Action.LANGUAGE_CHANGED, about_account(account), fields)
