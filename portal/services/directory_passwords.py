"""Passwords that a directory document names: kept when they are the stored ones, else hashed."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Select, select

from importer.directory import AccountEntry, Directory, TerminalEntry, is_hash
from portal.domain.words import OwnerType
from portal.extensions import db
from portal.models import Account, NumberOwner, Organization
from portal.services import passwords

E = TypeVar("E", AccountEntry, TerminalEntry)

# Argon2 works outside the interpreter's lock: two at a time use both cores of a small machine.
AT_A_TIME = 2


def settle(organization: Organization | None, wanted: Directory, *, dry_run: bool) -> Directory:
    """Return `wanted` with a password only where it is new, as its Argon2id hash.

    A dry run stores nothing, so it hashes nothing: there the password stays as it was named.
    """
    keep = (lambda password: password) if dry_run else passwords.hashed
    of = organization.id if organization is not None else None
    accounts = select(Account.login, Account.password_hash).where(Account.organization_id == of)
    terminals = select(NumberOwner.extension, NumberOwner.password_hash).where(
        NumberOwner.organization_id == of, NumberOwner.type == OwnerType.TERMINAL
    )
    return replace(
        wanted,
        accounts=_settled(wanted.accounts, accounts, keep),
        terminals=_settled(wanted.terminals, terminals, keep),
    )


def _settled(
    entries: Mapping[str, E], stored: Select[str, str | None], keep: Callable[[str], str]
) -> dict[str, E]:
    named = [(identity, entry.password) for identity, entry in entries.items() if entry.password is not None]
    if not named:
        return dict(entries)
    hashes: dict[str, str | None] = dict(db.session.execute(stored).all())
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        new = list(pool.map(partial(_new_password, keep, hashes), *zip(*named, strict=True)))
    changed = {
        identity: replace(entries[identity], password=hashed)
        for (identity, _), hashed in zip(named, new, strict=True)
    }
    return {**entries, **changed}


def _new_password(
    keep: Callable[[str], str], hashes: Mapping[str, str | None], identity: str, password: str
) -> str | None:
    """Return what to store, or None when what is stored stays."""
    stored = hashes.get(identity)
    if is_hash(password):
        return None if password == stored else password
    if stored is not None and passwords.matches(stored, password):
        return None
    return keep(password)
