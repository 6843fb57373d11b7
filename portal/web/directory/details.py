"""What the pages of accounts, business labels and numbers show."""

from functools import partial

from flask import g, url_for
from flask_babel import gettext as _

from portal.domain.words import Kind, OwnerType
from portal.models import Account, BusinessLabel, Number
from portal.queries import directory_details as details
from portal.queries.directory_applying import applying_to_account
from portal.queries.directory_having import Having, having_label, having_number
from portal.web.access import visitor
from portal.web.directory import applying, cells
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Detail, Section, actions, preview
from portal.web.directory.lists import Column
from portal.web.directory.owner_details import named
from portal.web.directory.reach import covers
from portal.web.profiles import words


def account_detail(account: Account) -> Detail:
    """Return the page of an account."""
    applies = applying_to_account(details.organization_of(g.organization_id), account)
    call_centers = Section.of(
        "call_centers",
        _("Call centres"),
        _("The account answers for no call centre."),
        partial(details.call_centers_of, account),
        named(OwnerType.CALL_CENTER),
    )
    offered = actions("accounts", "account", account.login, account_id=account.id)
    own = account.id == visitor().account.id
    return Detail(
        title=account.login,
        trail=(_("Accounts"), url_for("directory.accounts")),
        address=partial(url_for, "directory.account", account_id=account.id),
        facts=[
            (_("Login"), Cell(account.login)),
            (_("Name"), Cell(account.name)),
            (_("Role"), Cell(account.role.name)),
            (_("Agent function"), cells.agent_function(account.agent_enabled)),
        ],
        delivery=applying.lines_for_account(applies, agent_enabled=account.agent_enabled),
        sections=[call_centers],
        # Nobody deletes themselves, or changes who has more rights than they have.
        actions=[
            *(each for each in offered if covers(account.role) and not (own and each.question)),
            *preview(account=account.login),
        ],
    )


def label_detail(label: BusinessLabel) -> Detail:
    """Return the page of a business label."""
    reached: Column[Having] = Column(_("Targets"), lambda row: cells.count(row.reached), numeric=True)
    return Detail(
        title=label.name,
        trail=(_("Business labels"), url_for("directory.business_labels")),
        address=partial(url_for, "directory.business_label", label_id=label.id),
        facts=[
            (_("Code"), Cell(label.code)),
            (_("Name"), Cell(label.name)),
            (_("Outbound caller number"), Cell(label.caller_number)),
        ],
        delivery=applying.lines_for_contact_point(label.caller_number, members_only=False),
        sections=[applying.profiles_section(partial(having_label, g.organization_id, label.id), reached)],
        actions=actions("business_labels", "business_label", label.name, label_id=label.id),
    )


def number_detail(number: Number) -> Detail:
    """Return the page of a number."""
    owner = number.owner
    columns: list[Column[Having]] = [
        Column(_("Number list"), lambda row: _selected(selected=row.displayed)),
        Column(_("CTI"), lambda row: _selected(selected=row.cti)),
        Column(_("Targets"), lambda row: cells.count(row.reached), numeric=True),
    ]
    offered = actions("numbers", "number", number.number, number_id=number.id)
    external = number.kind is Kind.EXTERNAL
    return Detail(
        title=number.number,
        trail=(_("Phone numbers"), url_for("directory.numbers")),
        address=partial(url_for, "directory.number", number_id=number.id),
        facts=[
            (_("Phone number"), Cell(number.number)),
            (_("Internal/external"), Cell(words.KIND[number.kind])),
            (_("Owner type"), Cell(words.OWNER_TYPE[owner.type])),
            (_("Owner"), cells.owner(owner.type, owner.id, f"{owner.name} {owner.extension}")),
            (_("Phone book name"), Cell(details.phone_book_name(g.organization_id, number.number))),
        ],
        delivery=applying.lines_for_number(owner.type, number.kind),
        sections=[applying.profiles_section(partial(having_number, g.organization_id, number.id), *columns)],
        # An extension goes with its owner alone.
        actions=[each for each in offered if external or not each.question],
    )


def _selected(*, selected: bool) -> Cell:
    return Cell(_("Selected"), mark="good") if selected else Cell(None)
