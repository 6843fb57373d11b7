"""Organisations, roles, accounts."""

from argon2 import PasswordHasher
from sqlalchemy import select

from factories.rows import fresh_number, stored
from portal.domain.rights import BUILT_IN_NAMES, RoleKey, initial_rights
from portal.domain.words import Plan
from portal.extensions import db
from portal.models import Account, Organization, Role

# Argon2id takes its time on purpose, and a hash says itself how much: those of tests take next to none.
_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hash_of(password):
    """Return the Argon2id hash of `password`, None for none."""
    return None if password is None else _hasher.hash(password)


def make_organization(**columns):
    """Make an organisation of plan call centre, with the CRM option and the three built-in roles."""
    number = fresh_number()
    columns = {
        "slug": f"organization-{number}",
        "name": f"契約{number}",
        "plan": Plan.CALL_CENTER,
        "options": ["crm_integration"],
        "server_version": "3.13.2",
    } | columns
    organization = stored(Organization(**columns))
    for key in RoleKey:
        make_role(organization, key, name=BUILT_IN_NAMES[key], rights=initial_rights(key))
    return organization


def make_role(organization, key, *, rights=None, **columns):
    """Make a role, without any rights unless `rights` says which."""
    columns = {"name": key, "rights": rights or {}} | columns
    return stored(Role(organization_id=organization.id, key=key, **columns))


def role_of(organization, key):
    """Return the organisation's role with this key."""
    return db.session.scalars(select(Role).filter_by(organization_id=organization.id, key=key)).one()


def make_account(organization, login=None, *, role=RoleKey.USER, password=None, **columns):
    """Make an account with the agent function; `role` is a key; without a password it can not sign in."""
    login = login or f"user{fresh_number()}"
    columns = {
        "role_id": role_of(organization, role).id,
        "name": f"{login}さん",
        "agent_enabled": True,
        "password_hash": hash_of(password),
    } | columns
    return stored(Account(organization_id=organization.id, login=login, **columns))


def make_administrator(organization, login=None, *, password="correct horse battery", **columns):
    """Make an account that may do everything (ACC-1), without the agent function."""
    columns = {"agent_enabled": False} | columns
    return make_account(organization, login, role=RoleKey.SYSTEM_ADMIN, password=password, **columns)
