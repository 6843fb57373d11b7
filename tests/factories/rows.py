"""What all factories share."""

import itertools

from portal.extensions import db

_count = itertools.count(1)


def fresh_number():
    """Return a number that no other row of this run has in its name."""
    return next(_count)


def stored(*rows):
    """Add the rows, flush, and return the first."""
    db.session.add_all(rows)
    db.session.flush()
    return rows[0]
