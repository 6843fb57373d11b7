"""A file of targets that was uploaded and is not in the draft yet (TGT-4)."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import CreatedAt, Id


class TargetUpload(Base):
    """The file that an account uploaded last for a profile; `replaces`: other targets are to go."""

    __tablename__ = "target_uploads"
    __table_args__ = (UniqueConstraint("account_id", "profile_id"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("profiles.id", ondelete="CASCADE"), index=True)
    replaces: Mapped[bool]
    uploaded_at: Mapped[CreatedAt] = mapped_column(index=True)


class TargetUploadLine(Base):
    """One line: the login or extension that it names; with a `fault` it names none.

    `first_line` is where a line that stands there twice stood first.
    """

    __tablename__ = "target_upload_lines"
    __table_args__ = (Index(None, "upload_id", "key"),)

    upload_id: Mapped[int] = mapped_column(
        ForeignKey("target_uploads.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(64))
    fault: Mapped[str | None] = mapped_column(String(32))
    first_line: Mapped[int | None]
