"""Captures as they came in, and the snapshots that they became."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.words import CaptureState, Origin
from portal.extensions import Base
from portal.models.columns import (
    ID_NEVER_GIVEN_AGAIN,
    CreatedAt,
    Digest,
    Id,
    Moment,
    Name,
    choice,
    new_revision,
)


class Snapshot(Base):
    """The named, versioned result of captures (ソフトフォン設定値)."""

    __tablename__ = "snapshots"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[Name]
    note: Mapped[str] = mapped_column(String(500), default="")
    # Counts up and never back: a deleted number is not given again (SNP-1).
    last_number: Mapped[int] = mapped_column(default=0)
    # New with each change of name or note: decides who of two editors was first.
    revision: Mapped[str] = mapped_column(String(32), default=new_revision, server_default="")
    created_at: Mapped[CreatedAt]


class SnapshotVersion(Base):
    """One version of a snapshot; never changes once written (SNP-3)."""

    __tablename__ = "snapshot_versions"
    __table_args__ = (UniqueConstraint("snapshot_id", "number"), ID_NEVER_GIVEN_AGAIN)

    id: Mapped[Id]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id", ondelete="CASCADE"))
    number: Mapped[int]
    # Canonical JSON (RFC 8785) of the shared settings, as text: quicker to write than jsonb, and exact.
    settings: Mapped[str] = mapped_column(Text)
    digest: Mapped[Digest]
    # As the softphone wrote it, with its own offset (TRU-23).
    captured_at: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[Moment]
    source_extension: Mapped[str] = mapped_column(String(32))
    source_version: Mapped[str] = mapped_column(String(32))
    # Who was signed in on the softphone, took the file in, or edited.
    account_login: Mapped[str] = mapped_column(String(64))
    # An edit keeps when and where its values were captured, and says which version they were edited from.
    origin: Mapped[Origin] = mapped_column(
        choice(Origin, "origin"), default=Origin.SOFTPHONE, server_default="softphone"
    )
    edited_from: Mapped[int | None]
    # How many captures were equal to it while it was the newest (SNP-2), and when the last of them came.
    seen_again: Mapped[int] = mapped_column(default=0, server_default="0")
    seen_at: Mapped[Moment | None]
    created_at: Mapped[CreatedAt]

    snapshot: Mapped[Snapshot] = relationship(lazy="raise_on_sql")


class Capture(Base):
    """One upload of the settings of one softphone, and what became of it. The table is the queue (TRU-5)."""

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("terminal_id", "idempotency_key"),
        CheckConstraint("attempts >= 0", name="attempts_count_up"),
        Index(None, "state", "claimed_until"),
        Index(None, "organization_id", "received_at"),
        Index(None, "settled_at"),
    )

    id: Mapped[Id]
    # What programs call it: not guessable, and says nothing of how many there are.
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    terminal_id: Mapped[int | None] = mapped_column(ForeignKey("number_owners.id", ondelete="SET NULL"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    # As they were at upload: the record outlives terminal and account (CAP-5).
    source_extension: Mapped[str] = mapped_column(String(32))
    account_login: Mapped[str] = mapped_column(String(64))
    # A file has no terminal here; its source extension is what the file says.
    origin: Mapped[Origin] = mapped_column(
        choice(Origin, "origin"), default=Origin.SOFTPHONE, server_default="softphone"
    )
    file_name: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[Name]
    captured_at: Mapped[str] = mapped_column(String(40))
    source_version: Mapped[str] = mapped_column(String(32))
    source_os: Mapped[str] = mapped_column(String(200))
    # The caller's key, or "sha256:…" of the body with the day's window (CAP-3).
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    # Keyed digest of the bytes as they came: tells the same upload without keeping its secrets.
    body_digest: Mapped[Digest]
    # The body with every secret masked (CAP-9), as canonical JSON text.
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[CaptureState] = mapped_column(choice(CaptureState, "state"), default=CaptureState.RECEIVED)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[Moment | None]
    received_at: Mapped[CreatedAt]
    settled_at: Mapped[Moment | None]
    faults: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    left_out: Mapped[list[str]] = mapped_column(JSON, default=list)
    unrecognised: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Null until ingested; stays when a later equal capture is seen again (SNP-2).
    snapshot_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("snapshot_versions.id", ondelete="SET NULL"), index=True
    )

    version: Mapped[SnapshotVersion | None] = relationship(lazy="raise_on_sql")
