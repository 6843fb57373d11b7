"""What softphones asked: noted in Redis while they are answered, written to the database in batches (DST-3).

What Redis loses is only when a softphone asked; the next question says it again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import structlog
from redis import Redis
from redis.typing import EncodableT, FieldT
from sqlalchemy import select

from portal.domain.sightings import Note, Unreadable, read_note
from portal.domain.versions import too_old_for
from portal.extensions import Base, db
from portal.models import Account, AgentSighting, NumberOwner, SoftphoneSighting
from portal.queries.among import among
from portal.queries.clock import database_now
from portal.services import quick_store
from portal.services.batches import delete_batch
from portal.services.many_rows import Row, upsert_rows

log = structlog.get_logger(__name__)

STREAM = "haishin:sightings"
# While no worker is there the oldest notes go; so many are about 40 MB.
MOST_KEPT = 100_000
# What one batch writes at most.
BATCH = 2000
# Where an account was last seen on a softphone that others use is forgotten after so long.
DAYS = 90
_NOTE, _REVISION = b"note", b"revision"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A note, the revision that was answered, and when, by the clock of Redis."""

    note: Note
    revision: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read, and the entries of the stream to remove once it is written."""

    entries: tuple[bytes, ...]
    sightings: tuple[Sighting, ...]


def fields_of(note: Note, revision: str) -> dict[FieldT, EncodableT]:
    """Return the entry of the stream for a note."""
    return {_NOTE: note.written(), _REVISION: revision}


def waiting() -> Batch:
    """Return the oldest notes that are not written yet; they stay until `remove` is told of them."""

    def read(client: Redis) -> list[tuple[bytes, Mapping[bytes, bytes]]]:
        return cast("list[tuple[bytes, Mapping[bytes, bytes]]]", client.xrange(STREAM, count=BATCH))

    entries = quick_store.ask(read) or []
    read_ones = (_sighting(entry, fields) for entry, fields in entries)
    return Batch(tuple(entry for entry, _ in entries), tuple(found for found in read_ones if found))


def write(sightings: Sequence[Sighting]) -> frozenset[int]:
    """Write the last sighting of each softphone and each agent on one; return whose organisations they are.

    Safe to run twice, at the same time and in any order: none ever replaces a newer one (TRU-7).
    """
    terminals = _terminals(sightings)
    accounts = _accounts(sightings)
    seen = [_row(each, accounts) for each in sightings if each.note.terminal_id in terminals]
    _upsert(SoftphoneSighting, seen, ("terminal_id",))
    _upsert(AgentSighting, [row for row in seen if row["account_id"]], ("account_id", "terminal_id"))
    return frozenset(terminals.values())


def remove(batch: Batch) -> None:
    """Take what is written and committed out of the stream."""
    if batch.entries:
        quick_store.ask(lambda client: client.xdel(STREAM, *batch.entries))


def _sighting(entry: bytes, fields: Mapping[bytes, bytes]) -> Sighting | None:
    try:
        note, revision = read_note(fields[_NOTE].decode()), fields[_REVISION].decode("ascii")
        return Sighting(note, revision[:64], _moment(entry))
    except (KeyError, UnicodeDecodeError, Unreadable):
        # Of another release, or damaged: it is passed over, or it would hold up all that follow.
        log.warning("sighting_unreadable", entry=entry.decode("ascii", "replace"))
        return None


def _moment(entry: bytes) -> dt.datetime:
    """Return when an entry came; of those of one millisecond, which Redis counts, the later is later."""
    milliseconds, _, count = entry.partition(b"-")
    at = dt.datetime.fromtimestamp(int(milliseconds) / 1000, dt.UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000 + min(int(count), 999))


def _terminals(sightings: Sequence[Sighting]) -> dict[int, int]:
    """Return the organisations of those terminals that are still there."""
    ids = {each.note.terminal_id for each in sightings}
    found = select(NumberOwner.id, NumberOwner.organization_id).where(among(NumberOwner.id, ids))
    return dict(db.session.execute(found).all()) if ids else {}


def _accounts(sightings: Sequence[Sighting]) -> frozenset[int]:
    ids = {each.note.account_id for each in sightings if each.note.account_id is not None}
    return (
        frozenset(db.session.scalars(select(Account.id).where(among(Account.id, ids))))
        if ids
        else frozenset()
    )


def _row(sighting: Sighting, accounts: frozenset[int]) -> Row:
    note = sighting.note
    return {
        "terminal_id": note.terminal_id,
        "account_id": note.account_id if note.account_id in accounts else None,
        "softphone_version": str(note.softphone_version),
        "too_old_for": too_old_for(note.softphone_version),
        "not_controlled": note.not_controlled,
        "revision": sighting.revision,
        "profile_id": note.profile_id,
        "profile_revision": note.profile_revision,
        "snapshot_name": note.snapshot_name,
        "directory_revision": note.directory_revision,
        "release": note.release,
        "redelivery": note.redelivery,
        "asked_at": sighting.asked_at,
    }


def _upsert(table: type[Base], rows: Sequence[Row], key: tuple[str, ...]) -> None:
    # Of one key only the last counts. In one order, or two workers would wait for each other's rows.
    last = {tuple(row[name] for name in key): row for row in rows}
    upsert_rows(table, [last[place] for place in sorted(last)], key=key, newest_by="asked_at")


def delete_old() -> int:
    """Forget a batch of where agents were seen long ago; return how many there were."""
    old = AgentSighting.asked_at < database_now() - dt.timedelta(days=DAYS)
    return len(delete_batch(AgentSighting, old, most=BATCH))
