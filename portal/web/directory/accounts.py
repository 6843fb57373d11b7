"""アカウント: who signs in to the portal, and on softphones as an agent."""

from functools import partial

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.models import Account
from portal.queries import directory_details as details
from portal.queries import directory_people as lookups
from portal.queries.directory_applying import applying_to_account
from portal.queries.directory_people import AccountRow
from portal.web.access import may
from portal.web.directory import applying, cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Detail, Section, show_detail
from portal.web.directory.lists import Column, Filter, List, profile_filter, show, yes_or_no


@directory.get("/accounts/")
@may("accounts", Right.VIEW)
def accounts() -> ResponseReturnValue:
    """List the accounts, each with the profile that targets it (EXP-2)."""
    columns: list[Column[AccountRow]] = [
        Column(_("Login"), lambda row: cells.account(row.id, row.login), "login"),
        Column(_("Name"), lambda row: Cell(row.name), "name"),
        Column(_("Role"), lambda row: Cell(row.role), "role"),
        Column(_("Agent function"), lambda row: agent_function(row.agent_enabled), "agent"),
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


def agent_function(enabled: bool) -> Cell:  # noqa: FBT001  a value, not a choice of the caller
    """Return whether the account can sign in on softphones."""
    return Cell(_("Enabled"), mark="good") if enabled else Cell(_("Disabled"), mark="neutral")


@directory.get("/accounts/<int:account_id>/")
@may("accounts", Right.VIEW)
def account(account_id: int) -> ResponseReturnValue:
    """Show an account, the call centres it answers for, and which profile it gets (EXP-2)."""
    return show_detail(_detail(details.account_of(g.organization_id, account_id)))


def _detail(account: Account) -> Detail:
    organization = details.organization_of(g.organization_id)
    found = applying_to_account(organization, account)
    return Detail(
        title=account.login,
        trail=(_("Accounts"), url_for("directory.accounts")),
        address=partial(url_for, "directory.account", account_id=account.id),
        facts=[
            (_("Login"), Cell(account.login)),
            (_("Name"), Cell(account.name)),
            (_("Role"), Cell(account.role.name)),
            (_("Agent function"), agent_function(account.agent_enabled)),
        ],
        delivery=applying.lines_for_account(found, agent_enabled=account.agent_enabled),
        sections=[
            Section.of(
                "call_centers",
                _("Call centres"),
                _("The account answers for no call centre."),
                partial(details.call_centers_of, account),
                [
                    Column(_("Extension"), applying.call_center),
                    Column(_("Name"), lambda row: Cell(row.name)),
                ],
            )
        ],
    )
