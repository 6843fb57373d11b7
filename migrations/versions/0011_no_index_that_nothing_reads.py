"""Captures are found by their key; nothing looks them up by the digest of their bytes."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_captures_terminal_id_body_digest"), "captures")


def downgrade() -> None:
    op.create_index(op.f("ix_captures_terminal_id_body_digest"), "captures", ["terminal_id", "body_digest"])
