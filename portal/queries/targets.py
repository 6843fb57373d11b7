"""What a profile can deliver to, and what it delivers to (TGT)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from portal.domain.words import MANAGED_TERMINAL_TYPES, Reason, TargetType, TerminalType
from portal.extensions import db
from portal.models import Account, AccountTarget, NumberOwner, Profile, Terminal, TerminalTarget
from portal.queries.listing import AnyRow, AnySelect, Filters, Listing, Orders, Page, contains, page_of


@dataclass(frozen=True, slots=True)
class TargetTable:
    """How targets of one type are kept: `key` is what people and programs call a candidate."""

    candidate: type[Account | NumberOwner]
    key: InstrumentedAttribute[str]
    terminal_type: ColumnElement[TerminalType | None]
    qualifies: ColumnElement[bool]
    """Whether a candidate can be added (TGT-1); one that is there stays when it no longer does (TGT-5)."""
    otherwise: Reason
    target: type[AccountTarget | TerminalTarget]
    candidate_id: InstrumentedAttribute[int]


TARGETS: Mapping[TargetType, TargetTable] = {
    TargetType.ACCOUNT: TargetTable(
        Account,
        Account.login,
        literal(None, Terminal.terminal_type.type),
        Account.agent_enabled.is_(True),
        Reason.AGENT_FUNCTION_OFF,
        AccountTarget,
        AccountTarget.account_id,
    ),
    TargetType.EXTENSION: TargetTable(
        Terminal,
        Terminal.extension,
        type_coerce(Terminal.terminal_type, Terminal.terminal_type.type),
        Terminal.terminal_type.in_(MANAGED_TERMINAL_TYPES),
        Reason.TERMINAL_TYPE,
        TerminalTarget,
        TerminalTarget.terminal_id,
    ),
}

SORTS = ("key", "name")
_AT_A_TIME = 2000
FILTERS: Filters = {"selection": ["selected", "unselected", "not_deliverable"]}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target or candidate; `key` is its login or extension, a `reason` says why it gets nothing (TGT-5)."""

    id: int
    key: str
    name: str
    terminal_type: TerminalType | None
    selected: bool
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class TargetCounts:
    """How many targets a profile has, and how many of them cannot be delivered to."""

    total: int
    not_deliverable: int


def candidates(profile: Profile, listing: Listing) -> Page[TargetRow]:
    """Return one page of what the profile targets or could target, in two queries.

    What another profile targets is not in it (TGT-2), what this one targets always is (TGT-5).
    """
    table = TARGETS[profile.target_type]
    row = table.candidate
    orders: Orders = {"key": (table.key, row.id), "name": (row.name, row.id)}
    return page_of(_matching(profile, listing), listing, orders).map(partial(_row, table))


def every_target(profile: Profile) -> Iterator[TargetRow]:
    """Yield the targets by key, as they are read: one statement, and no more than some rows at a time."""
    table = TARGETS[profile.target_type]
    chosen = _matching(profile, Listing(filters={"selection": "selected"})).order_by(table.key)
    found = db.session.execute(chosen.execution_options(yield_per=_AT_A_TIME))
    return (_row(table, row) for row in found)


def _row(table: TargetTable, found: AnyRow) -> TargetRow:
    return TargetRow(
        id=found.id,
        key=found.key,
        name=found.name,
        terminal_type=found.terminal_type,
        selected=found.selected,
        reason=None if found.qualifies else table.otherwise,
    )


def matching(profile: Profile, listing: Listing) -> AnySelect:
    """Return the statement that finds all candidates that match, on whatever page: `id` and `selected`."""
    found = _matching(profile, listing).subquery().c
    return select(found.id, found.selected)


def counted(profile: Profile) -> TargetCounts:
    """Return how many targets the profile has, in one query."""
    table = TARGETS[profile.target_type]
    total, deliverable = db.session.execute(
        select(func.count(), func.count().filter(table.qualifies))
        .select_from(table.target)
        .join(table.candidate, table.candidate_id == table.candidate.id)
        .where(table.target.profile_id == profile.id)
    ).one()
    return TargetCounts(total, total - deliverable)


def _matching(profile: Profile, listing: Listing) -> AnySelect:
    table = TARGETS[profile.target_type]
    row, owned = table.candidate, table.target.profile_id
    statement: AnySelect = (
        select(
            row.id,
            table.key.label("key"),
            row.name,
            table.terminal_type.label("terminal_type"),
            owned.is_not(None).label("selected"),
            table.qualifies.label("qualifies"),
        )
        .outerjoin(table.target, table.candidate_id == row.id)
        .where(
            row.organization_id == profile.organization_id,
            or_(owned == profile.id, and_(owned.is_(None), table.qualifies)),
        )
    )
    if listing.search:
        statement = statement.where(contains(listing.search, table.key, row.name))
    return statement.where(*_of_selection(table, profile.id, listing.filter("selection")))


def _of_selection(table: TargetTable, profile_id: int, selection: str) -> list[ColumnElement[bool]]:
    match selection:
        case "selected":
            return [table.target.profile_id == profile_id]
        case "unselected":
            return [table.target.profile_id.is_(None)]
        case "not_deliverable":
            return [table.target.profile_id == profile_id, ~table.qualifies]
        case _:
            return []
