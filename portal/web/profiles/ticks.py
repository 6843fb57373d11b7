"""The ticks that a page of a list sends: `shown` are its rows, `chosen` those that are ticked.

`was` are the rows that were ticked before. A row whose tick is as it was says nothing, so that a page which
stood open for long takes nothing back of what was ticked elsewhere meanwhile; the script takes care that each
box which was touched differs from what it was.
"""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from portal.domain.selection import Ticked
from portal.queries.among import LARGEST_ID

_MOST_DIGITS = 10


def value_of(list_name: str, row_id: int) -> str:
    """Return what the tick box of a row sends."""
    return f"{list_name}-{row_id}" if list_name else str(row_id)


def read_ticks(form: MultiDict[str, str], lists: Iterable[str]) -> dict[str, Ticked]:
    """Return by list what a posted page changes; what no page ever sends is left out (TRU-18)."""
    shown, chosen, was = (read_ids(form, field) for field in ("shown", "chosen", "was"))
    return {
        name: _changed(shown.get(name, _NONE), chosen.get(name, _NONE), was.get(name, _NONE))
        for name in lists
    }


def read_ids(form: MultiDict[str, str], field: str) -> dict[str, frozenset[int]]:
    """Return by list the ids that a field names."""
    found: dict[str, set[int]] = {}
    for value in form.getlist(field):
        name, _, digits = value.rpartition("-")
        if _is_id(digits):
            found.setdefault(name, set()).add(int(digits))
    return {name: frozenset(ids) for name, ids in found.items()}


_NONE: frozenset[int] = frozenset()


def _changed(shown: frozenset[int], chosen: frozenset[int], was: frozenset[int]) -> Ticked:
    touched = (chosen - was) | ((shown - chosen) & was)
    return Ticked(touched, touched & chosen)


def _is_id(digits: str) -> bool:
    readable = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return readable and int(digits) <= LARGEST_ID
