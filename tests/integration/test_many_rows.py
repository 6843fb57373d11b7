"""Many rows at once: what PostgreSQL believes of a table is not a minute behind."""

import pytest
from sqlalchemy import func, select, text

from factories import make_organization
from portal.models import PhoneBookEntry
from portal.services.many_rows import MANY, insert_rows

BELIEVED = text("SELECT reltuples FROM pg_class WHERE relname = 'phone_book_entries'")
LOOK = "ANALYZE (SKIP_LOCKED) phone_book_entries"


def rows(count):
    organization_id = make_organization().id
    return [
        {"organization_id": organization_id, "number": f"050{place:07}", "name": str(place)}
        for place in range(count)
    ]


@pytest.mark.rule("TRU-20")
def test_the_planner_knows_many_new_rows_before_they_are_committed(database, postgres):
    insert_rows(PhoneBookEntry, rows(MANY))
    # What autovacuum would do now: it sees none of them.
    with postgres.connect(database.scalar(select(func.current_database()))) as other:
        other.execute(LOOK)

    assert database.scalar(BELIEVED) == MANY


@pytest.mark.rule("TRU-20")
def test_two_imports_at_once_do_not_wait_for_each_others_look(database, postgres):
    with postgres.connect(database.scalar(select(func.current_database()))) as other, other.transaction():
        other.execute(LOOK)
        insert_rows(PhoneBookEntry, rows(MANY))

    assert database.scalar(select(func.count()).select_from(PhoneBookEntry)) == MANY
