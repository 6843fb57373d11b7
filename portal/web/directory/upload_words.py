"""What a directory file would change, as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.directory import DirectoryDifference, RemovalShare

MOST_NAMED = 10
KINDS = {
    "organization": lazy_gettext("Contract"),
    "roles": lazy_gettext("Roles"),
    "accounts": lazy_gettext("Accounts"),
    "terminals": lazy_gettext("Terminals"),
    "ring_groups": lazy_gettext("Ring groups"),
    "ivrs": lazy_gettext("IVRs"),
    "call_centers": lazy_gettext("Call centres"),
    "business_labels": lazy_gettext("Business labels"),
    "phone_book": lazy_gettext("Phone book"),
}
_IDENTITIES = ("extension", "login", "code", "key", "number", "slug")


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
            KINDS[name],
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
    identity = next(getattr(entry, field) for field in _IDENTITIES if hasattr(entry, field))
    return f"{identity} {getattr(entry, 'name', '')}"


def share_sentences(shares: Iterable[RemovalShare]) -> list[str]:
    """Return what goes beyond the threshold (TRU-21)."""
    return [
        _(
            "%(kind)s: %(removed)d of %(count)d",
            kind=KINDS[share.kind],
            removed=share.removed,
            count=share.count,
        )
        for share in shares
    ]
