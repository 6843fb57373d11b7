"""What is newly added to a directory waits on the lists of its profiles until somebody has seen it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PART = ("profile", "targets", "display_numbers", "contact_points", "cti_numbers", "other")
COUNTED = {
    "organizations": "arrivals",
    "numbers": "arrival",
    "number_owners": "arrival",
    "business_labels": "arrival",
}
CONTACT_POINTS = ("number_owners", "business_labels")
# Table, column of the item, table of the items.
REVIEWED = (
    ("reviewed_numbers", "number_id", "numbers"),
    ("reviewed_call_centers", "call_center_id", "number_owners"),
    ("reviewed_business_labels", "business_label_id", "business_labels"),
)


def upgrade() -> None:
    for table, column in COUNTED.items():
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.create_index(op.f("ix_numbers_organization_id_arrival"), "numbers", ["organization_id", "arrival"])
    for table in CONTACT_POINTS:
        has_number = sa.text("caller_number IS NOT NULL")
        op.create_index(
            op.f(f"ix_{table}_contact_points"),
            table,
            ["organization_id", "arrival"],
            postgresql_where=has_number,
            sqlite_where=has_number,
        )
    _create_list_reviews()
    for table, column, items in REVIEWED:
        _create_reviewed(table, column, items)
    _create_directory_reviews()


def _create_list_reviews() -> None:
    part = sa.Enum(*PART, name="part", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "list_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("part", part, nullable=False),
        sa.Column("through", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waiting", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_list_reviews_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_reviews")),
        sa.UniqueConstraint("profile_id", "part", name=op.f("uq_list_reviews_profile_id_part")),
    )
    # What is there already counts as reviewed.
    for name in ("display_numbers", "cti_numbers"):
        op.execute(f"INSERT INTO list_reviews (profile_id, part) SELECT id, '{name}' FROM profiles")
    op.execute(
        "INSERT INTO list_reviews (profile_id, part) SELECT id, 'contact_points' FROM profiles"
        " WHERE target_type = 'account'"
    )


def _create_reviewed(table: str, column: str, items: str) -> None:
    op.create_table(
        table,
        sa.Column("list_review_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_review_id"], ["list_reviews.id"], name=op.f(f"fk_{table}_list_review_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([column], [f"{items}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("list_review_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_directory_reviews() -> None:
    op.create_table(
        "directory_reviews",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("directory_revision", sa.String(length=32), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_directory_reviews_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_directory_reviews")),
    )


def downgrade() -> None:
    op.drop_table("directory_reviews")
    for table, _column, _items in REVIEWED:
        op.drop_table(table)
    op.drop_table("list_reviews")
    for table in CONTACT_POINTS:
        op.drop_index(op.f(f"ix_{table}_contact_points"), table)
    op.drop_index(op.f("ix_numbers_organization_id_arrival"), "numbers")
    for table, column in COUNTED.items():
        with op.batch_alter_table(table) as changed:
            changed.drop_column(column)
