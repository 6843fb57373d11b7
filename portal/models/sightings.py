"""When softphones asked last, and what they were answered (DST-3). Losing rows loses sightings alone."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.words import NotControlled, TooOldFor
from portal.extensions import Base
from portal.models.columns import Digest, Moment, choice


class _Sighting:
    """What was answered to which version of a softphone, and what the answer was made from.

    `revision` is the answer's. The profile is the one that won; its id is no reference, since a batch
    outlives profiles that are deleted meanwhile. As long as the five columns after it say what the database
    says, the same question has the same answer.
    """

    softphone_version: Mapped[str] = mapped_column(String(40))
    too_old_for: Mapped[TooOldFor | None] = mapped_column(choice(TooOldFor, "too_old_for"))
    not_controlled: Mapped[NotControlled | None] = mapped_column(choice(NotControlled, "not_controlled"))
    revision: Mapped[Digest]
    profile_id: Mapped[int | None]
    profile_revision: Mapped[str | None] = mapped_column(String(32))
    snapshot_name: Mapped[str | None] = mapped_column(String(60))
    directory_revision: Mapped[str] = mapped_column(String(32))
    # Code and catalogue that made the answer.
    release: Mapped[str] = mapped_column(String(16))
    # The last wish to be answered in full that was fulfilled.
    redelivery: Mapped[str | None] = mapped_column(String(32))
    asked_at: Mapped[Moment]


class SoftphoneSighting(_Sighting, Base):
    """The last question of a terminal's softphone, and who was signed in."""

    __tablename__ = "softphone_sightings"

    terminal_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)


class AgentSighting(_Sighting, Base):
    """The last question of an account on one terminal; somebody else may have asked there since."""

    __tablename__ = "agent_sightings"
    __table_args__ = (Index(None, "asked_at"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    terminal_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, index=True
    )
