"""The directory as it is, read in a fixed number of queries into the importer's plain entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from importer.directory import (
    AccountEntry,
    BusinessLabelEntry,
    Directory,
    OrganizationEntry,
    PhoneBookEntry,
    RoleEntry,
)
from portal.extensions import db
from portal.models import Account, BusinessLabel, Organization, Role
from portal.models import PhoneBookEntry as PhoneBookRow
from portal.queries.directory_owners import stored_owners

Ids = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """The directory of one organisation, with the row ids of its entries: by list, then by identity."""

    directory: Directory
    ids: Mapping[str, Ids]


def organization_of(slug: str, *, lock: bool = False) -> Organization | None:
    """Return the organisation; `lock` keeps other directory changes of it waiting until the end."""
    statement = select(Organization).where(Organization.slug == slug)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(statement)


def stored(organization: Organization) -> Stored:
    """Return everything that the organisation's directory holds, without passwords."""
    roles, role_ids = _roles(organization.id)
    accounts, account_ids = _accounts(organization.id)
    labels, label_ids = _labels(organization.id)
    phone_book, phone_book_ids = _phone_book(organization.id)
    owners, owner_ids = stored_owners(organization.id)
    directory = Directory(
        organization=_organization(organization),
        roles=roles,
        accounts=accounts,
        business_labels=labels,
        phone_book=phone_book,
        **owners,
    )
    ids: dict[str, Ids] = {
        "roles": role_ids,
        "accounts": account_ids,
        "business_labels": label_ids,
        "phone_book": phone_book_ids,
    }
    return Stored(directory, ids | owner_ids)


def _organization(organization: Organization) -> OrganizationEntry:
    return OrganizationEntry(
        slug=organization.slug,
        name=organization.name,
        plan=organization.plan,
        server_version=organization.server_version,
        options=tuple(organization.options),
        time_zone=organization.time_zone,
        show_all_ring_group_numbers=organization.show_all_ring_group_numbers,
        show_call_center_numbers=organization.show_call_center_numbers,
    )


def _roles(organization_id: int) -> tuple[dict[str, RoleEntry], Ids]:
    statement = select(Role.id, Role.key, Role.name, Role.rights).where(
        Role.organization_id == organization_id
    )
    rows = db.session.execute(statement).all()
    entries = {row.key: RoleEntry(row.key, row.name, row.rights) for row in rows}
    return entries, {row.key: row.id for row in rows}


def _accounts(organization_id: int) -> tuple[dict[str, AccountEntry], Ids]:
    statement = (
        select(Account.id, Account.login, Account.name, Role.key, Account.agent_enabled)
        .join(Role, Account.role_id == Role.id)
        .where(Account.organization_id == organization_id)
    )
    rows = db.session.execute(statement).all()
    entries = {login: AccountEntry(login, name, role, agent) for _, login, name, role, agent in rows}
    return entries, {row.login: row.id for row in rows}


def _labels(organization_id: int) -> tuple[dict[str, BusinessLabelEntry], Ids]:
    statement = select(BusinessLabel.id, BusinessLabel.code, BusinessLabel.name, BusinessLabel.caller_number)
    rows = db.session.execute(statement.where(BusinessLabel.organization_id == organization_id)).all()
    return {row.code: BusinessLabelEntry(*row[1:]) for row in rows}, {row.code: row.id for row in rows}


def _phone_book(organization_id: int) -> tuple[dict[str, PhoneBookEntry], Ids]:
    statement = select(PhoneBookRow.id, PhoneBookRow.number, PhoneBookRow.name)
    rows = db.session.execute(statement.where(PhoneBookRow.organization_id == organization_id)).all()
    return {row.number: PhoneBookEntry(*row[1:]) for row in rows}, {row.number: row.id for row in rows}
