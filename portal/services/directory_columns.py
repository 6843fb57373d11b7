"""What the entries of a directory are in columns, kind by kind."""

from collections.abc import Mapping

from importer.directory import (
    AccountEntry,
    BusinessLabelEntry,
    CallCenterEntry,
    OrganizationEntry,
    PhoneBookEntry,
    RoleEntry,
    TerminalEntry,
)
from importer.directory_entries import OwnerEntry
from portal.queries.directory_owners import OWNER_TYPES
from portal.services.many_rows import Row


def of_organization(entry: OrganizationEntry) -> Row:
    """Return the columns of the contract and the system settings."""
    names = ("slug", "name", "plan", "server_version", "time_zone")
    flags = ("show_all_ring_group_numbers", "show_call_center_numbers")
    return {name: getattr(entry, name) for name in names + flags} | {"options": list(entry.options)}


def of_role(entry: RoleEntry) -> Row:
    """Return the columns of a role."""
    return {
        "key": entry.key,
        "name": entry.name,
        "rights": {name: list(has) for name, has in entry.rights.items()},
    }


def of_account(entry: AccountEntry, role_ids: Mapping[str, int]) -> Row:
    """Return the columns of an account; without its password when the document does not name it."""
    row = {"login": entry.login, "name": entry.name, "agent_enabled": entry.agent_enabled}
    return row | {"role_id": role_ids[entry.role]} | _password(entry)


def of_owner(kind: str, entry: OwnerEntry) -> Row:
    """Return the columns of an entry of the list `kind`, whose numbers and members have rows of their own."""
    return {
        "type": OWNER_TYPES[kind],
        "extension": entry.extension,
        "name": entry.name,
        "terminal_type": entry.type if isinstance(entry, TerminalEntry) else None,
        "caller_number": entry.caller_number if isinstance(entry, CallCenterEntry) else None,
    } | (_password(entry) if isinstance(entry, TerminalEntry) else {})


def _password(entry: AccountEntry | TerminalEntry) -> Row:
    return {} if entry.password is None else {"password_hash": entry.password}


def of_label(entry: BusinessLabelEntry) -> Row:
    """Return the columns of a business label."""
    return {"code": entry.code, "name": entry.name, "caller_number": entry.caller_number}


def of_phone_book(entry: PhoneBookEntry) -> Row:
    """Return the columns of an entry of the phone book."""
    return {"number": entry.number, "name": entry.name}
