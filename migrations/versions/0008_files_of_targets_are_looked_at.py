"""A file of targets waits to be looked at before it goes into a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "target_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Boolean(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_target_uploads_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_target_uploads_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_uploads")),
        sa.UniqueConstraint("account_id", "profile_id", name=op.f("uq_target_uploads_account_id_profile_id")),
    )
    op.create_index(op.f("ix_target_uploads_profile_id"), "target_uploads", ["profile_id"])
    op.create_index(op.f("ix_target_uploads_uploaded_at"), "target_uploads", ["uploaded_at"])
    op.create_table(
        "target_upload_lines",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("fault", sa.String(length=32), nullable=True),
        sa.Column("first_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["target_uploads.id"], name=op.f("fk_target_upload_lines_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "line", name=op.f("pk_target_upload_lines")),
    )
    op.create_index(op.f("ix_target_upload_lines_upload_id_key"), "target_upload_lines", ["upload_id", "key"])


def downgrade() -> None:
    op.drop_table("target_upload_lines")
    op.drop_table("target_uploads")
