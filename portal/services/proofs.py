"""Who shows a password: compared alike for whoever is there and whoever is not (TRU-12, TRU-14)."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from portal.domain.audit import Subject
from portal.extensions import db
from portal.models import Account, Organization, Terminal
from portal.services import failures, passwords
from portal.services.errors import WrongCredential
from portal.services.history import About

Holder = TypeVar("Holder", Account, Terminal)


def named(table: type[Holder], slug: str, known_as: ColumnElement[bool]) -> tuple[int | None, Holder | None]:
    """Return an organisation's id and who is known in it as that, as far as they are there, in one query."""
    role = (joinedload(Account.role, innerjoin=False),) if table is Account else ()
    row = db.session.execute(
        select(Organization.id, table)
        .select_from(Organization)
        .outerjoin(table, (table.organization_id == Organization.id) & known_as)
        .options(*role)
        .where(Organization.slug == slug)
    ).one_or_none()
    return (None, None) if row is None else (row[0], row[1])


def prove(
    holder: Holder | None, password: str, credential: tuple[str, ...], denied: Callable[[], None]
) -> Holder:
    """Return the holder, whose password this is and stays until the commit.

    Else `denied` notes it, the failure of `credential` is counted, and WrongCredential is raised, the same
    and as slowly for every mismatch.
    """
    right = passwords.matches(holder.password_hash if holder else None, password)
    if holder is None or not right or not _still_right(holder):
        failures.count(*credential)
        denied()
        raise WrongCredential
    return holder


def _still_right(holder: Account | Terminal) -> bool:
    # Comparing takes its time. Who changes the password meanwhile ends what it opened (TRU-11): so what is
    # opened with it is there before, or not at all.
    table = type(holder)
    now = select(table.password_hash).where(table.id == holder.id).with_for_update(key_share=True)
    return db.session.scalar(now) == holder.password_hash


def about_account(account: Account | None) -> About:
    """Return what an entry is about; a login that nobody has may be a password, and is not said (TRU-16)."""
    return About(Subject.ACCOUNT, account.login, account.id) if account else About(Subject.ACCOUNT, "")
