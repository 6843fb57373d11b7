"""What a change of a large profile would do, counted by a worker before the change is made (STA-2)."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.impact import Action, Effect, RunState
from portal.extensions import Base
from portal.models.columns import CreatedAt, Id, Moment, Name, choice


class ImpactRun(Base):
    """One question about a profile that a worker answers; nobody but the account that asked sees it.

    `sign` says of which state it tells: all its targets are of that one. The row is the work: `last_target`
    is how far it has come, so whoever goes on begins there.
    """

    __tablename__ = "impact_runs"
    __table_args__ = (UniqueConstraint("account_id", "profile_id", "action"),)

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), index=True
    )
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    action: Mapped[Action] = mapped_column(choice(Action, "action"))
    state: Mapped[RunState] = mapped_column(choice(RunState, "state"), default=RunState.WAITING)
    asked_at: Mapped[CreatedAt] = mapped_column(index=True)
    claimed_until: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    # How often what it is computed from changed under it.
    restarts: Mapped[int] = mapped_column(default=0)
    # The next four are empty until a worker began.
    sign: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[Moment | None]
    total: Mapped[int | None]
    # What all targets lose, gain and keep alike: a list of three by part.
    shared: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    done: Mapped[int] = mapped_column(default=0)
    last_target: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[Moment | None]
    # The totals over all targets, once they are finished.
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ImpactTarget(Base):
    """What the change does to one target: lost, gained and kept of each part."""

    __tablename__ = "impact_targets"
    __table_args__ = (Index(None, "run_id", "key"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("impact_runs.id", ondelete="CASCADE"), primary_key=True)
    # An account or a terminal, which may be gone by now.
    target_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[Name]
    version: Mapped[str | None] = mapped_column(String(40))
    settingless: Mapped[bool]
    effect: Mapped[Effect] = mapped_column(choice(Effect, "effect"))
    display_numbers_lost: Mapped[int]
    display_numbers_gained: Mapped[int]
    display_numbers_kept: Mapped[int]
    contact_points_lost: Mapped[int]
    contact_points_gained: Mapped[int]
    contact_points_kept: Mapped[int]
    cti_numbers_lost: Mapped[int]
    cti_numbers_gained: Mapped[int]
    cti_numbers_kept: Mapped[int]
    other_lost: Mapped[int]
    other_gained: Mapped[int]
    other_kept: Mapped[int]
