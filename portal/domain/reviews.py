"""How much waits on a list that was reviewed through some change of the directory (REC-1)."""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate

from portal.domain.words import Kind, OwnerType


class Arrivals:
    """What each change of a directory added to one kind of list and is still there."""

    def __init__(self, added: Mapping[int, int]) -> None:
        """Take by the number of the change how many it added."""
        self._changes = sorted(added)
        counts = (added[change] for change in reversed(self._changes))
        # What came with a change or later, by the change's place.
        self._since = [*accumulate(counts, initial=0)][::-1]

    def after(self, through: int) -> int:
        """Return how many came after the change `through`."""
        return self._since[bisect_right(self._changes, through)]


def listable(
    table: Mapping[tuple[OwnerType, Kind], object], added: Mapping[tuple[int, OwnerType, Kind], int]
) -> Arrivals:
    """Return what a list of numbers can show of what was added, by change, owner type and kind."""
    counts: dict[int, int] = {}
    for (change, owner_type, kind), count in added.items():
        if (owner_type, kind) in table:
            counts[change] = counts.get(change, 0) + count
    return Arrivals(counts)
