"""Many ids as one short text, for a hidden field: {1, 2, 3, 7} is "1-3,7"."""

import re
from collections.abc import Iterable

from portal.queries.among import LARGEST_ID

# More than an organisation has of anything; a forged "1-2147483647" must not fill the memory.
MOST_IDS = 500_000
_RANGE = re.compile(r"([0-9]{1,10})(?:-([0-9]{1,10}))?")


class NotIds(ValueError):
    """The text is none that `written` gives."""


def written(ids: Iterable[int]) -> str:
    """Return the ids as a text."""
    return ",".join(_range(first, last) for first, last in _runs(sorted(ids)))


def read(text: str) -> frozenset[int]:
    """Return the ids of a text that `written` gave. Raises NotIds."""
    ids: set[int] = set()
    for part in text.split(",") if text else ():
        found = _RANGE.fullmatch(part)
        if found is None:
            raise NotIds
        first, last = int(found[1]), int(found[2] or found[1])
        if last > LARGEST_ID or last - first >= MOST_IDS - len(ids):
            raise NotIds
        ids.update(range(first, last + 1))
    return frozenset(ids)


def _runs(ids: list[int]) -> Iterable[tuple[int, int]]:
    start = 0
    for place, row_id in enumerate(ids):
        if place + 1 == len(ids) or ids[place + 1] != row_id + 1:
            yield ids[start], row_id
            start = place + 1


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
