"""The mail a day to administrators, and what became of the last."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.daily_mail import DEFAULT_HOUR, LATEST_HOUR, DayState, Problem
from portal.domain.words import Language
from portal.extensions import Base
from portal.models.columns import Moment, Revision, choice


class DailyMail(Base):
    """What an organisation chose; without a row it gets no mail. The row is the queue (TRU-5)."""

    __tablename__ = "daily_mails"
    __table_args__ = (
        CheckConstraint(f"hour BETWEEN 0 AND {LATEST_HOUR}", name="hour_of_a_day"),
        CheckConstraint("attempts >= 0", name="attempts_count_from_none"),
    )

    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    enabled: Mapped[bool] = mapped_column(default=False)
    addresses: Mapped[list[str]] = mapped_column(JSON, default=list)
    # In the organisation's time zone.
    hour: Mapped[int] = mapped_column(default=DEFAULT_HOUR)
    language: Mapped[Language] = mapped_column(choice(Language, "language"), default=Language.JA)
    revision: Mapped[Revision]
    # The last local day whose mail was begun, how far it came, which addresses do not have it yet, and which
    # the server takes no mail for.
    day: Mapped[dt.date | None] = mapped_column(Date)
    day_state: Mapped[DayState | None] = mapped_column(choice(DayState, "day_state"))
    unsent: Mapped[list[str]] = mapped_column(JSON, default=list)
    refused: Mapped[list[str]] = mapped_column(JSON, default=list)
    # Of that day. Nobody tries before `next_try_at`, which is also the lease of who tries now.
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[Moment | None]
    sent_at: Mapped[Moment | None]
    # The last that went wrong since a mail was taken for all, as the server said it, without secrets.
    problem: Mapped[Problem | None] = mapped_column(choice(Problem, "problem"))
    answer: Mapped[str | None] = mapped_column(String(500))
    failed_at: Mapped[Moment | None]
    # A test that nobody sent yet, and what became of the last.
    test_asked_at: Mapped[Moment | None]
    tested_at: Mapped[Moment | None]
    test_problem: Mapped[Problem | None] = mapped_column(choice(Problem, "test_problem"))
    test_answer: Mapped[str | None] = mapped_column(String(500))
