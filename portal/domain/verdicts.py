"""A verdict on every item that a profile selects: delivered, or the one reason why not (EXP-1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.domain.winner import Standing
from portal.domain.words import Reason

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """One selected item; without a reason it is delivered."""

    item: T
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PartVerdicts(Generic[T]):
    """What becomes of one part of a profile, in the order of the document."""

    left_out: Reason | None
    """Why the whole part is not delivered, if it is not."""
    verdicts: tuple[Verdict[T], ...]

    @property
    def delivered(self) -> list[T] | None:
        """What the softphone gets of this part; None when the part is not delivered, [] when nothing is."""
        if self.left_out:
            return None
        return [verdict.item for verdict in self.verdicts if verdict.reason is None]


def judge_part(
    standing: Standing,
    left_out: Reason | None,
    items: Iterable[T],
    reason_for: Callable[[T], Reason | None],
) -> PartVerdicts[T]:
    """Judge each item; the first that is true is its reason.

    First that the profile lost, then that the part is left out, then what `reason_for` says of the item.
    """
    whole = standing.reason or left_out
    return PartVerdicts(whole, tuple(Verdict(item, whole or reason_for(item)) for item in items))
