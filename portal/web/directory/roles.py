"""ロール: what the accounts of each role may do."""

from functools import partial

from flask import abort, g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.domain.rights import RESOURCES, Right, RoleKey
from portal.models import Role
from portal.queries import directory_people as people
from portal.queries.directory_people import RoleRow
from portal.queries.listing import Listing, Page
from portal.web.access import may
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Detail, Section, show_detail
from portal.web.directory.lists import Column, List, show

RESOURCE = {
    "accounts": lazy_gettext("Accounts"),
    "roles": lazy_gettext("Roles"),
    "terminals": lazy_gettext("Terminals"),
    "ring_groups": lazy_gettext("Ring groups"),
    "ivrs": lazy_gettext("IVRs"),
    "call_centers": lazy_gettext("Call centres"),
    "business_labels": lazy_gettext("Business labels"),
    "numbers": lazy_gettext("Phone numbers"),
    "system_settings": lazy_gettext("System settings"),
}


@directory.get("/roles/")
@may("roles", Right.VIEW)
def roles() -> ResponseReturnValue:
    """List the roles."""
    columns: list[Column[RoleRow]] = [
        Column(_("Name"), lambda row: Cell(row.name, url_for("directory.role", role_id=row.id)), "name"),
        Column(_("Key"), lambda row: Cell(row.key), "key"),
        Column(_("Kind"), lambda row: _kind(row.key)),
        Column(_("Accounts"), lambda row: cells.count(row.accounts), numeric=True),
    ]
    return show(
        List(
            endpoint="roles",
            title=_("Roles"),
            search_label=_("Name or key"),
            columns=columns,
            filters=[],
            reads={},
            find=people.listed_roles,
        )
    )


@directory.get("/roles/<int:role_id>/")
@may("roles", Right.VIEW)
def role(role_id: int) -> ResponseReturnValue:
    """Show what a role may do."""
    found = people.role_of(g.organization_id, role_id)
    if found is None:
        abort(404)
    columns: list[Column[str]] = [Column(_("Resource"), lambda resource: Cell(RESOURCE[resource]))]
    for right, label in ((Right.VIEW, _("View")), (Right.EDIT, _("Edit")), (Right.DELETE, _("Delete"))):
        columns.append(Column(label, partial(_allowed, found, right)))
    resources: Page[str] = Page(tuple(RESOURCES), len(RESOURCES), 1)
    return show_detail(
        Detail(
            title=found.name,
            trail=(_("Roles"), url_for("directory.roles")),
            address=partial(url_for, "directory.role", role_id=role_id),
            facts=[(_("Name"), Cell(found.name)), (_("Key"), Cell(found.key)), (_("Kind"), _kind(found.key))],
            sections=[Section.of("rights", _("Rights"), "", partial(_all, resources), columns)],
        )
    )


def _all(resources: Page[str], _listing: Listing) -> Page[str]:
    return resources


def _allowed(role: Role, right: Right, resource: str) -> Cell:
    allowed = right in role.rights.get(resource, ())
    return Cell(_("Allowed"), mark="good") if allowed else Cell(None)


def _kind(key: str) -> Cell:
    return Cell(_("Built in")) if key in set(RoleKey) else Cell(_("Own role"))
