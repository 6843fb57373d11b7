"""What softphones hold and say: tokens, agent sessions, reports."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.words import ReportResult
from portal.extensions import Base
from portal.models.columns import CreatedAt, Digest, Id, Moment, choice


class DeviceToken(Base):
    """Stands for one terminal; only its digest is kept (TRU-16)."""

    __tablename__ = "device_tokens"

    id: Mapped[Id]
    digest: Mapped[Digest] = mapped_column(unique=True)
    terminal_id: Mapped[int] = mapped_column(ForeignKey("number_owners.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[CreatedAt]


class AgentSession(Base):
    """An account signed in on one terminal; works with that device token alone."""

    __tablename__ = "agent_sessions"

    id: Mapped[Id]
    digest: Mapped[Digest] = mapped_column(unique=True)
    device_token_id: Mapped[int] = mapped_column(
        ForeignKey("device_tokens.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[Moment] = mapped_column(index=True)


class SoftphoneReport(Base):
    """What a terminal's softphone last said about applying an answer (DST-2)."""

    __tablename__ = "softphone_reports"

    terminal_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    revision: Mapped[Digest]
    result: Mapped[ReportResult] = mapped_column(choice(ReportResult, "result"))
    digest: Mapped[str | None] = mapped_column(String(64))
    # What `digest` would be without any drift: of the answer, or of the first report on it.
    expected: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str | None] = mapped_column(String(1000))
    reported_at: Mapped[Moment]


class ApiKey(Base):
    """A credential of another program, for one organisation; only its digest is kept."""

    __tablename__ = "api_keys"

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[Digest] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(60))
    # Comma-separated words of `ApiRight`.
    rights: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[CreatedAt]
    revoked_at: Mapped[Moment | None]
