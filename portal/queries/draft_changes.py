"""What a draft changes of a list, item by item, by the names that people know."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, literal, null, select, true, union_all
from sqlalchemy.orm import aliased

from portal.domain.words import Part
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    BusinessLabel,
    Draft,
    DraftAccount,
    DraftBusinessLabel,
    DraftNumber,
    Number,
    NumberOwner,
    Profile,
    TerminalTarget,
)
from portal.queries.among import among_texts
from portal.queries.drafts import DraftTable, tables_of
from portal.queries.listing import AnySelect, Column, Filters, Listing, Orders, Page, contains, page_of
from portal.queries.targets import TARGETS

SORTS = ("key", "name")
FILTERS: Filters = {"change": ["added", "removed"]}


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One item that a draft adds (`chosen`) or takes off.

    What cannot be added any more names the profile that has it (`holder`), or is not `available`.
    """

    list: str
    id: int
    key: str
    name: str
    chosen: bool
    holder: str | None
    available: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """What the items of a list are called."""

    table: type[Account | BusinessLabel | Number | NumberOwner]
    key: Column
    name: Column
    available: ColumnElement[bool]


def listed(draft: Draft, profile: Profile, part: Part, listing: Listing) -> Page[DraftChange]:
    """Return one page of what the draft changes, in two queries."""
    found = _changes(draft, profile, part).c
    orders: Orders = {
        "key": (found.key, found.list, found.id),
        "name": (found.name, found.key, found.list, found.id),
    }
    statement: AnySelect = select(*found)
    if listing.search:
        statement = statement.where(contains(listing.search, found.key, found.name))
    if change := listing.filter("change"):
        statement = statement.where(found.chosen.is_(change == "added"))
    return page_of(statement, listing, orders).map(lambda row: DraftChange(*row))


def said_of(draft: Draft | None, profile: Profile, part: Part, keys: Collection[str]) -> Mapping[str, bool]:
    """Return what the draft says of the items that are called so, also where that is saved already."""
    if draft is None or not keys:
        return {}
    found = _all(draft, profile, part, only_changes=False).c
    rows = db.session.execute(select(found.list, found.key, found.chosen).where(among_texts(found.key, keys)))
    return {f"{name}:{key}" if name else key: chosen for name, key, chosen in rows}


def _changes(draft: Draft, profile: Profile, part: Part) -> FromClause:
    return _all(draft, profile, part, only_changes=True)


def _all(draft: Draft, profile: Profile, part: Part, *, only_changes: bool) -> FromClause:
    tables = tables_of(profile.target_type, part).items()
    statements = [_rows(name, table, _item(table, profile, part)) for name, table in tables]
    narrowed = [
        statement.where(
            Draft.id == draft.id,
            table.changes_something() if only_changes else table.change.chosen.is_not(None),
        )
        for statement, (_name, table) in zip(statements, tables, strict=True)
    ]
    return union_all(*narrowed).subquery()


def _rows(name: str, table: DraftTable, item: _Item) -> Select[str, int, str, str, bool, str | None, bool]:
    holder, other = null(), aliased(table.saved)
    targets = table.saved in (AccountTarget, TerminalTarget)
    columns = (
        literal(name).label("list"),
        table.item_id.label("id"),
        item.key.label("key"),
        item.name.label("name"),
        table.change.chosen.label("chosen"),
        (Profile.name if targets else holder).label("holder"),
        item.available.label("available"),
    )
    statement = table.rows(*columns).join(item.table, item.table.id == table.item_id)
    if item.table is Number:
        statement = statement.join(NumberOwner, NumberOwner.id == Number.owner_id)
    if targets:
        others = getattr(other, table.saved_id.key) == table.item_id
        statement = statement.outerjoin(other, others & (other.profile_id != Draft.profile_id))
        statement = statement.outerjoin(Profile, Profile.id == other.profile_id)
    return statement


def _item(table: DraftTable, profile: Profile, part: Part) -> _Item:
    qualifies = TARGETS[profile.target_type].qualifies if part is Part.TARGETS else None
    if table.change is DraftNumber:
        return _Item(Number, Number.number, NumberOwner.name, true())
    if table.change is DraftAccount:
        return _Item(Account, Account.login, Account.name, true() if qualifies is None else qualifies)
    if table.change is DraftBusinessLabel:
        with_number = BusinessLabel.caller_number.is_not(None)
        return _Item(BusinessLabel, BusinessLabel.code, BusinessLabel.name, with_number)
    with_number = NumberOwner.caller_number.is_not(None)
    available = with_number if qualifies is None else qualifies
    return _Item(NumberOwner, NumberOwner.extension, NumberOwner.name, available)
