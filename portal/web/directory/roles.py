"""ロール: what the accounts of each role may do."""

from functools import partial

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right, RoleKey
from portal.models import Role
from portal.queries import directory_people as people
from portal.queries.directory_people import RoleRow
from portal.queries.listing import Listing, Page
from portal.web.access import may, visitor
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Action, Detail, Section, actions
from portal.web.directory.lists import Column, List, show
from portal.web.directory.reach import covers
from portal.web.directory.rights_table import RESOURCE, RIGHT


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
            new=url_for("directory.role_new") if visitor().may("roles", Right.EDIT) else None,
        )
    )


def role_detail(found: Role) -> Detail:
    """Return the page of a role."""
    columns: list[Column[str]] = [Column(_("Resource"), lambda resource: Cell(RESOURCE[resource]))]
    columns += [Column(str(label), partial(_allowed, found, right)) for right, label in RIGHT.items()]
    resources: Page[str] = Page(tuple(RESOURCE), len(RESOURCE), 1)
    people_of = cells.linked(
        "accounts", url_for("directory.accounts", role=found.key), _("Show the accounts")
    )
    return Detail(
        title=found.name,
        trail=(_("Roles"), url_for("directory.roles")),
        address=partial(url_for, "directory.role", role_id=found.id),
        facts=[
            (_("Name"), Cell(found.name)),
            (_("Key"), Cell(found.key)),
            (_("Kind"), _kind(found.key)),
            *([(_("Accounts"), people_of)] if people_of.url else []),
        ],
        sections=[Section.of("rights", _("Rights"), "", partial(_all, resources), columns)],
        actions=_actions(found),
    )


def _actions(role: Role) -> list[Action]:
    # Built-in roles stay, and nobody changes a role that has rights which they have not.
    if not covers(role):
        return []
    offered = actions("roles", "role", role.name, role_id=role.id)
    return [each for each in offered if not (each.question and role.key in set(RoleKey))]


def _all(resources: Page[str], _listing: Listing) -> Page[str]:
    return resources


def _allowed(role: Role, right: Right, resource: str) -> Cell:
    allowed = right in role.rights.get(resource, ())
    return Cell(_("Allowed"), mark="good") if allowed else Cell(None)


def _kind(key: str) -> Cell:
    return Cell(_("Built in")) if key in set(RoleKey) else Cell(_("Own role"))
