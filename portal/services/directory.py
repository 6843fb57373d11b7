"""Taking the directory in: all of a document or nothing, in a few large statements."""

from dataclasses import dataclass

from importer.directory import (
    Directory,
    DirectoryDifference,
    Mode,
    RemovalShare,
    difference,
    slug_of,
    take_in,
)
from importer.faults import Unreadable
from importer.json_value import JsonValue
from importer.reading import Limits
from portal.extensions import db
from portal.jobs import Job, ring_after_commit
from portal.models import Organization
from portal.models.columns import new_revision
from portal.queries.directory import Stored, organization_of, stored
from portal.queries.directory_alarm import alarm_of
from portal.services import directory_history, directory_passwords, directory_rows, passwords
from portal.services.errors import NotAcceptable, Refused

# A document with 50,000 terminals and 100,000 numbers is about 15 MB.
LIMITS = Limits(bytes=64 * 1024 * 1024)

Counts = dict[str, dict[str, int]]


@dataclass
class TooMuchRemoved(Refused):
    """More of some kind would go than goes without being asked (TRU-21)."""

    shares: tuple[RemovalShare, ...]


@dataclass
class DirectoryChanged(Refused):
    """The directory is not any more what the caller saw."""

    revision: str


@dataclass(frozen=True, slots=True)
class Taking:
    """How a document is to be taken in. `seen_revisions` are those that the caller goes by, if any.

    `unattended` is what a program sends: a refusal of too many removals raises an alarm (TRU-21).
    """

    mode: Mode
    dry_run: bool = False
    confirmed: bool = False
    seen_revisions: frozenset[str] | None = None
    unattended: bool = False


def take(value: JsonValue, taking: Taking, *, slug: str | None = None) -> Counts:
    """Take a document in and return how many entries of each kind came, changed, went and stayed.

    `slug` is the organisation that the caller may change; without it the document says which, and a new one
    is made. Raises NotAcceptable with every fault, TooMuchRemoved and DirectoryChanged.
    """
    of = slug if slug is not None else slug_of(value)
    organization = organization_of(of, lock=True) if of is not None else None
    _refuse_when_changed(organization, taking.seen_revisions)
    before = stored(organization) if organization is not None else None
    wanted = _wanted(before, value, taking.mode)
    wanted = directory_passwords.settle(organization, wanted, dry_run=taking.dry_run)
    change = difference(before.directory if before else None, wanted)
    if not taking.confirmed and (shares := change.removal_shares()):
        if organization is not None and taking.unattended and not taking.dry_run:
            directory_history.note_refusal(organization, shares)
        raise TooMuchRemoved(shares)
    if not taking.dry_run and not change.empty:
        _carry_out(organization, before, change)
    elif taking.unattended and not taking.dry_run and organization is not None and alarm_of(organization.id):
        # What the source sends is right again, though it changes nothing: the alarm is over.
        directory_history.record(organization, change)
    return change.counts()


def _refuse_when_changed(organization: Organization | None, seen: frozenset[str] | None) -> None:
    if organization is not None and seen is not None and organization.directory_revision not in seen:
        raise DirectoryChanged(organization.directory_revision)


def _wanted(before: Stored | None, value: JsonValue, mode: Mode) -> Directory:
    try:
        current = before.directory if before else None
        return take_in(current, value, mode, common_passwords=passwords.COMMON)
    except Unreadable as unreadable:
        raise NotAcceptable(unreadable.faults) from None


def _carry_out(organization: Organization | None, before: Stored | None, change: DirectoryDifference) -> None:
    if organization is None or before is None:
        organization = directory_rows.create_organization(change)
        before = stored(organization)
    else:
        directory_rows.change_organization(organization, change)
    organization.arrivals += 1
    directory_rows.replace(organization.id, before.ids, change, arrival=organization.arrivals)
    # Every answer of the organisation is computed anew (TRU-3).
    organization.directory_revision = new_revision()
    db.session.flush()
    directory_history.record(organization, change)
    ring_after_commit(Job.REVIEW_DIRECTORY, organization.id)
    db.session.expire_all()
