"""The mail a day to administrators."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DAY_STATES = ("waiting", "sent", "nothing", "refused")
PROBLEMS = (
    "not_connected",
    "timed_out",
    "no_tls",
    "not_trusted",
    "sign_in_refused",
    "sender_refused",
    "addresses_refused",
    "message_refused",
    "broken_off",
)


def _choice(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=32)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def upgrade() -> None:
    op.create_table(
        "daily_mails",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("language", _choice("language", ("ja", "en")), nullable=False),
        sa.Column("revision", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("day_state", _choice("day_state", DAY_STATES), nullable=True),
        sa.Column("unsent", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _moment("next_try_at"),
        _moment("sent_at"),
        sa.Column("problem", _choice("problem", PROBLEMS), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        _moment("failed_at"),
        _moment("test_asked_at"),
        _moment("tested_at"),
        sa.Column("test_problem", _choice("test_problem", PROBLEMS), nullable=True),
        sa.Column("test_answer", sa.String(length=500), nullable=True),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_daily_mails_hour_of_a_day")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_daily_mails_attempts_count_from_none")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_daily_mails_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_daily_mails")),
    )


def downgrade() -> None:
    op.drop_table("daily_mails")
