"""On SQLite, too, the id of a deleted profile or version is no other's: the history knows them by it."""

from collections.abc import Callable

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("snapshot_versions", "profiles")
COUNTED = "id INTEGER NOT NULL CONSTRAINT pk_{0} PRIMARY KEY AUTOINCREMENT"
PLAIN, KEY = "id INTEGER NOT NULL", ", \n\tCONSTRAINT pk_{0} PRIMARY KEY (id)"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            _rebuild(table, _counted)
        _go_on_after_what_was_deleted()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in reversed(TABLES):
            _rebuild(table, _plain)


def _counted(table: str, sql: str) -> str:
    return sql.replace(KEY.format(table), "", 1).replace(PLAIN, COUNTED.format(table), 1)


def _plain(table: str, sql: str) -> str:
    body, end = sql.replace(COUNTED.format(table), PLAIN, 1).rsplit("\n)", 1)
    return f"{body}{KEY.format(table)}\n){end}"


def _rebuild(table: str, change: Callable[[str, str], str]) -> None:
    """Make the table anew as its statement says once changed, with its rows and indexes."""
    database = op.get_bind()
    of_table = "FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    (made,) = database.exec_driver_sql(f"SELECT sql {of_table}", (table, "table")).scalars()
    indexes = database.exec_driver_sql(f"SELECT sql {of_table}", (table, "index")).scalars().all()
    changed = change(table, made)
    if changed.count("PRIMARY KEY") != 1 or changed == made:
        raise RuntimeError(f"the table {table} is not as it was made")
    database.exec_driver_sql(changed.replace(table, f"new_{table}", 1))
    database.exec_driver_sql(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608  names of ours
    database.exec_driver_sql(f"DROP TABLE {table}")
    database.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
    for index in indexes:
        database.exec_driver_sql(index)


def _go_on_after_what_was_deleted() -> None:
    database = op.get_bind()
    (last,) = database.exec_driver_sql(
        "SELECT max(coalesce((SELECT max(id) FROM profiles), 0),"
        " coalesce((SELECT max(profile_id) FROM audit_entries), 0))"
    ).scalars()
    database.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'profiles'")
    database.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('profiles', ?)", (last,))
