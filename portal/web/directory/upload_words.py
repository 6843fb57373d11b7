"""What a directory file would change, as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from importer.directory import DirectoryDifference, RemovalShare, identity_of
from portal.web.words import DIRECTORY_KINDS

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Kind:
    """How many entries of one kind come, change, go and stay, and the first of each that does not stay."""

    label: Any
    added: int
    changed: int
    removed: int
    unchanged: int
    first_added: list[str]
    first_changed: list[str]
    first_removed: list[str]


def kinds_of(change: DirectoryDifference) -> list[Kind]:
    """Return what changes, kind by kind, in the order of documents."""
    return [
        Kind(
            DIRECTORY_KINDS[name],
            len(kind.added),
            len(kind.changed),
            len(kind.removed),
            len(kind.unchanged),
            _named(kind.added),
            _named([each.after for each in kind.changed[:MOST_NAMED]]),
            _named(kind.removed),
        )
        for name, kind in change.kinds().items()
    ]


def _named(entries: Iterable[Any]) -> list[str]:
    return [_name(entry) for entry in list(entries)[:MOST_NAMED]]


def _name(entry: object) -> str:
    return f"{identity_of(entry)} {getattr(entry, 'name', '')}"


def share_sentences(shares: Iterable[RemovalShare]) -> list[str]:
    """Return what goes beyond the threshold (TRU-21)."""
    return [
        _(
            "%(kind)s: %(removed)d of %(count)d",
            kind=DIRECTORY_KINDS[share.kind],
            removed=share.removed,
            count=share.count,
        )
        for share in shares
    ]
