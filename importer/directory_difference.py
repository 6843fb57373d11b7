"""What changes between two states of a directory, by entry and by number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from importer.directory_entries import (
    OWNER_TYPES,
    AccountEntry,
    BusinessLabelEntry,
    CallCenterEntry,
    Directory,
    IvrEntry,
    OrganizationEntry,
    OwnerEntry,
    PhoneBookEntry,
    RingGroupEntry,
    RoleEntry,
    TerminalEntry,
)
from importer.directory_shapes import ORGANIZATION, SHAPES
from importer.directory_wanted import lists_of

E = TypeVar("E")

# A removal of more than this share of a kind has to be confirmed.
MOST_PERCENT_REMOVED = 20


@dataclass(frozen=True, slots=True)
class Changed(Generic[E]):
    """One entry that is there before and after, and differs."""

    before: E
    after: E


@dataclass(frozen=True, slots=True)
class KindDifference(Generic[E]):
    """What becomes of the entries of one kind, each list in the order of identities."""

    added: tuple[E, ...] = ()
    changed: tuple[Changed[E], ...] = ()
    removed: tuple[E, ...] = ()
    unchanged: tuple[E, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of one owner: `kind` is extension or external, `owner_type` terminal and so on."""

    number: str
    kind: str
    owner_type: str
    owner_extension: str


@dataclass(frozen=True, slots=True)
class NumberDifference:
    """Numbers that come and go. One that moves to another owner does both (REC-5)."""

    added: tuple[NumberRow, ...]
    removed: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True)
class RemovalShare:
    """How much of a kind goes: `removed` of `count` entries."""

    kind: str
    removed: int
    count: int


@dataclass(frozen=True, slots=True)
class DirectoryDifference:
    """What has to be done to get from one state to the other, kind by kind."""

    organization: KindDifference[OrganizationEntry]
    roles: KindDifference[RoleEntry]
    accounts: KindDifference[AccountEntry]
    terminals: KindDifference[TerminalEntry]
    ring_groups: KindDifference[RingGroupEntry]
    ivrs: KindDifference[IvrEntry]
    call_centers: KindDifference[CallCenterEntry]
    business_labels: KindDifference[BusinessLabelEntry]
    phone_book: KindDifference[PhoneBookEntry]
    numbers: NumberDifference

    def kinds(self) -> Mapping[str, KindDifference[Any]]:
        """Return the differences by the name that each kind has in a document, in its order."""
        return {kind: getattr(self, kind) for kind in (ORGANIZATION.kind, *SHAPES)}

    @property
    def empty(self) -> bool:
        """Whether nothing changes at all."""
        return not any(kind.added or kind.changed or kind.removed for kind in self.kinds().values())

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many entries of each kind come, change, go and stay: the answer of the directory API."""
        return {
            outcome: {kind: len(getattr(difference, outcome)) for kind, difference in self.kinds().items()}
            for outcome in ("added", "changed", "removed", "unchanged")
        }

    def removal_shares(self, most_percent: int = MOST_PERCENT_REMOVED) -> tuple[RemovalShare, ...]:
        """Return the kinds of which more than `most_percent` would go (TRU-21)."""
        shares = (
            RemovalShare(
                kind, len(entry.removed), sum(map(len, (entry.removed, entry.changed, entry.unchanged)))
            )
            for kind, entry in self.kinds().items()
        )
        return tuple(share for share in shares if 100 * share.removed > most_percent * share.count)


def difference(current: Directory | None, wanted: Directory) -> DirectoryDifference:
    """Return what changes from `current` to `wanted`; None is an organisation that does not exist yet.

    The built-in roles of a new organisation count as there before. A password that `wanted` names and
    `current` does not hold is a change: the caller compares plain ones with their hashes beforehand.
    """
    before, after = lists_of(current), lists_of(wanted)
    kinds: dict[str, KindDifference[Any]] = {kind: _compare(before[kind], after[kind]) for kind in SHAPES}
    known = {} if current is None else {current.organization.slug: current.organization}
    organization = _compare(known, {wanted.organization.slug: wanted.organization})
    return DirectoryDifference(organization=organization, **kinds, numbers=_numbers(kinds))


def _compare(before: Mapping[str, E], after: Mapping[str, E]) -> KindDifference[E]:
    added, changed, unchanged = [], [], []
    for identity in sorted(after):
        entry, known = after[identity], before.get(identity)
        if known is None:
            added.append(entry)
        elif known is entry or known == entry:
            unchanged.append(entry)
        else:
            changed.append(Changed(known, entry))
    removed = [before[identity] for identity in sorted(before.keys() - after.keys())]
    return KindDifference(tuple(added), tuple(changed), tuple(removed), tuple(unchanged))


def _numbers(kinds: Mapping[str, KindDifference[Any]]) -> NumberDifference:
    before: dict[str, NumberRow] = {}
    after: dict[str, NumberRow] = {}
    for kind, owner_type in OWNER_TYPES.items():
        difference = kinds[kind]
        before.update(_rows(owner_type, difference.removed))
        before.update(_rows(owner_type, (changed.before for changed in difference.changed)))
        after.update(_rows(owner_type, difference.added))
        after.update(_rows(owner_type, (changed.after for changed in difference.changed)))
    return NumberDifference(added=_missing(after, before), removed=_missing(before, after))


def _rows(owner_type: str, owners: Iterable[OwnerEntry]) -> Iterable[tuple[str, NumberRow]]:
    for owner in owners:
        extension = owner.extension
        yield extension, NumberRow(extension, "extension", owner_type, extension)
        for number in owner.dial_in:
            yield number, NumberRow(number, "external", owner_type, extension)


def _missing(rows: Mapping[str, NumberRow], there: Mapping[str, NumberRow]) -> tuple[NumberRow, ...]:
    return tuple(rows[number] for number in sorted(rows) if there.get(number) != rows[number])
