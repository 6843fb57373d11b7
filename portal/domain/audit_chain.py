"""Whether a chain of the audit log is whole, and if not, where it was tampered with first (TRU-17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.audit import NO_HASH, Link


class ChainFault(StrEnum):
    """What is wrong with the first entry that is wrong."""

    MISSING = "missing"
    CHANGED = "changed"
    UNBOUND = "unbound"
    OTHER_CHAIN = "other_chain"
    CUT_OFF = "cut_off"
    BEYOND_THE_END = "beyond_the_end"
    OTHER_END = "other_end"
    NO_END = "no_end"
    OTHER_ANCHOR = "other_anchor"


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: the position of its last entry and that one's hash."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A chain in which nothing was found."""

    end: End


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry, by position, that is not as it was written."""

    position: int
    fault: ChainFault


def examined(
    organization_id: int, entries: Iterable[tuple[Link, str]], end: End | None, anchor: End | None = None
) -> Whole | Broken:
    """Examine a chain: `entries` by position with their hashes, `end` as it is kept beside them.

    `anchor` is an end that was noted elsewhere: what was rewritten since, hashes and all, shows by it.
    """
    last = End(0, NO_HASH)
    for link, kept_hash in entries:
        fault = _fault_of(link, kept_hash, last, organization_id)
        if fault is not None:
            return Broken(last.position + 1, fault)
        last = End(link.position, kept_hash)
        if end is not None and last.position > end.position:
            return Broken(last.position, ChainFault.BEYOND_THE_END)
        if anchor is not None and anchor.position == last.position and anchor.hash != last.hash:
            return Broken(last.position, ChainFault.OTHER_ANCHOR)
    return _at_the_end(last, end, anchor)


def _fault_of(link: Link, kept_hash: str, before: End, organization_id: int) -> ChainFault | None:
    if link.position != before.position + 1:
        return ChainFault.MISSING
    if link.organization_id != organization_id:
        return ChainFault.OTHER_CHAIN
    if link.previous_hash != before.hash:
        return ChainFault.UNBOUND
    return None if link.hash() == kept_hash else ChainFault.CHANGED


def _at_the_end(last: End, end: End | None, anchor: End | None) -> Whole | Broken:
    if anchor is not None and anchor.position > last.position:
        return Broken(last.position + 1, ChainFault.CUT_OFF)
    if end is None:
        return Broken(last.position, ChainFault.NO_END) if last.position else Whole(last)
    if end.position > last.position:
        return Broken(last.position + 1, ChainFault.CUT_OFF)
    return Whole(last) if end.hash == last.hash else Broken(last.position, ChainFault.OTHER_END)
