"""Whose account somebody may change: nobody gives or takes rights that their own role does not have."""

from portal.domain import rights
from portal.domain.rights import Right, RoleKey
from portal.models import Role
from portal.web.access import visitor


def covers(role: Role) -> bool:
    """Tell whether the visitor's own role has every right of this role, so that changing it raises nobody."""
    own = visitor()
    if own.administers:
        return True
    return not rights.administers(role.key, role.rights) and all(
        own.may(resource, rights.Right(right)) for resource, named in role.rights.items() for right in named
    )


def may_give(role_key: str, resource: str, right: Right) -> bool:
    """Tell whether the visitor may give a role this right: their own, and to their own administrators any.

    So what was taken from the system administrator role can be given back by whoever has that role.
    """
    own = visitor()
    administrators = RoleKey.SYSTEM_ADMIN.value
    return own.may(resource, right) or role_key == own.account.role.key == administrators
