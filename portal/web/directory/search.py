"""One search for everything: extension, login, name, number, profile.

Each person finds what they may see (ACC-1, ACC-2).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.domain.words import OwnerType, Status
from portal.queries import directory_lists, directory_numbers, directory_people
from portal.queries import profiles as profile_list
from portal.queries.listing import Listing, Page, read_listing
from portal.web.access import signed_in, visitor
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Section
from portal.web.directory.lists import Column
from portal.web.page import page
from portal.web.profiles import words

Find = Callable[[int, Listing], Page[Any]]


@directory.get("/search")
@signed_in
def search() -> ResponseReturnValue:
    """Show what was found, grouped by kind, each group paged by itself."""
    sought = read_listing(request.args).search
    found = [section for section in _sections(sought) if section.found.total] if sought else []
    address = partial(url_for, "directory.search", search=sought)
    return page(
        "directory/search", sought=sought, sections=[(section, section.rows(address)) for section in found]
    )


def _sections(sought: str) -> list[Section]:
    own = visitor()
    kinds = [
        *([_profiles(sought)] if own.administers else []),
        *(_owners(sought, kind) for kind in OwnerType if own.may(cells.OWNER_PAGES[kind][0], Right.VIEW)),
        *([_labels(sought)] if own.may("business_labels", Right.VIEW) else []),
        *([_numbers(sought)] if own.may("numbers", Right.VIEW) else []),
        *([_accounts(sought)] if own.may("accounts", Right.VIEW) else []),
    ]
    return [kind() for kind in kinds]


def _section(name: str, title: str, sought: str, find: Find, columns: list[Column[Any]]) -> partial[Section]:
    def matching(listing: Listing) -> Page[Any]:
        return find(g.organization_id, replace(listing, search=sought))

    return partial(Section.of, name, title, "", matching, columns)


def _owners(sought: str, owner_type: OwnerType) -> partial[Section]:
    listed = cells.OWNER_PAGES[owner_type][0]

    def find(organization_id: int, listing: Listing) -> Page[directory_lists.OwnerRow]:
        return directory_lists.owners(organization_id, owner_type, listing)

    columns: list[Column[Any]] = [
        Column(_("Extension"), lambda row: cells.owner(owner_type, row.id, row.extension)),
        Column(_("Name"), lambda row: Cell(row.name)),
    ]
    return _section(listed, cells.titles()[listed], sought, find, columns)


def _labels(sought: str) -> partial[Section]:
    columns: list[Column[Any]] = [
        Column(_("Code"), lambda row: cells.label(row.id, row.code)),
        Column(_("Name"), lambda row: Cell(row.name)),
        Column(_("Outbound caller number"), lambda row: Cell(row.caller_number)),
    ]
    return _section("business_labels", _("Business labels"), sought, directory_lists.labels, columns)


def _numbers(sought: str) -> partial[Section]:
    columns: list[Column[Any]] = [
        Column(_("Phone number"), lambda row: cells.number(row.id, row.number)),
        Column(
            _("Owner"),
            lambda row: cells.owner(row.owner_type, row.owner_id, f"{row.owner_name} {row.owner_extension}"),
        ),
        Column(_("Phone book name"), lambda row: Cell(row.name)),
    ]
    return _section("numbers", _("Phone numbers"), sought, directory_numbers.numbers, columns)


def _accounts(sought: str) -> partial[Section]:
    columns: list[Column[Any]] = [
        Column(_("Login"), lambda row: cells.account(row.id, row.login)),
        Column(_("Name"), lambda row: Cell(row.name)),
        Column(_("Role"), lambda row: Cell(row.role)),
    ]
    return _section("accounts", _("Accounts"), sought, directory_people.accounts, columns)


def _profiles(sought: str) -> partial[Section]:
    columns: list[Column[Any]] = [
        Column(_("Profile name"), lambda row: cells.profile(row.id, row.name)),
        Column(_("Target type"), lambda row: Cell(words.TARGET_TYPE[row.target_type])),
        Column(
            _("Status"),
            lambda row: Cell(
                words.STATUS[row.status], mark="good" if row.status is Status.ENABLED else "neutral"
            ),
        ),
    ]
    return _section("profiles", _("Softphone setting profiles"), sought, profile_list.listed, columns)
