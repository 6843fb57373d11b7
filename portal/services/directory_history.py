"""What a directory change did, as the audit log keeps it: counts of all, names of the first of each kind."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import structlog

from importer.directory import DirectoryDifference, RemovalShare, identity_of
from importer.directory_difference import Changed, KindDifference
from importer.json_value import JsonValue
from portal.domain.audit import Action, Subject
from portal.models import Organization
from portal.services import denials, history
from portal.services.history import About

log = structlog.get_logger(__name__)

# So many of each kind are named; the rest is counted. The directory is mastered elsewhere: nobody restores
# it from here.
MOST_NAMED = 100


def record(organization: Organization, change: DirectoryDifference) -> None:
    """Record the change; `removed` and `added` name entries and numbers, `changed` also what of them."""
    kinds = {name: kind for name, kind in change.kinds().items() if _touched(kind)}
    details: dict[str, JsonValue] = {
        "counts": _counts(kinds, change),
        "added": {name: _names(kind.added) for name, kind in kinds.items() if kind.added},
        "removed": {name: _names(kind.removed) for name, kind in kinds.items() if kind.removed},
        "changed": {name: _changes(kind.changed) for name, kind in kinds.items() if kind.changed},
        "numbers": {
            "added": [row.number for row in change.numbers.added[:MOST_NAMED]],
            "removed": [row.number for row in change.numbers.removed[:MOST_NAMED]],
        },
    }
    about = About(Subject.DIRECTORY, organization.slug, organization.id)
    history.record(organization.id, Action.DIRECTORY_CHANGED, about, details)


def note_refusal(organization: Organization, shares: Iterable[RemovalShare]) -> None:
    """Raise the alarm of a directory that would have removed too much (TRU-21)."""
    removed: dict[str, JsonValue] = {share.kind: {"removed": share.removed} for share in shares}
    about = About(Subject.DIRECTORY, organization.slug, organization.id)
    denials.note(organization.id, Action.DIRECTORY_REFUSED, about, details={"counts": removed})
    log.error(
        "directory_refused",
        organization=organization.slug,
        **{kind: str(each) for kind, each in removed.items()},
    )


def _touched(kind: KindDifference[Any]) -> bool:
    return bool(kind.added or kind.changed or kind.removed)


def _counts(kinds: dict[str, KindDifference[Any]], change: DirectoryDifference) -> JsonValue:
    counts: dict[str, JsonValue] = {
        name: {
            outcome: len(getattr(kind, outcome))
            for outcome in ("added", "changed", "removed")
            if getattr(kind, outcome)
        }
        for name, kind in kinds.items()
    }
    numbers = {"added": len(change.numbers.added), "removed": len(change.numbers.removed)}
    return counts | ({"numbers": numbers} if any(numbers.values()) else {})


def _names(entries: Iterable[object]) -> list[JsonValue]:
    return [identity_of(entry) for entry, _ in zip(entries, range(MOST_NAMED), strict=False)]


def _changes(changes: Iterable[Changed[Any]]) -> dict[str, JsonValue]:
    some = zip(changes, range(MOST_NAMED), strict=False)
    return {identity_of(change.after): _fields(change.before, change.after) for change, _ in some}


def _fields(before: Any, after: Any) -> dict[str, JsonValue]:  # noqa: ANN401  entries of any kind
    changed: dict[str, JsonValue] = {}
    for each in fields(after):
        was, now = getattr(before, each.name), getattr(after, each.name)
        if each.name == "password":
            # Never what it was or is, not even as a hash (TRU-16).
            changed |= {} if now is None else {"password": "changed"}
        elif isinstance(was, tuple | frozenset) and isinstance(now, tuple | frozenset):
            changed |= _list_change(each.name, set(was), set(now))
        elif was != now:
            changed[each.name] = [_plain(was), _plain(now)]
    return changed


def _list_change(name: str, was: set[Any], now: set[Any]) -> dict[str, JsonValue]:
    if was == now:
        return {}
    added = sorted(map(str, now - was))[:MOST_NAMED]
    removed = sorted(map(str, was - now))[:MOST_NAMED]
    count: JsonValue = {"added": len(now - was), "removed": len(was - now)}
    return {name: {"added": added, "removed": removed, "count": count}}


def _plain(value: Any) -> JsonValue:  # noqa: ANN401  whatever an entry holds
    if isinstance(value, dict):
        return {str(key): sorted(map(str, inner)) for key, inner in value.items()}
    return value if value is None or isinstance(value, bool | int) else str(value)
