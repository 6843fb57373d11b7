"""The audit log in pages, newest first: of a profile, of deleted profiles, of everything (HIS-1)."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.models import AuditEntry, Profile
from portal.queries.among import LARGEST_ID
from portal.queries.audit_chain import written
from portal.queries.history_states import entries_of
from portal.queries.listing import AnyRow, AnySelect, Listing, Orders, Page, contains, page_of

# A list of entries shows what is shorter than this; a longer one is looked at by itself.
LONGEST_SHOWN = 32 * 1024
_ORDERS: Orders = {"position": (AuditEntry.position,)}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the log; `details` is None where they are too long for a list."""

    position: int
    at: dt.datetime
    actor_kind: str
    actor_name: str
    address: str | None
    action: str
    subject_kind: str
    subject: str
    profile_id: int | None
    details: Mapping[str, JsonValue] | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the log; `since` and `until` are moments, the latter is not in it."""

    who: str = ""
    action: str = ""
    about: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def changes_of(organization_id: int, profile_id: int, listing: Listing) -> Page[EntryRow]:
    """Return one page of what happened to a profile, in two queries."""
    return _page(_rows().where(*entries_of(organization_id, min(profile_id, LARGEST_ID))), listing)


def deleted(organization_id: int, listing: Listing) -> Page[EntryRow]:
    """Return one page of the profiles that were deleted and are not there again, in two queries."""
    there = select(Profile.id).where(Profile.id == AuditEntry.profile_id).exists()
    later = aliased(AuditEntry)
    # Restored and deleted once more it is listed once.
    again = select(later.position).where(
        later.organization_id == organization_id,
        later.profile_id == AuditEntry.profile_id,
        later.action == Action.PROFILE_DELETED.value,
        later.position > AuditEntry.position,
    )
    gone = (
        AuditEntry.organization_id == organization_id,
        AuditEntry.action == Action.PROFILE_DELETED.value,
        ~there,
        ~again.exists(),
    )
    found = _rows().where(*gone)
    return _page(found.where(contains(listing.search, AuditEntry.subject)), listing)


def log(organization_id: int, wanted: Wanted, listing: Listing) -> Page[EntryRow]:
    """Return one page of the log, in two queries."""
    return _page(_rows().where(*_conditions(organization_id, wanted)), listing)


def whole(organization_id: int, wanted: Wanted) -> Iterator[AuditEntry]:
    """Yield all entries of the log that are wanted, oldest first, some at a time."""
    return written(organization_id, *_conditions(organization_id, wanted))


def _conditions(organization_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [AuditEntry.organization_id == organization_id]
    if wanted.who:
        conditions.append(contains(wanted.who, AuditEntry.actor_name, AuditEntry.address))
    if wanted.action:
        conditions.append(AuditEntry.action == wanted.action)
    if wanted.about:
        conditions.append(contains(wanted.about, AuditEntry.subject))
    if wanted.since is not None:
        conditions.append(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(AuditEntry.at < wanted.until)
    return conditions


def _rows() -> AnySelect:
    return select(
        AuditEntry.position,
        AuditEntry.at,
        AuditEntry.actor_kind,
        AuditEntry.actor_name,
        AuditEntry.address,
        AuditEntry.action,
        AuditEntry.subject_kind,
        AuditEntry.subject,
        AuditEntry.profile_id,
        case((func.length(AuditEntry.details) <= LONGEST_SHOWN, AuditEntry.details)).label("details"),
    )


def _page(statement: AnySelect, listing: Listing) -> Page[EntryRow]:
    newest_first = replace(listing, sort="position", descending=True)
    return page_of(statement, newest_first, _ORDERS).map(_row)


def _row(row: AnyRow) -> EntryRow:
    columns = row._asdict()
    details = columns.pop("details")
    return EntryRow(**columns, details=None if details is None else json.loads(details))
