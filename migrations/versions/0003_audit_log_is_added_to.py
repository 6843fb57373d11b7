"""audit log that can be added to, and never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSED = "the audit log can be added to, not changed"


def upgrade() -> None:
    op.create_table(
        "audit_chains",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_audit_chains")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=32), nullable=False),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("actor_account_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column("seen_revision", sa.String(length=32), nullable=True),
        sa.Column("profile_revision", sa.String(length=32), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_audit_entries_positions_count_from_one")),
        sa.PrimaryKeyConstraint("organization_id", "position", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        for columns in (
            ["organization_id", "profile_id", "position"],
            ["organization_id", "action", "position"],
        ):
            batch_op.create_index(batch_op.f(f"ix_audit_entries_{'_'.join(columns)}"), columns, unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _protect_on_postgresql()
    else:
        _protect_on_sqlite()


def _protect_on_postgresql() -> None:
    op.execute(
        f"""CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'insufficient_privilege'; END $$"""
    )
    op.execute(
        f"""CREATE FUNCTION refuse_audit_rewind() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.organization_id <> OLD.organization_id OR NEW.position <= OLD.position THEN
                RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN NEW;
        END $$"""
    )
    op.execute(
        """CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"""
    )
    op.execute(
        """CREATE TRIGGER audit_chains_stay BEFORE DELETE OR TRUNCATE ON audit_chains
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"""
    )
    op.execute(
        """CREATE TRIGGER audit_chains_grow BEFORE UPDATE ON audit_chains
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_rewind()"""
    )


def _protect_on_sqlite() -> None:
    for name, event in (
        ("audit_entries_no_update", "UPDATE ON audit_entries"),
        ("audit_entries_no_delete", "DELETE ON audit_entries"),
        ("audit_chains_no_delete", "DELETE ON audit_chains"),
    ):
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END")
    # INSERT OR REPLACE takes a row away without a DELETE trigger.
    for table, same in (
        ("audit_entries", "organization_id = NEW.organization_id AND position = NEW.position"),
        ("audit_chains", "organization_id = NEW.organization_id"),
    ):
        op.execute(
            f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
            BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""
        )
    op.execute(
        f"""CREATE TRIGGER audit_chains_grow BEFORE UPDATE ON audit_chains
        WHEN NEW.organization_id <> OLD.organization_id OR NEW.position <= OLD.position
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""
    )


def downgrade() -> None:
    # The triggers go with their tables.
    op.drop_table("audit_entries")
    op.drop_table("audit_chains")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
        op.execute("DROP FUNCTION refuse_audit_rewind()")
