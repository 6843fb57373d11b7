"""What a change of a large profile would do is counted by a worker, and kept for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ACTIONS = ("enable", "disable", "delete", "save")
STATES = ("waiting", "counting", "done", "outdated", "given_up")
EFFECTS = ("managed", "released", "changed", "same", "too_old", "not_deliverable", "uncontrolled")
PARTS = ("display_numbers", "contact_points", "cti_numbers", "other")


def choice(name, members):
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column("drafts", sa.Column("revision", sa.String(length=32), server_default="", nullable=False))
    op.create_table(
        "impact_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("action", choice("action", ACTIONS), nullable=False),
        sa.Column("state", choice("state", STATES), nullable=False),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("CURRENT_TIMESTAMP"),
            nullable=False,
        ),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("restarts", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("shared", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("last_target", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("summary", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_impact_runs_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_impact_runs_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_impact_runs_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_runs")),
        sa.UniqueConstraint(
            "account_id", "profile_id", "action", name=op.f("uq_impact_runs_account_id_profile_id_action")
        ),
    )
    for column in ("asked_at", "organization_id", "profile_id"):
        op.create_index(op.f(f"ix_impact_runs_{column}"), "impact_runs", [column])
    op.create_table(
        "impact_targets",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=True),
        sa.Column("settingless", sa.Boolean(), nullable=False),
        sa.Column("effect", choice("effect", EFFECTS), nullable=False),
        *(
            sa.Column(f"{part}_{fate}", sa.Integer(), nullable=False)
            for part in PARTS
            for fate in ("lost", "gained", "kept")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["impact_runs.id"], name=op.f("fk_impact_targets_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "target_id", name=op.f("pk_impact_targets")),
    )
    op.create_index(op.f("ix_impact_targets_run_id_key"), "impact_targets", ["run_id", "key"])


def downgrade() -> None:
    op.drop_table("impact_targets")
    op.drop_table("impact_runs")
    with op.batch_alter_table("drafts") as drafts:
        drafts.drop_column("revision")
