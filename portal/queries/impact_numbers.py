"""The numbers that a change takes from a target, brings and leaves (STA-2).

Every number that all targets get counts once. Only what depends on the target, its own numbers and those of
its ring groups, is counted target by target, in the database.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    func,
    or_,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy import false as never

from portal.domain.facts import Organization
from portal.domain.numbers import NumberRule
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Draft, DraftNumber, Number, NumberOwner, RingGroupMember, SelectedNumber
from portal.queries.impact_items import NAMES, Counts, Drafts, Whose, counts_of, everybody, these
from portal.queries.listing import AnySelect
from portal.queries.numbers import OFFERED


class Reach(StrEnum):
    """Which targets get a number of one kind of owner."""

    ALL = "all"
    OWN = "own"
    OF_GROUPS = "of_groups"
    NONE = "none"


def reach_of(rule: NumberRule, organization: Organization) -> Reach:
    """Return whom a rule of the manual's tables lets have a number, as the system settings are."""
    match rule:
        case NumberRule.ALWAYS:
            return Reach.ALL
        case NumberRule.OWN:
            return Reach.OWN
        case NumberRule.OF_SHOWN_GROUP:
            return Reach.ALL if organization.show_all_ring_group_numbers else Reach.OF_GROUPS
        case NumberRule.IF_CALL_CENTERS_SHOWN:
            return Reach.ALL if organization.show_call_center_numbers else Reach.NONE


def number_rows(drafts: Drafts, whose: Whose = everybody) -> FromClause:
    """Return the numbers of both lists: `part`, `number_id`, `owner_type`, `kind`, `before`, `after`.

    With `whose`, of those that depend on the terminal: what these terminals and their ring groups have.
    """
    theirs = _theirs(whose)
    return union_all(_saved(drafts, theirs), _added(drafts, theirs)).subquery()


def _saved(drafts: Drafts, theirs: Whose) -> AnySelect:
    own = and_(drafts.mine(), Draft.part == SelectedNumber.part)
    change = and_(DraftNumber.draft_id == Draft.id, DraftNumber.number_id == SelectedNumber.number_id)
    return (
        select(
            SelectedNumber.part.label("part"),
            SelectedNumber.number_id.label("number_id"),
            SelectedNumber.owner_type.label("owner_type"),
            SelectedNumber.kind.label("kind"),
            true().label("before"),
            func.coalesce(DraftNumber.chosen, true()).label("after"),
        )
        .select_from(SelectedNumber)
        .outerjoin(Draft, own)
        .outerjoin(DraftNumber, change)
        .where(SelectedNumber.profile_id == drafts.profile_id, theirs(SelectedNumber.number_id))
    )


def _added(drafts: Drafts, theirs: Whose) -> AnySelect:
    known = and_(
        SelectedNumber.profile_id == Draft.profile_id,
        SelectedNumber.part == Draft.part,
        SelectedNumber.number_id == DraftNumber.number_id,
    )
    return (
        select(Draft.part, DraftNumber.number_id, NumberOwner.type, Number.kind, never(), true())
        .select_from(DraftNumber)
        .join(Draft, Draft.id == DraftNumber.draft_id)
        .join(Number, Number.id == DraftNumber.number_id)
        .join(NumberOwner, NumberOwner.id == Number.owner_id)
        .outerjoin(SelectedNumber, known)
        .where(drafts.mine(), DraftNumber.chosen.is_(True), SelectedNumber.number_id.is_(None))
        .where(theirs(DraftNumber.number_id))
    )


def _theirs(whose: Whose) -> Whose:
    """Return the same of the numbers that targets and their ring groups have, in one query."""
    if whose is everybody:
        return everybody
    own = select(Number.id).where(whose(Number.owner_id))
    of_groups = (
        select(Number.id)
        .join(RingGroupMember, RingGroupMember.ring_group_id == Number.owner_id)
        .where(whose(RingGroupMember.terminal_id))
    )
    # As values, or they would be joined to all that the profile selects.
    return these(db.session.scalars(union(own, of_groups)).all())


def shared_numbers(rows: FromClause, organization: Organization) -> Mapping[Part, Counts]:
    """Return how many numbers of each list all targets get, in one query."""
    columns = rows.c
    found = {part: Counts() for part in OFFERED}
    statement = select(columns.part, columns.owner_type, columns.kind, *counts_of(rows)).group_by(
        columns.part, columns.owner_type, columns.kind
    )
    for part, owner_type, kind, lost, gained, kept in db.session.execute(statement):
        rule = OFFERED[part].get((owner_type, kind))
        if rule is not None and reach_of(rule, organization) is Reach.ALL:
            found[part] += Counts(lost, gained, kept)
    return found


def numbers_of_terminals(rows: FromClause, organization: Organization, whose: Whose) -> FromClause:
    """Return what depends on the terminal: `target_id`, and lost, gained and kept of each list."""
    items = rows.c
    own = (
        select(Number.owner_id.label("target_id"), items.part, items.before, items.after)
        .join(rows, items.number_id == Number.id)
        .where(_reached(rows, organization, Reach.OWN), whose(Number.owner_id))
    )
    of_groups = (
        select(RingGroupMember.terminal_id.label("target_id"), items.part, items.before, items.after)
        .join(Number, Number.owner_id == RingGroupMember.ring_group_id)
        .join(rows, items.number_id == Number.id)
        .where(_reached(rows, organization, Reach.OF_GROUPS), whose(RingGroupMember.terminal_id))
    )
    both = union_all(own, of_groups).subquery()
    return (
        select(
            both.c.target_id,
            *(
                column.label(f"{part.value}_{name}")
                for part in OFFERED
                for name, column in zip(NAMES, counts_of(both, both.c.part == part), strict=True)
            ),
        )
        .group_by(both.c.target_id)
        .subquery()
    )


def _reached(rows: FromClause, organization: Organization, reach: Reach) -> ColumnElement[bool]:
    cells = (
        (part, owner_type, kind)
        for part, table in OFFERED.items()
        for (owner_type, kind), rule in table.items()
        if reach_of(rule, organization) is reach
    )
    items = rows.c
    conditions = [
        and_(items.part == part, items.owner_type == owner_type, items.kind == kind)
        for part, owner_type, kind in cells
    ]
    return or_(never(), *conditions)
