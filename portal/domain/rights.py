"""What roles may do, and who is a system administrator in the sense of ACC-1 [2.1]."""

from collections.abc import Collection, Mapping
from enum import StrEnum


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

# Every resource that rights can be set for.
RESOURCES = (
    "accounts",
    "roles",
    "terminals",
    "ring_groups",
    "ivrs",
    "call_centers",
    "business_labels",
    "numbers",
    "system_settings",
)

Rights = Mapping[str, Collection[str]]

# Names of the built-in roles as the organisation's own data begin with.
BUILT_IN_NAMES: Mapping[RoleKey, str] = {
    RoleKey.SYSTEM_ADMIN: "システム管理者",
    RoleKey.SUPERVISOR: "スーパバイザ",
    RoleKey.USER: "ユーザ",
}


def initial_rights(key: RoleKey) -> dict[str, list[str]]:
    """Return a fresh copy of what the built-in role may do before anybody changes it.

    The supervisor runs the floor: sees all that calls pass through and edits who answers them, deletes
    nothing. The user sees nothing of the portal's directory.
    """
    match key:
        case RoleKey.SYSTEM_ADMIN:
            return {resource: [*RIGHTS] for resource in RESOURCES}
        case RoleKey.SUPERVISOR:
            seen = [resource for resource in RESOURCES if resource not in {"roles", "system_settings"}]
            edited = {"ring_groups", "call_centers", "business_labels"}
            return {
                resource: [Right.VIEW, Right.EDIT] if resource in edited else [Right.VIEW]
                for resource in seen
            }
        case RoleKey.USER:
            return {}


def may(rights: Rights, resource: str, right: str) -> bool:
    """Whether a role with these rights has this right on this resource; no right implies another (ACC-2)."""
    return right in rights.get(resource, ())


def administers(role_key: str, rights: Rights) -> bool:
    """Whether this is the system administrator role in its initial state (ACC-1)."""
    return role_key == RoleKey.SYSTEM_ADMIN and all(
        may(rights, resource, right) for resource in RESOURCES for right in RIGHTS
    )
