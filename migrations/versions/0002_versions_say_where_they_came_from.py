"""Captures and versions say where they came from, and versions how often they were seen again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ORIGINS = "origin IN ('softphone', 'file', 'edit')"


def upgrade() -> None:
    with op.batch_alter_table("snapshots") as table:
        table.add_column(sa.Column("revision", sa.String(32), server_default="", nullable=False))
    with op.batch_alter_table("snapshot_versions") as table:
        table.add_column(sa.Column("origin", sa.String(32), server_default="softphone", nullable=False))
        table.add_column(sa.Column("edited_from", sa.Integer()))
        table.add_column(sa.Column("seen_again", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("seen_at", sa.DateTime(timezone=True)))
        table.create_check_constraint(op.f("ck_snapshot_versions_origin"), ORIGINS)
    with op.batch_alter_table("captures") as table:
        table.add_column(sa.Column("origin", sa.String(32), server_default="softphone", nullable=False))
        table.add_column(sa.Column("file_name", sa.String(200)))
        table.create_check_constraint(op.f("ck_captures_origin"), ORIGINS)
        table.create_index(op.f("ix_captures_settled_at"), ["settled_at"])


def downgrade() -> None:
    with op.batch_alter_table("captures") as table:
        table.drop_index(op.f("ix_captures_settled_at"))
        table.drop_constraint(op.f("ck_captures_origin"), type_="check")
        table.drop_column("file_name")
        table.drop_column("origin")
    with op.batch_alter_table("snapshot_versions") as table:
        table.drop_constraint(op.f("ck_snapshot_versions_origin"), type_="check")
        table.drop_column("seen_at")
        table.drop_column("seen_again")
        table.drop_column("edited_from")
        table.drop_column("origin")
    with op.batch_alter_table("snapshots") as table:
        table.drop_column("revision")
