"""What an administrator wants a list to be, and what has to change for it."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Whole:
    """The list shall be exactly this."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ticked:
    """Of what was shown this is ticked; what was not shown stays as it is (TRU-20)."""

    shown: frozenset[int]
    chosen: frozenset[int]


Choice: TypeAlias = Whole | Ticked


@dataclass(frozen=True, slots=True)
class Change:
    """What comes to a list and what goes."""

    added: frozenset[int]
    removed: frozenset[int]


def change(selected: frozenset[int], choice: Choice) -> Change:
    """Return what has to change for what is selected to become what was chosen."""
    match choice:
        case Whole(ids):
            return Change(ids - selected, selected - ids)
        case Ticked(shown, chosen):
            return Change(chosen - selected, (shown - chosen) & selected)
