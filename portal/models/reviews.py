"""What profiles have seen of the numbers and contact points that were newly added (REC).

Each change of a directory has a number, `Organization.arrivals`; what it adds keeps that number as `arrival`.
A list of a profile is reviewed through one of them, so nothing is written for what waits, however many
profiles there are.
"""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.domain.words import Part
from portal.extensions import Base
from portal.models.columns import Id, Moment, choice


class ListReview(Base):
    """Up to which arrival somebody has reviewed a list of a profile, and how much waits since."""

    __tablename__ = "list_reviews"
    __table_args__ = (UniqueConstraint("profile_id", "part"),)

    id: Mapped[Id]
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"))
    part: Mapped[Part] = mapped_column(choice(Part, "part"))
    through: Mapped[int] = mapped_column(default=0, server_default="0")
    # Counted by the job, and by whoever reviews the list.
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")


class Reviewed:
    """An item that was seen on its own, of an arrival which its list is not reviewed through.

    A contact point that lost its caller number and has one again is another arrival, so new again.
    """

    arrival: Mapped[int]

    @declared_attr
    @classmethod
    def list_review_id(cls) -> Mapped[int]:
        """On which list."""
        return mapped_column(
            ForeignKey("list_reviews.id", ondelete="CASCADE"), primary_key=True, sort_order=-1
        )


class ReviewedNumber(Reviewed, Base):
    """A number of the number list or the CTI list."""

    __tablename__ = "reviewed_numbers"

    number_id: Mapped[int] = mapped_column(
        ForeignKey("numbers.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ReviewedCallCenter(Reviewed, Base):
    """A call centre among the contact points."""

    __tablename__ = "reviewed_call_centers"

    call_center_id: Mapped[int] = mapped_column(
        ForeignKey("number_owners.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ReviewedBusinessLabel(Reviewed, Base):
    """A business label among the contact points."""

    __tablename__ = "reviewed_business_labels"

    business_label_id: Mapped[int] = mapped_column(
        ForeignKey("business_labels.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class DirectoryReview(Base):
    """The last time that the job compared an organisation's profiles with its directory (REC-1)."""

    __tablename__ = "directory_reviews"

    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    # Of which state of the directory that was; with another one there is something to do.
    directory_revision: Mapped[str] = mapped_column(String(32))
    ran_at: Mapped[Moment]
    # What it found: items that did not wait before, over all lists.
    found: Mapped[int]
