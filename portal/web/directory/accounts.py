"""アカウント: who signs in to the portal, and on softphones as an agent."""

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.queries import directory_people as lookups
from portal.queries.directory_people import AccountRow
from portal.web.access import may
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.lists import Column, Filter, List, profile_filter, show, yes_or_no


@directory.get("/accounts/")
@may("accounts", Right.VIEW)
def accounts() -> ResponseReturnValue:
    """List the accounts, each with the profile that targets it (EXP-2)."""
    columns: list[Column[AccountRow]] = [
        Column(_("Login"), lambda row: cells.account(row.id, row.login), "login"),
        Column(_("Name"), lambda row: Cell(row.name), "name"),
        Column(_("Role"), lambda row: Cell(row.role), "role"),
        Column(_("Agent function"), lambda row: cells.agent_function(row.agent_enabled), "agent"),
        Column(_("Profile"), lambda row: cells.profile(row.profile_id, row.profile_name), "profile"),
    ]
    roles = [(role.key, role.name) for role in lookups.roles(g.organization_id)]
    return show(
        List(
            endpoint="accounts",
            title=_("Accounts"),
            search_label=_("Login or name"),
            columns=columns,
            filters=[
                Filter("role", _("Role"), roles),
                yes_or_no("agent", _("Agent function"), _("Enabled"), _("Disabled")),
                profile_filter(),
            ],
            reads=lookups.ACCOUNT_FILTERS,
            find=lookups.accounts,
        )
    )
