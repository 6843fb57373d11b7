"""Profiles and what they select."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.domain.words import DisplayList, Kind, OwnerType, Part, Status, TargetType
from portal.extensions import Base
from portal.models.columns import ID_NEVER_GIVEN_AGAIN, CreatedAt, Id, Moment, Name, Revision, choice
from portal.models.snapshots import SnapshotVersion


class Profile(Base):
    """What an administrator builds and delivers (ソフトフォン設定配信)."""

    __tablename__ = "profiles"
    __table_args__ = (
        UniqueConstraint("organization_id", "name"),
        CheckConstraint(
            "target_type = 'account' OR display_list = 'numbers_only'", name="extension_shows_numbers"
        ),
        ID_NEVER_GIVEN_AGAIN,
    )

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[Name]
    memo: Mapped[str] = mapped_column(String(500), default="")
    target_type: Mapped[TargetType] = mapped_column(choice(TargetType, "target_type"))
    status: Mapped[Status] = mapped_column(choice(Status, "status"), default=Status.DISABLED)
    display_list: Mapped[DisplayList] = mapped_column(choice(DisplayList, "display_list"))
    # A list that was never saved differs from one saved empty (OTH-5, TRU-20).
    display_numbers_saved: Mapped[bool] = mapped_column(default=False)
    contact_points_saved: Mapped[bool] = mapped_column(default=False)
    cti_numbers_saved: Mapped[bool] = mapped_column(default=False)
    # 選択なし is null. A pinned version cannot be deleted (OTH-7).
    snapshot_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("snapshot_versions.id", ondelete="RESTRICT"), index=True
    )
    # New at each change: decides who was first (PRF-9), is the ETag of the API, and part of each stamp.
    revision: Mapped[Revision]
    created_at: Mapped[CreatedAt]
    changed_at: Mapped[Moment]
    # The login or the API key that made the last change; kept as text, it outlives both.
    changed_by: Mapped[str] = mapped_column(String(80))

    pinned: Mapped[SnapshotVersion | None] = relationship(lazy="raise_on_sql")


class AccountTarget(Base):
    """An account that a profile delivers to; the primary key lets only one profile have it (TGT-2)."""

    __tablename__ = "account_targets"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    # New with each wish that the next answer be given in full; random, so that no two are the same.
    redelivery: Mapped[str | None] = mapped_column(String(32))


class TerminalTarget(Base):
    """A terminal that a profile delivers to; the primary key lets only one profile have it (TGT-2)."""

    __tablename__ = "terminal_targets"

    terminal_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    # New with each wish that the next answer be given in full; random, so that no two are the same.
    redelivery: Mapped[str | None] = mapped_column(String(32))


class SelectedNumber(Base):
    """A number on the number list or the CTI list of a profile.

    `owner_type` and `kind` repeat what the number and its owner say; neither ever changes (REC-5). They stand
    here so that an answer reads the rows that it delivers, and not the extensions of every other terminal
    that the profile targets (DLV-9).
    """

    __tablename__ = "selected_numbers"
    __table_args__ = (
        CheckConstraint("part IN ('display_numbers', 'cti_numbers')", name="part_of_numbers"),
        # Either order finds one row exactly, whatever the planner believes of how many there are.
        Index(None, "profile_id", "part", "owner_type", "kind", "number_id"),
    )

    number_id: Mapped[int] = mapped_column(ForeignKey("numbers.id", ondelete="CASCADE"), primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[Part] = mapped_column(choice(Part, "part"), primary_key=True)
    owner_type: Mapped[OwnerType] = mapped_column(choice(OwnerType, "owner_type"))
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))


class SelectedCallCenter(Base):
    """A call centre on the contact point list of a profile."""

    __tablename__ = "selected_call_centers"
    __table_args__ = (Index(None, "call_center_id", "profile_id"),)

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    call_center_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True
    )


class SelectedBusinessLabel(Base):
    """A business label on the contact point list of a profile."""

    __tablename__ = "selected_business_labels"

    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), primary_key=True)
    business_label_id: Mapped[int] = mapped_column(
        ForeignKey("business_labels.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class RemovedItem(Base):
    """Something that a profile had selected when the directory lost it (REC-5).

    `part` says from where, `item` what: a number, a login, an extension, or a label's code. The next save
    of that part clears its rows.
    """

    __tablename__ = "removed_items"
    __table_args__ = (Index(None, "profile_id", "part"),)

    id: Mapped[Id]
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"))
    part: Mapped[Part] = mapped_column(choice(Part, "part"))
    item: Mapped[str] = mapped_column(String(64))
    removed_at: Mapped[CreatedAt]
