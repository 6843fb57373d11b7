"""The audit log: one chain of entries an organisation, which can be added to and never changed (TRU-17).

No column refers to another table: nothing that is deleted takes an entry with it.
"""

from sqlalchemy import CheckConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Digest, Moment


class AuditChain(Base):
    """The end of an organisation's chain; its lock is what gives entries their order.

    Organisation 0 stands for attempts that name no organisation that there is.
    """

    __tablename__ = "audit_chains"

    organization_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # How many entries there are, which is the position of the last.
    position: Mapped[int]
    hash: Mapped[Digest]


class AuditEntry(Base):
    """One thing that was done, or refused. Its words are texts: old entries keep words that are gone."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        CheckConstraint("position >= 1", name="positions_count_from_one"),
        Index(None, "organization_id", "profile_id", "position"),
        Index(None, "organization_id", "action", "position"),
    )

    organization_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    actor_kind: Mapped[str] = mapped_column(String(32))
    actor_name: Mapped[str] = mapped_column(String(80))
    actor_account_id: Mapped[int | None]
    address: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(255))
    subject_id: Mapped[int | None]
    profile_id: Mapped[int | None]
    # The profile's revision before and after the change.
    seen_revision: Mapped[str | None] = mapped_column(String(32))
    profile_revision: Mapped[str | None] = mapped_column(String(32))
    # Canonical JSON (RFC 8785) as text; PostgreSQL compresses what is long.
    details: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[Digest]
    hash: Mapped[Digest]
