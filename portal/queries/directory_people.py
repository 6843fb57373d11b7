"""The accounts of an organisation as a list, and its roles."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from portal.extensions import db
from portal.models import Account, AccountTarget, ApiKey, Profile, Role
from portal.queries.among import LARGEST_ID
from portal.queries.directory_lists import YES_OR_NO, given
from portal.queries.listing import Filters, Listing, Orders, Page, contains, page_of


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account, with its role's name and the profile that targets it."""

    id: int
    login: str
    name: str
    role: str
    agent_enabled: bool
    profile_id: int | None
    profile_name: str | None


ACCOUNT_ORDERS: Orders = {
    "login": (Account.login, Account.id),
    "name": (Account.name, Account.id),
    "role": (Role.name, Account.login, Account.id),
    "agent": (Account.agent_enabled, Account.login, Account.id),
    "profile": (Profile.name, Account.login, Account.id),
}
ACCOUNT_FILTERS: Filters = {"role": None, "agent": YES_OR_NO, "profile": YES_OR_NO}


def accounts(organization_id: int, listing: Listing) -> Page[AccountRow]:
    """Return one page of the accounts."""
    statement = (
        select(
            Account.id,
            Account.login,
            Account.name,
            Role.name.label("role"),
            Account.agent_enabled,
            Profile.id.label("profile_id"),
            Profile.name.label("profile_name"),
        )
        .join(Role, Account.role_id == Role.id)
        .outerjoin(AccountTarget, AccountTarget.account_id == Account.id)
        .outerjoin(Profile, Profile.id == AccountTarget.profile_id)
        .where(Account.organization_id == organization_id, *_account_conditions(listing))
    )
    return page_of(statement, listing, ACCOUNT_ORDERS).map(lambda row: AccountRow(*row))


def _account_conditions(listing: Listing) -> list[ColumnElement[bool]]:
    conditions = list(given(listing, "profile", AccountTarget.profile_id))
    if listing.search:
        conditions.append(contains(listing.search, Account.login, Account.name))
    if role := listing.filter("role"):
        conditions.append(Role.key == role)
    if agent := listing.filter("agent"):
        conditions.append(Account.agent_enabled.is_(agent == "yes"))
    return conditions


def roles(organization_id: int) -> Sequence[Role]:
    """Return every role, by name."""
    mine = Role.organization_id == organization_id
    return db.session.scalars(select(Role).where(mine).order_by(Role.name, Role.id)).all()


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, with how many accounts have it."""

    id: int
    key: str
    name: str
    accounts: int


_ROLE_ORDERS: Orders = {"name": (Role.name, Role.id), "key": (Role.key, Role.id)}


def listed_roles(organization_id: int, listing: Listing) -> Page[RoleRow]:
    """Return one page of the roles."""
    accounts = select(func.count()).where(Account.role_id == Role.id).correlate(Role).scalar_subquery()
    statement = select(Role.id, Role.key, Role.name, accounts).where(Role.organization_id == organization_id)
    if listing.search:
        statement = statement.where(contains(listing.search, Role.key, Role.name))
    return page_of(statement, listing, _ROLE_ORDERS).map(lambda row: RoleRow(*row))


def role_of(organization_id: int, role_id: int) -> Role | None:
    """Return the role, if the organisation has it."""
    mine = Role.organization_id == organization_id
    return db.session.scalar(select(Role).where(mine, Role.id == min(role_id, LARGEST_ID)))


def api_key_of(organization_id: int, key_id: int) -> ApiKey | None:
    """Return the API key, if the organisation has it."""
    mine = ApiKey.organization_id == organization_id
    return db.session.scalar(select(ApiKey).where(mine, ApiKey.id == min(key_id, LARGEST_ID)))


def role_key_taken(organization_id: int, key: str) -> bool:
    """Tell whether the organisation has a role with this key."""
    mine = Role.organization_id == organization_id
    return db.session.scalar(select(Role.id).where(mine, Role.key == key)) is not None
