"""An organisation, and the people who sign in to it."""

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.words import Plan
from portal.extensions import Base
from portal.models.columns import CreatedAt, Digest, Id, Moment, Name, Revision, choice


class Organization(Base):
    """A customer (契約). Everything else belongs to exactly one."""

    __tablename__ = "organizations"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(63), unique=True)
    name: Mapped[Name]
    plan: Mapped[Plan] = mapped_column(choice(Plan, "plan"))
    options: Mapped[list[str]] = mapped_column(JSON, default=list)
    server_version: Mapped[str] = mapped_column(String(32))
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Tokyo")
    show_all_ring_group_numbers: Mapped[bool] = mapped_column(default=True)
    show_call_center_numbers: Mapped[bool] = mapped_column(default=True)
    # New at each change of anything in the directory: ETag of the directory API, part of each answer's stamp.
    directory_revision: Mapped[Revision]
    # How often the directory was changed; what a change adds keeps the number as its `arrival` (REC-1).
    arrivals: Mapped[int] = mapped_column(default=0, server_default="0")


class Role(Base):
    """What an account may do: for each resource a list of view, edit, delete."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(63))
    name: Mapped[Name]
    rights: Mapped[dict[str, list[str]]] = mapped_column(JSON)


class Account(Base):
    """A person who signs in: to the portal, and on a softphone as an agent."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("organization_id", "login"),)

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), index=True)
    login: Mapped[str] = mapped_column(String(64))
    name: Mapped[Name]
    agent_enabled: Mapped[bool] = mapped_column(default=False)
    # Argon2id; an account without one cannot sign in.
    password_hash: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(2))

    role: Mapped[Role] = relationship(lazy="joined", innerjoin=True)
    organization: Mapped[Organization] = relationship(lazy="raise_on_sql")


class PortalSession(Base):
    """One signed-in browser: the cookie holds a random id, this row decides (TRU-11)."""

    __tablename__ = "portal_sessions"

    id: Mapped[Id]
    digest: Mapped[Digest] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[Moment] = mapped_column(index=True)

    account: Mapped[Account] = relationship(lazy="raise_on_sql")
