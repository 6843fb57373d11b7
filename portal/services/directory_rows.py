"""The rows behind a directory difference, written kind by kind in large statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import insert, select

from importer.directory import (
    BUILT_IN_ROLES,
    IDENTITIES,
    DirectoryDifference,
    KindDifference,
)
from portal.extensions import db
from portal.models import Account, BusinessLabel, NumberOwner, Organization, Role
from portal.models import PhoneBookEntry as PhoneBookRow
from portal.queries.directory_owners import OWNER_TYPES
from portal.services import directory_columns, directory_numbers, removals, sessions
from portal.services.many_rows import Row, delete_rows, insert_rows, update_rows

Ids = Mapping[str, Mapping[str, int]]
Columns = Callable[[Any], Row]
Table: TypeAlias = type[Role | Account | BusinessLabel | PhoneBookRow | NumberOwner]

TABLES: Mapping[str, Table] = {
    "roles": Role,
    "accounts": Account,
    "business_labels": BusinessLabel,
    "phone_book": PhoneBookRow,
    **dict.fromkeys(OWNER_TYPES, NumberOwner),
}


def create_organization(change: DirectoryDifference) -> Organization:
    """Make the organisation of a difference, with the roles that every organisation has."""
    (entry,) = change.organization.added
    organization = Organization(**directory_columns.of_organization(entry))
    db.session.add(organization)
    db.session.flush()
    built_in = [
        directory_columns.of_role(role) | {"organization_id": organization.id}
        for role in BUILT_IN_ROLES.values()
    ]
    db.session.execute(insert(Role), built_in)
    return organization


def change_organization(organization: Organization, change: DirectoryDifference) -> None:
    """Give the organisation what the document says of it."""
    for changed in change.organization.changed:
        for name, value in directory_columns.of_organization(changed.after).items():
            setattr(organization, name, value)


def replace(organization_id: int, ids: Ids, change: DirectoryDifference, *, arrival: int) -> None:
    """Carry a difference out. `ids` are the rows that there are, by document list and identity.

    `arrival` is the number of this change, by which its numbers and contact points are newly added (REC-1).
    What goes, goes first: its numbers and names may come back as something else's.
    """
    _remove(organization_id, ids, change)
    _write("roles", organization_id, ids, change.roles, directory_columns.of_role)
    role_ids: dict[str, int] = dict(
        db.session.execute(select(Role.key, Role.id).where(Role.organization_id == organization_id)).all()
    )
    _write(
        "accounts",
        organization_id,
        ids,
        change.accounts,
        partial(directory_columns.of_account, role_ids=role_ids),
    )
    delete_rows(Role.id, _ids_of("roles", ids, change.roles.removed))
    for kind in OWNER_TYPES:
        _write(
            kind,
            organization_id,
            ids,
            change.kinds()[kind],
            partial(directory_columns.of_owner, kind),
            arrival,
        )
    _write(
        "business_labels", organization_id, ids, change.business_labels, directory_columns.of_label, arrival
    )
    _write("phone_book", organization_id, ids, change.phone_book, directory_columns.of_phone_book)
    directory_numbers.write(organization_id, change, arrival=arrival)
    sessions.end_all_of(_whose_credentials_changed(ids, change))


def _remove(organization_id: int, ids: Ids, change: DirectoryDifference) -> None:
    gone = {kind: _ids_of(kind, ids, part.removed) for kind, part in change.kinds().items() if kind in TABLES}
    number_ids = directory_numbers.ids_of(organization_id, change.numbers.removed)
    removals.note_removals(
        number_ids=number_ids,
        account_ids=gone["accounts"],
        terminal_ids=gone["terminals"],
        call_center_ids=gone["call_centers"],
        business_label_ids=gone["business_labels"],
    )
    directory_numbers.remove(number_ids)
    # Roles go last: accounts that stay may leave them first.
    for kind in ("phone_book", "business_labels", *OWNER_TYPES, "accounts"):
        delete_rows(TABLES[kind].id, gone[kind])


def _ids_of(kind: str, ids: Ids, entries: Iterable[Any]) -> list[int]:
    known = ids.get(kind, {})
    return [known[getattr(entry, IDENTITIES[kind])] for entry in entries]


def _write(  # noqa: PLR0913, PLR0917  what every kind of row needs
    kind: str,
    organization_id: int,
    ids: Ids,
    part: KindDifference[Any],
    columns: Columns,
    arrival: int = 0,
) -> None:
    table = TABLES[kind]
    added = [
        columns(entry) | {"organization_id": organization_id} | _newly_offered(None, entry, arrival)
        for entry in part.added
    ]
    for rows in _by_shape(added):
        insert_rows(table, rows)
    row_ids = _ids_of(kind, ids, (changed.after for changed in part.changed))
    changed = [
        columns(each.after) | {"id": row_id} | _newly_offered(each.before, each.after, arrival)
        for each, row_id in zip(part.changed, row_ids, strict=True)
    ]
    for rows in _by_shape(changed):
        update_rows(table, rows)


def _newly_offered(before: Any, after: Any, arrival: int) -> Row:  # noqa: ANN401  any kind of entry
    # A call centre or label becomes a contact point when it gets its caller number (CPT-2).
    has, had = getattr(after, "caller_number", None), getattr(before, "caller_number", None)
    return {"arrival": arrival} if has and not had else {}


def _by_shape(rows: list[Row]) -> Iterable[list[Row]]:
    # A password that a document does not name is left as it is: such rows have a column less.
    shapes: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in rows:
        shapes[frozenset(row)].append(row)
    return shapes.values()


def _whose_credentials_changed(ids: Ids, change: DirectoryDifference) -> list[int]:
    """Return the accounts that signed in with another password or with other rights (TRU-11)."""
    roles = {
        changed.after.key for changed in change.roles.changed if changed.before.rights != changed.after.rights
    }
    changed = [
        each.after
        for each in change.accounts.changed
        if each.after.password is not None or each.before.role != each.after.role
    ]
    keeping_role = [entry for entry in change.accounts.unchanged if entry.role in roles]
    renamed = [each.after for each in change.accounts.changed if each.after.role in roles]
    return _ids_of("accounts", ids, [*changed, *keeping_role, *renamed])
