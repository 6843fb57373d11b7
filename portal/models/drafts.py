"""Edits of a profile's lists that are not saved yet: kept here, not in the browser (TGT-3)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.domain.words import Part
from portal.extensions import Base
from portal.models.columns import CreatedAt, Id, Revision, choice


class Draft(Base):
    """What one administrator is about to make of one list of a profile.

    `seen_revision` is the state of the profile that the edit began with, or that the person chose to go on
    from (PRF-9).
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("account_id", "profile_id", "part"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    part: Mapped[Part] = mapped_column(choice(Part, "part"))
    seen_revision: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[CreatedAt]
    changed_at: Mapped[CreatedAt] = mapped_column(index=True)
    # New at each change of its items: what was counted from a draft tells of one state of it (STA-2).
    revision: Mapped[Revision] = mapped_column(server_default="")


class DraftItem:
    """What a draft says of one item: that it shall be selected (`chosen`), or no longer.

    A row that says what is saved already is no change and does not count. None says only that somebody saw
    the item, which was newly added: the save counts as its review (REC-3).
    """

    chosen: Mapped[bool | None]

    @declared_attr
    @classmethod
    def draft_id(cls) -> Mapped[int]:
        """Which draft says so."""
        return mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True, sort_order=-1)


class DraftNumber(DraftItem, Base):
    """A number of the number list or the CTI list."""

    __tablename__ = "draft_numbers"

    number_id: Mapped[int] = mapped_column(
        ForeignKey("numbers.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftAccount(DraftItem, Base):
    """An account among the targets."""

    __tablename__ = "draft_accounts"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftOwner(DraftItem, Base):
    """A terminal among the targets, or a call centre among the contact points."""

    __tablename__ = "draft_owners"

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DraftBusinessLabel(DraftItem, Base):
    """A business label among the contact points."""

    __tablename__ = "draft_business_labels"

    business_label_id: Mapped[int] = mapped_column(
        ForeignKey("business_labels.id", ondelete="CASCADE"), primary_key=True, index=True
    )
