"""Which statements something sends to the database."""

import contextlib

from sqlalchemy import event

from portal.extensions import db


@contextlib.contextmanager
def counted():
    """Give a list that grows by each statement that is sent inside."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
