"""The state that a document asks for, made from the state that there is.

A field that an entry does not name stays as it was, and so does a list that the document does not name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from importer.directory_entries import BUILT_IN_ROLES, SYSTEM_ADMIN, AnyEntry, Directory
from importer.directory_reading import DirectoryDocument, Named
from importer.directory_shapes import SHAPES, Shape
from importer.faults import Fault, FaultCode

Lists: TypeAlias = dict[str, Mapping[str, Any]]


class Mode(StrEnum):
    """What becomes of entries that a document does not name."""

    MERGE = "merge"  # they stay
    SYNC = "sync"  # they go, where the document names their list


@dataclass(frozen=True, slots=True)
class Change:
    """A document laid over a state: the lists `before` and as they are `wanted`, both by kind."""

    document: DirectoryDocument
    mode: Mode
    before: Lists
    wanted: Lists

    def left_unnamed(self, kind: str) -> bool:
        """Whether entries of this kind go unless the document names them."""
        return self.mode is Mode.SYNC and kind in self.document.lists


def lists_of(directory: Directory | None) -> Lists:
    """Return the lists of a directory; of one that is not there yet, the built-in roles alone."""
    if directory is None:
        return {kind: {} for kind in SHAPES} | {"roles": BUILT_IN_ROLES}
    return {kind: getattr(directory, kind) for kind in SHAPES}


def lay_over(
    current: Directory | None, document: DirectoryDocument, mode: Mode, faults: list[Fault]
) -> Change:
    """Return what the document makes of the state; adds what new entries lack to `faults`."""
    change = Change(document, mode, lists_of(current), {})
    for kind, shape in SHAPES.items():
        change.wanted[kind] = _wanted(change, shape, faults)
    _keep_administrators(change)
    _forget_members(change, "ring_groups", "members", "terminals")
    _forget_members(change, "call_centers", "agents", "accounts")
    return change


def _wanted(change: Change, shape: Shape, faults: list[Fault]) -> Mapping[str, Any]:
    before = change.before[shape.kind]
    named = change.document.lists.get(shape.kind)
    if named is None:
        return before
    wanted = _staying(shape, before) if change.left_unnamed(shape.kind) else dict(before)
    for identity, entry in named.items():
        wanted[identity] = build(shape, before.get(identity), entry, faults)
    return wanted


def _staying(shape: Shape, before: Mapping[str, Any]) -> dict[str, Any]:
    if shape.kind != "roles":
        return {}
    return {key: before.get(key, role) for key, role in BUILT_IN_ROLES.items()}


def build(shape: Shape, known: AnyEntry | None, named: Named, faults: list[Fault]) -> AnyEntry:
    """Return the entry as the document wants it; a new one that lacks something is a fault each."""
    if known is not None:
        same = all(getattr(known, name) == value for name, value in named.fields.items())
        return known if same else replace(known, **named.fields)
    lacking = [name for name in shape.required if name not in named.fields]
    faults.extend(Fault(named.at(name), FaultCode.MISSING) for name in lacking)
    new: AnyEntry = shape.entry(**dict.fromkeys(lacking), **named.fields)
    return new


def _keep_administrators(change: Change) -> None:
    # Who is not named goes, but the last system administrators stay, as the built-in roles do.
    wanted = change.wanted["accounts"]
    if any(entry.role == SYSTEM_ADMIN for entry in wanted.values()):
        return
    staying = {
        login: entry
        for login, entry in change.before["accounts"].items()
        if entry.role == SYSTEM_ADMIN and login not in wanted
    }
    change.wanted["accounts"] = {**wanted, **staying}


def _forget_members(change: Change, kind: str, field_name: str, of: str) -> None:
    # A membership goes with what it was of; it is the document's own names that have to exist.
    gone = change.before[of].keys() - change.wanted[of].keys()
    if not gone:
        return
    change.wanted[kind] = {
        identity: replace(entry, **{field_name: tuple(set(getattr(entry, field_name)) - gone)})
        if not gone.isdisjoint(getattr(entry, field_name))
        else entry
        for identity, entry in change.wanted[kind].items()
    }
