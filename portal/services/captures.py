"""Captures: taken in durably, once each; `capture_queue` has what becomes of them (CAP-2, CAP-3)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from importer.canonical import canonical
from importer.captures import CaptureBody
from portal.domain.words import CaptureState, Origin
from portal.extensions import db
from portal.models import Account, Capture, Terminal
from portal.queries.clock import database_now
from portal.services.errors import Taken
from portal.services.snapshot_history import record_state
from portal.services.upserts import insert_into

SAME_BYTES_WITHIN = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Upload:
    """What a softphone sent: the body without its secrets (CAP-9), and a digest that tells equal bytes."""

    body: CaptureBody
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """A stored upload; `fresh` is False when it had come in before (CAP-3)."""

    capture: Capture
    fresh: bool


def receive(upload: Upload, *, terminal: Terminal, account: Account, key: str | None) -> Received:
    """Store an upload, or find the one that it repeats (CAP-3).

    `key` is the caller's Idempotency-Key. Raises Taken when the key came with another body before.
    """
    stored_key = f"key:{key}" if key is not None else f"body:{upload.digest}"
    if key is None:
        _forget_old_bytes(terminal.id, stored_key)
    fresh = _insert_unless_there(_row(upload, terminal, account) | {"idempotency_key": stored_key})
    capture = db.session.scalars(
        select(Capture).where(Capture.terminal_id == terminal.id, Capture.idempotency_key == stored_key)
    ).one()
    if capture.body_digest != upload.digest:
        raise Taken(what="idempotency_key", items=(key or "",))
    if fresh:
        record_state(capture)
    return Received(capture, fresh)


def receive_file(upload: Upload, *, extension: str, file_name: str, account: Account) -> Capture:
    """Store a file as a capture that waits like any other (SNP-6); `extension` is what the file says."""
    columns = {"source_extension": extension, "origin": Origin.FILE, "file_name": file_name}
    capture = Capture(**(_columns(upload, account) | columns))
    db.session.add(capture)
    db.session.flush()
    record_state(capture)
    return capture


def _row(upload: Upload, terminal: Terminal, account: Account) -> dict[str, Any]:
    return _columns(upload, account) | {"terminal_id": terminal.id, "source_extension": terminal.extension}


def _columns(upload: Upload, account: Account) -> dict[str, Any]:
    body = upload.body
    return {
        "public_id": str(uuid.uuid4()),
        "organization_id": account.organization_id,
        "account_id": account.id,
        "account_login": account.login,
        "name": body.name,
        "captured_at": body.captured_at,
        "source_version": body.version,
        "source_os": body.os,
        "body_digest": upload.digest,
        "body": canonical(body.document()).decode(),
        "state": CaptureState.RECEIVED,
        "faults": [],
        "left_out": [],
        "unrecognised": [],
        "attempts": 0,
    }


def _insert_unless_there(row: dict[str, Any]) -> bool:
    # The unique key decides between uploads that arrive together; the later one waits for the earlier.
    statement = (
        insert_into(Capture)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["terminal_id", "idempotency_key"])
    )
    return db.session.scalar(statement.returning(Capture.id)) is not None


def _forget_old_bytes(terminal_id: int, stored_key: str) -> None:
    since = database_now() - SAME_BYTES_WITHIN
    db.session.execute(
        update(Capture)
        .where(
            Capture.terminal_id == terminal_id,
            Capture.idempotency_key == stored_key,
            Capture.received_at < since,
        )
        .values(idempotency_key=None)
    )
