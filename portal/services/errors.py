"""What a service says when it will not do something. The edges turn each into a page or a problem."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from importer.faults import Fault


class Refused(Exception):
    """The request was understood and will not be done; nothing was changed."""


@dataclass
class EditConflict(Refused):
    """Somebody else saved first (PRF-9); nobody is named when it was deleted."""

    changed_by: str | None = None
    changed_at: dt.datetime | None = None


@dataclass
class Taken(Refused):
    """A name or a target belongs to another already; `by` names it (PRF-3, TGT-2).

    Where several have it, `holders` says which item belongs to which.
    """

    what: str
    items: Sequence[str] = field(default_factory=tuple)
    by: str | None = None
    holders: Mapping[str, str] = field(default_factory=dict)


@dataclass
class NotAcceptable(Refused):
    """The input is well formed, but not acceptable; every fault is named (422)."""

    faults: tuple[Fault, ...]


class WrongCredential(Refused):
    """The credential is wrong, gone or locked: the same answer for all of them (TRU-12, TRU-14)."""


@dataclass
class NotAllowed(Refused):
    """The credential is right but does not reach; `reason` is a code that the edge words."""

    reason: str


@dataclass
class InUse(Refused):
    """It cannot be deleted while these use it (OTH-7)."""

    by: Sequence[str]
