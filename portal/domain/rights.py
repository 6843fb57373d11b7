"""What roles may do, and who is a system administrator in the sense of ACC-1 [2.1]."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from importer.directory_entries import BUILT_IN_ROLES, RESOURCES

__all__ = [
    "BUILT_IN_NAMES",
    "RESOURCES",
    "RIGHTS",
    "Right",
    "Rights",
    "RoleKey",
    "administers",
    "initial_rights",
    "locks_out",
    "may",
]


class Right(StrEnum):
    """What can be allowed on a resource (参照・編集・削除)."""

    VIEW = "view"
    EDIT = "edit"
    DELETE = "delete"


class RoleKey(StrEnum):
    """The built-in roles."""

    SYSTEM_ADMIN = "system_admin"
    SUPERVISOR = "supervisor"
    USER = "user"


RIGHTS: tuple[Right, ...] = tuple(Right)

Rights = Mapping[str, Collection[str]]

# Names of the built-in roles as the organisation's own data begin with.
BUILT_IN_NAMES: Mapping[RoleKey, str] = {key: BUILT_IN_ROLES[key].name for key in RoleKey}


def initial_rights(key: RoleKey) -> dict[str, list[str]]:
    """Return a fresh copy of what the built-in role may do before anybody changes it."""
    return {resource: list(rights) for resource, rights in BUILT_IN_ROLES[key].rights.items()}


def may(rights: Rights, resource: str, right: str) -> bool:
    """Whether a role with these rights has this right on this resource; no right implies another (ACC-2)."""
    return right in rights.get(resource, ())


def administers(role_key: str, rights: Rights) -> bool:
    """Whether this is the system administrator role in its initial state (ACC-1)."""
    return role_key == RoleKey.SYSTEM_ADMIN and all(
        may(rights, resource, right) for resource in RESOURCES for right in RIGHTS
    )


def locks_out(role_key: str, rights: Rights) -> bool:
    """Whether nobody could give the administrators back what they lost: they see and edit no roles."""
    return role_key == RoleKey.SYSTEM_ADMIN and not (
        may(rights, "roles", Right.VIEW) and may(rights, "roles", Right.EDIT)
    )
