"""Numbers and memberships of a directory difference, which refer to owners and accounts by row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import select

from importer.directory import (
    CallCenterEntry,
    DirectoryDifference,
    KindDifference,
    NumberRow,
    RingGroupEntry,
)
from portal.extensions import db
from portal.models import Account, CallCenterAgent, Number, NumberOwner, RingGroupMember
from portal.services.many_rows import Row, delete_rows, delete_same, insert_rows

Ids: TypeAlias = Mapping[str, int]
Pair: TypeAlias = tuple[str, str]
Owner = TypeVar("Owner", RingGroupEntry, CallCenterEntry)


def ids_of(organization_id: int, numbers: Iterable[NumberRow]) -> list[int]:
    """Return the row ids of numbers that the organisation has."""
    wanted = {row.number for row in numbers}
    if not wanted:
        return []
    statement = select(Number.number, Number.id).where(Number.organization_id == organization_id)
    return [number_id for number, number_id in db.session.execute(statement) if number in wanted]


def remove(number_ids: list[int]) -> None:
    """Delete numbers; whatever selected them loses them."""
    delete_rows(Number.id, number_ids)


def write(organization_id: int, change: DirectoryDifference, *, arrival: int) -> None:
    """Insert the numbers that come, as newly added by the change `arrival` (REC-1).

    Then set the members and agents of what was added or changed.
    """
    if not (change.numbers.added or _touched(change.ring_groups) or _touched(change.call_centers)):
        return
    owners = select(NumberOwner.extension, NumberOwner.id).where(
        NumberOwner.organization_id == organization_id
    )
    owner_ids: Ids = dict(db.session.execute(owners).all())
    added = [_number(organization_id, row, owner_ids) for row in change.numbers.added]
    insert_rows(Number, [row | {"arrival": arrival} for row in added])
    _set_members(change.ring_groups, owner_ids)
    _set_agents(organization_id, change.call_centers, owner_ids)


def _number(organization_id: int, row: NumberRow, owner_ids: Ids) -> Row:
    return {
        "organization_id": organization_id,
        "owner_id": owner_ids[row.owner_extension],
        "kind": row.kind,
        "number": row.number,
    }


def _set_members(part: KindDifference[RingGroupEntry], owner_ids: Ids) -> None:
    columns = ("ring_group_id", "terminal_id")
    gone, come = _memberships(part, lambda group: group.members)
    delete_same(RingGroupMember, _rows(columns, gone, owner_ids, owner_ids))
    insert_rows(RingGroupMember, _rows(columns, come, owner_ids, owner_ids))


def _set_agents(organization_id: int, part: KindDifference[CallCenterEntry], owner_ids: Ids) -> None:
    columns = ("call_center_id", "account_id")
    gone, come = _memberships(part, lambda center: center.agents)
    if gone or come:
        accounts = select(Account.login, Account.id).where(Account.organization_id == organization_id)
        account_ids: Ids = dict(db.session.execute(accounts).all())
        delete_same(CallCenterAgent, _rows(columns, gone, owner_ids, account_ids))
        insert_rows(CallCenterAgent, _rows(columns, come, owner_ids, account_ids))


def _memberships(
    part: KindDifference[Owner], belonging: Callable[[Owner], Iterable[str]]
) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs of an owner and what belongs to it that go, and those that come."""
    left = [changed.before for changed in part.changed]
    before = {(owner.extension, item) for owner in left for item in belonging(owner)}
    after = {(owner.extension, item) for owner in _touched(part) for item in belonging(owner)}
    return before - after, after - before


def _rows(columns: Pair, pairs: Iterable[Pair], owner_ids: Ids, item_ids: Ids) -> list[Row]:
    # What is not there any more took its rows with it.
    return [
        dict(zip(columns, (owner_ids[owner], item_ids[item]), strict=True))
        for owner, item in sorted(pairs)
        if item in item_ids
    ]


def _touched(part: KindDifference[Any]) -> list[Any]:
    return [*part.added, *(changed.after for changed in part.changed)]
