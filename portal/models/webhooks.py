"""Webhooks, and the messages to them: a row of its own for each webhook that wants the event."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.webhooks import DeliveryState, Problem
from portal.extensions import Base
from portal.models.columns import CreatedAt, Id, Moment, Revision, choice

_WAITS = text("state = 'waiting'")


class Webhook(Base):
    """Where an organisation wants to be told of what happens. Its secret is in no column (TRU-16)."""

    __tablename__ = "webhooks"

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), index=True
    )
    url: Mapped[str] = mapped_column(String(500))
    # Comma-separated words of `Event`.
    events: Mapped[str] = mapped_column(String(255))
    enabled: Mapped[bool] = mapped_column(default=True)
    # The receiver said that it is gone (410), which switched the webhook off.
    gone: Mapped[bool] = mapped_column(default=False)
    # The secrets are made of these and the deployment's own; the former one ends at `former_until`.
    salt: Mapped[str] = mapped_column(String(64))
    former_salt: Mapped[str | None] = mapped_column(String(64))
    former_until: Mapped[Moment | None]
    # Failures in a row, and until when the receiver is left alone after them.
    failures: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[Moment | None]
    revision: Mapped[Revision]
    created_at: Mapped[CreatedAt]


class WebhookDelivery(Base):
    """One message to one webhook, and what became of it. The table is the queue (TRU-5)."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_count_from_none"),
        Index(None, "webhook_id", "id"),
        Index(
            "ix_webhook_deliveries_waiting",
            "webhook_id",
            "due_at",
            postgresql_where=_WAITS,
            sqlite_where=_WAITS,
        ),
    )

    id: Mapped[Id]
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    event: Mapped[str] = mapped_column(String(40))
    # The very text that is signed and sent.
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[DeliveryState] = mapped_column(choice(DeliveryState, "delivery_state"))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[CreatedAt]
    due_at: Mapped[Moment]
    claimed_until: Mapped[Moment | None]
    ended_at: Mapped[Moment | None] = mapped_column(index=True)
    # Of the last attempt: what was wrong, the status of the answer, and how it begins, without secrets.
    problem: Mapped[Problem | None] = mapped_column(choice(Problem, "problem"))
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(String(500))
