"""The directory: what the PBX knows, as the portal took it in.

Terminals, ring groups, IVRs and call centres share one table: each has one extension, a name, and numbers.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.words import Kind, OwnerType, TerminalType
from portal.extensions import Base
from portal.models.columns import Digits, Id, Name, choice

_HAS_CALLER_NUMBER = text("caller_number IS NOT NULL")


class NumberOwner(Base):
    """A resource that numbers belong to."""

    __tablename__ = "number_owners"
    __table_args__ = (
        UniqueConstraint("organization_id", "extension"),
        CheckConstraint("(type = 'terminal') = (terminal_type IS NOT NULL)", name="terminal_has_a_type"),
        CheckConstraint("password_hash IS NULL OR type = 'terminal'", name="password_of_a_terminal"),
        CheckConstraint(
            "caller_number IS NULL OR type = 'call_center'", name="caller_number_of_a_call_center"
        ),
        # The contact points alone, which are few among all owners.
        Index(
            "ix_number_owners_contact_points",
            "organization_id",
            "arrival",
            postgresql_where=_HAS_CALLER_NUMBER,
            sqlite_where=_HAS_CALLER_NUMBER,
        ),
    )
    __mapper_args__ = {"polymorphic_on": "type"}  # noqa: RUF012  SQLAlchemy's own form

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    type: Mapped[OwnerType] = mapped_column(choice(OwnerType, "type"))
    extension: Mapped[Digits]
    name: Mapped[Name]
    terminal_type: Mapped[TerminalType | None] = mapped_column(choice(TerminalType, "terminal_type"))
    # Argon2id of the terminal password; a terminal without one cannot be enrolled.
    password_hash: Mapped[str | None] = mapped_column(String(255))
    # 窓口発信時の通知番号
    caller_number: Mapped[str | None] = mapped_column(String(32))
    # The change that gave a call centre its caller number, by which it became a contact point.
    arrival: Mapped[int] = mapped_column(default=0, server_default="0")


class Terminal(NumberOwner):
    """A phone with an extension number (電話端末)."""

    __mapper_args__ = {"polymorphic_identity": OwnerType.TERMINAL}  # noqa: RUF012


class RingGroup(NumberOwner):
    """Rings its member terminals (着信グループ)."""

    __mapper_args__ = {"polymorphic_identity": OwnerType.RING_GROUP}  # noqa: RUF012


class Ivr(NumberOwner):
    """A voice menu."""

    __mapper_args__ = {"polymorphic_identity": OwnerType.IVR}  # noqa: RUF012


class CallCenter(NumberOwner):
    """A queue of calls answered by agents (コールセンター)."""

    __mapper_args__ = {"polymorphic_identity": OwnerType.CALL_CENTER}  # noqa: RUF012


class Number(Base):
    """One address of one owner. It never moves: a moved number is a new row (REC-5)."""

    __tablename__ = "numbers"
    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        Index(None, "owner_id", "kind"),
        Index(None, "organization_id", "arrival"),
    )

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("number_owners.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    number: Mapped[Digits]
    # The change of the directory that added it, `Organization.arrivals` (REC-1).
    arrival: Mapped[int] = mapped_column(default=0, server_default="0")

    owner: Mapped[NumberOwner] = relationship(lazy="raise_on_sql")


class RingGroupMember(Base):
    """A terminal that a ring group rings."""

    __tablename__ = "ring_group_members"

    ring_group_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True
    )
    terminal_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class CallCenterAgent(Base):
    """An account that answers a call centre's calls."""

    __tablename__ = "call_center_agents"

    call_center_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class BusinessLabel(Base):
    """A label for a line of work (業務ラベル)."""

    __tablename__ = "business_labels"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        Index(
            "ix_business_labels_contact_points",
            "organization_id",
            "arrival",
            postgresql_where=_HAS_CALLER_NUMBER,
            sqlite_where=_HAS_CALLER_NUMBER,
        ),
    )

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(63))
    name: Mapped[Name]
    caller_number: Mapped[str | None] = mapped_column(String(32))
    # The change that gave it its caller number, by which it became a contact point.
    arrival: Mapped[int] = mapped_column(default=0, server_default="0")


class PhoneBookEntry(Base):
    """The name by which the phone book knows a number."""

    __tablename__ = "phone_book_entries"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    number: Mapped[Digits]
    name: Mapped[Name]
