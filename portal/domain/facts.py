"""What an answer is computed from: plain, frozen data, read in a fixed number of queries (DLV-9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from importer.json_value import JsonValue
from portal.domain.versions import Version
from portal.domain.words import (
    ContactPointType,
    DisplayList,
    Kind,
    Language,
    OwnerType,
    Part,
    TargetType,
    TerminalType,
)


@dataclass(frozen=True, slots=True)
class Owner:
    """The resource that a number belongs to."""

    type: OwnerType
    name: str
    extension: str


@dataclass(frozen=True, slots=True)
class Number:
    """One address of one owner; `name` is what the phone book calls it."""

    number: str
    kind: Kind
    owner: Owner
    name: str | None


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A call centre or business label; `key` is the extension of the one, the code of the other."""

    type: ContactPointType
    name: str
    caller_number: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """The snapshot version that a profile pins, with its values by setting key.

    `captured_at` is RFC 3339 text, with the offset that the source softphone wrote.
    """

    name: str
    version: int
    captured_at: str
    source_extension: str
    source_version: str
    values: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """What a profile had selected when the directory lost it (REC-5)."""

    part: Part
    item: str


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """A profile and what it selects: all of it for an explanation, what could be delivered for an answer."""

    id: int
    name: str
    enabled: bool
    target_type: TargetType
    display_list: DisplayList
    numbers: tuple[Number, ...]
    contact_points: tuple[ContactPoint, ...]
    cti_numbers: tuple[Number, ...]
    pinned: Pinned | None
    removed: tuple[RemovedItem, ...] = ()

    @property
    def shown_list(self) -> DisplayList:
        """What the softphone shows; on a softphone of its own extension numbers alone (PRF-6)."""
        return DisplayList.NUMBERS_ONLY if self.target_type == TargetType.EXTENSION else self.display_list


@dataclass(frozen=True, slots=True)
class Organization:
    """What an organisation's contract, server and system settings say."""

    server_version: Version
    options: frozenset[str]
    show_all_ring_group_numbers: bool
    show_call_center_numbers: bool


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal that asks; `ring_groups` are the extensions of the groups that ring it."""

    extension: str
    type: TerminalType
    ring_groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agent:
    """The account on the terminal; `call_centers` are the extensions of those that it answers for.

    `enabled` is the agent function. `signed_in` is False only where an explanation asks about an account that
    is not signed in.
    """

    login: str
    enabled: bool
    signed_in: bool
    call_centers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """One question of one softphone, with all that its answer depends on.

    The profiles are the ones that target the agent's account and the terminal, enabled or not.
    """

    organization: Organization
    terminal: Terminal
    agent: Agent | None
    softphone_version: Version
    language: Language
    account_profile: ProfileFacts | None
    terminal_profile: ProfileFacts | None
