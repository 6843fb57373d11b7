"""Versions of servers and softphones, compared by number, part by part (VER-3)."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from portal.domain.words import TooOldFor

# One spelling a number: ASCII digits, no leading zero. `\d` would take １２ too.
_FORM = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){1,3}")

# How the edges say what is expected.
EXPECTED_FORM = "3.13.7"


class BadVersion(ValueError):
    """A version that cannot be read; the caller says what is expected."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version that can be compared; `parts` without trailing zeros, so that 3.13 is 3.13.0."""

    parts: tuple[int, ...]
    text: str = field(compare=False)

    def __str__(self) -> str:
        """Return the version as it was written."""
        return self.text


@lru_cache(maxsize=1024)
def parse_version(text: str) -> Version:
    """Read two to four numbers joined by dots, such as 3.13.7. Raises BadVersion."""
    if not _FORM.fullmatch(text):
        raise BadVersion
    parts = [int(part) for part in text.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return Version(tuple(parts), text)


# Below these nothing is delivered (VER-1).
OLDEST_SERVER = parse_version("3.12.10")
OLDEST_SOFTPHONE = parse_version("3.12.5")

# Below these other settings are neither delivered (VER-2) nor captured (CAP-1).
OLDEST_SERVER_FOR_OTHER = parse_version("3.13.0")
OLDEST_SOFTPHONE_FOR_OTHER = parse_version("3.13.7")


def too_old_for(softphone_version: Version) -> TooOldFor | None:
    """Return what this version of a softphone can not be given, whatever is to be delivered."""
    if softphone_version < OLDEST_SOFTPHONE:
        return TooOldFor.EVERYTHING
    return TooOldFor.OTHER if softphone_version < OLDEST_SOFTPHONE_FOR_OTHER else None
