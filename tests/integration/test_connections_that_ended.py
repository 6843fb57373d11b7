"""The database's restart needs no hand: what it closed is not used again."""

from contextlib import ExitStack

import pytest
from sqlalchemy import text

from portal.extensions import db

ENDED = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'haishin'"


def ask(connections):
    """Ask over so many connections at a time, which go back to the pool; return what each was told."""
    with ExitStack() as stack:
        held = [stack.enter_context(db.engine.connect()) for _ in range(connections)]
        return [connection.scalar(text("SELECT pg_backend_pid()")) for connection in held]


@pytest.mark.rule("TRU-8")
def test_connections_that_the_server_closed_are_replaced_before_they_are_used(database, postgres):
    database.close()
    before = ask(3)
    with postgres.connect() as administrator:
        administrator.execute(ENDED)

    after = ask(3)

    assert len({*before, *after}) == 6
