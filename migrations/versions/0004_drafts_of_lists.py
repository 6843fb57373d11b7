"""Ticks that are not saved yet are kept on the server."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PART = ("profile", "targets", "display_numbers", "contact_points", "cti_numbers", "other")
# Table, column of the item, table of the items.
ITEMS = (
    ("draft_numbers", "number_id", "numbers"),
    ("draft_accounts", "account_id", "accounts"),
    ("draft_owners", "owner_id", "number_owners"),
    ("draft_business_labels", "business_label_id", "business_labels"),
)


def upgrade() -> None:
    now = sa.text("CURRENT_TIMESTAMP")
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column(
            "part", sa.Enum(*PART, name="part", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("seen_revision", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name=op.f("fk_drafts_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("account_id", "profile_id", "part", name=op.f("uq_drafts_account_id_profile_id_part")),
    )
    op.create_index(op.f("ix_drafts_profile_id"), "drafts", ["profile_id"])
    op.create_index(op.f("ix_drafts_changed_at"), "drafts", ["changed_at"])
    for table, column, items in ITEMS:
        op.create_table(
            table,
            sa.Column("draft_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.Column("chosen", sa.Boolean(), nullable=True),
            sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f(f"fk_{table}_draft_id"), ondelete="CASCADE"),
            sa.ForeignKeyConstraint([column], [f"{items}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("draft_id", column, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, _column, _items in reversed(ITEMS):
        op.drop_table(table)
    op.drop_table("drafts")
