"""What softphones asked and were answered, and which targets are to be answered in full once more."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TOO_OLD_FOR = ("everything", "other")
NOT_CONTROLLED = ("terminal_type", "server_too_old", "softphone_too_old", "no_profile")
TARGETS = ("account_targets", "terminal_targets")


def upgrade() -> None:
    with op.batch_alter_table("softphone_reports") as changed:
        changed.add_column(sa.Column("expected", sa.String(length=64), nullable=True))
    # What was reported so far counts as what was delivered.
    op.execute("UPDATE softphone_reports SET expected = digest")
    for table in TARGETS:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("redelivery", sa.String(length=32), nullable=True))
    _create_softphone_sightings()
    _create_agent_sightings()


def _sighting() -> list[sa.Column]:
    return [
        sa.Column("softphone_version", sa.String(length=40), nullable=False),
        sa.Column("too_old_for", _choice(TOO_OLD_FOR, "too_old_for"), nullable=True),
        sa.Column("not_controlled", _choice(NOT_CONTROLLED, "not_controlled"), nullable=True),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column("profile_revision", sa.String(length=32), nullable=True),
        sa.Column("snapshot_name", sa.String(length=60), nullable=True),
        sa.Column("directory_revision", sa.String(length=32), nullable=False),
        sa.Column("release", sa.String(length=16), nullable=False),
        sa.Column("redelivery", sa.String(length=32), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _choice(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _reference(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _create_softphone_sightings() -> None:
    table = "softphone_sightings"
    op.create_table(
        table,
        sa.Column("terminal_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        *_sighting(),
        _reference(table, "terminal_id", "number_owners", "CASCADE"),
        _reference(table, "account_id", "accounts", "SET NULL"),
        sa.PrimaryKeyConstraint("terminal_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_account_id"), table, ["account_id"])


def _create_agent_sightings() -> None:
    table = "agent_sightings"
    op.create_table(
        table,
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("terminal_id", sa.Integer(), nullable=False),
        *_sighting(),
        _reference(table, "account_id", "accounts", "CASCADE"),
        _reference(table, "terminal_id", "number_owners", "CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "terminal_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_terminal_id"), table, ["terminal_id"])
    op.create_index(op.f(f"ix_{table}_asked_at"), table, ["asked_at"])


def downgrade() -> None:
    op.drop_table("agent_sightings")
    op.drop_table("softphone_sightings")
    for table in TARGETS:
        with op.batch_alter_table(table) as changed:
            changed.drop_column("redelivery")
    with op.batch_alter_table("softphone_reports") as changed:
        changed.drop_column("expected")
