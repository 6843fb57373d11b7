"""Numbers and memberships of a directory difference, which refer to owners and accounts by row."""

from collections.abc import Iterable
from typing import Any

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
from portal.services.many_rows import Row, delete_rows, insert_rows


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


def write(organization_id: int, change: DirectoryDifference) -> None:
    """Insert the numbers that come, and set the members and agents of what was added or changed."""
    if not (change.numbers.added or _touched(change.ring_groups) or _touched(change.call_centers)):
        return
    owners = select(NumberOwner.extension, NumberOwner.id).where(
        NumberOwner.organization_id == organization_id
    )
    owner_ids: dict[str, int] = dict(db.session.execute(owners).all())
    insert_rows(Number, [_number(organization_id, row, owner_ids) for row in change.numbers.added])
    _set_members(_touched(change.ring_groups), owner_ids)
    _set_agents(organization_id, _touched(change.call_centers), owner_ids)


def _number(organization_id: int, row: NumberRow, owner_ids: dict[str, int]) -> Row:
    return {
        "organization_id": organization_id,
        "owner_id": owner_ids[row.owner_extension],
        "kind": row.kind,
        "number": row.number,
    }


def _set_members(groups: list[RingGroupEntry], owner_ids: dict[str, int]) -> None:
    rows = [
        {"ring_group_id": owner_ids[group.extension], "terminal_id": owner_ids[member]}
        for group in groups
        for member in group.members
    ]
    delete_rows(RingGroupMember.ring_group_id, [owner_ids[group.extension] for group in groups])
    insert_rows(RingGroupMember, rows)


def _set_agents(organization_id: int, centers: list[CallCenterEntry], owner_ids: dict[str, int]) -> None:
    if not centers:
        return
    accounts = select(Account.login, Account.id).where(Account.organization_id == organization_id)
    account_ids: dict[str, int] = dict(db.session.execute(accounts).all())
    rows = [
        {"call_center_id": owner_ids[center.extension], "account_id": account_ids[agent]}
        for center in centers
        for agent in center.agents
    ]
    delete_rows(CallCenterAgent.call_center_id, [owner_ids[center.extension] for center in centers])
    insert_rows(CallCenterAgent, rows)


def _touched(part: KindDifference[Any]) -> list[Any]:
    return [*part.added, *(changed.after for changed in part.changed)]
