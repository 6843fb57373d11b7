"""What a directory is made of: one frozen entry a thing, and the complete state of an organisation.

Lists in entries are kept sorted and without repetition, so that equal entries are equal however they were
written. `password` is what a document named: plain, or an argon2id hash; None where it names none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# Every resource that rights can be set for, and the rights, in the order of documents.
RESOURCES = (
    "accounts",
    "roles",
    "terminals",
    "ring_groups",
    "ivrs",
    "call_centers",
    "business_labels",
    "numbers",
    "system_settings",
)
RIGHTS = ("view", "edit", "delete")


def _keep_sorted(entry: object, field_name: str, items: Iterable[str]) -> None:
    # Frozen for everyone but the constructor.
    object.__setattr__(entry, field_name, tuple(sorted(set(items))))


@dataclass(frozen=True, slots=True)
class OrganizationEntry:
    """A customer; `server_version` as VER-3 reads it, `time_zone` an IANA name."""

    slug: str
    name: str
    plan: str
    server_version: str
    options: tuple[str, ...] = ()
    time_zone: str = "Asia/Tokyo"
    show_all_ring_group_numbers: bool = True
    show_call_center_numbers: bool = True

    def __post_init__(self) -> None:
        """Keep the options sorted."""
        _keep_sorted(self, "options", self.options)


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A role; `rights` by resource, in the order of RESOURCES and RIGHTS, without those that have none."""

    key: str
    name: str
    rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the rights in their one order."""
        given = {resource: set(self.rights.get(resource, ())) for resource in RESOURCES}
        kept = {name: tuple(right for right in RIGHTS if right in rights) for name, rights in given.items()}
        object.__setattr__(self, "rights", {name: rights for name, rights in kept.items() if rights})


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """A person who signs in; `role` is the key of a role."""

    login: str
    name: str
    role: str
    agent_enabled: bool = False
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class TerminalEntry:
    """A phone; `type` is one of the terminal types."""

    extension: str
    name: str
    type: str
    dial_in: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Keep the dial-in numbers sorted."""
        _keep_sorted(self, "dial_in", self.dial_in)


@dataclass(frozen=True, slots=True)
class RingGroupEntry:
    """A ring group; `members` are extensions of terminals."""

    extension: str
    name: str
    dial_in: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep the lists sorted."""
        _keep_sorted(self, "dial_in", self.dial_in)
        _keep_sorted(self, "members", self.members)


@dataclass(frozen=True, slots=True)
class IvrEntry:
    """A voice menu."""

    extension: str
    name: str
    dial_in: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep the dial-in numbers sorted."""
        _keep_sorted(self, "dial_in", self.dial_in)


@dataclass(frozen=True, slots=True)
class CallCenterEntry:
    """A queue of calls; `agents` are logins of accounts, `caller_number` is shown to who is called."""

    extension: str
    name: str
    dial_in: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    caller_number: str | None = None

    def __post_init__(self) -> None:
        """Keep the lists sorted."""
        _keep_sorted(self, "dial_in", self.dial_in)
        _keep_sorted(self, "agents", self.agents)


@dataclass(frozen=True, slots=True)
class BusinessLabelEntry:
    """A label for a line of work."""

    code: str
    name: str
    caller_number: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneBookEntry:
    """The name by which the phone book knows a number."""

    number: str
    name: str


OwnerEntry: TypeAlias = TerminalEntry | RingGroupEntry | IvrEntry | CallCenterEntry
AnyEntry: TypeAlias = (
    OrganizationEntry | RoleEntry | AccountEntry | OwnerEntry | BusinessLabelEntry | PhoneBookEntry
)


@dataclass(frozen=True, slots=True)
class Directory:
    """The complete state of one organisation, each kind by identity. The built-in roles are always in it."""

    organization: OrganizationEntry
    roles: Mapping[str, RoleEntry]
    accounts: Mapping[str, AccountEntry]
    terminals: Mapping[str, TerminalEntry]
    ring_groups: Mapping[str, RingGroupEntry]
    ivrs: Mapping[str, IvrEntry]
    call_centers: Mapping[str, CallCenterEntry]
    business_labels: Mapping[str, BusinessLabelEntry]
    phone_book: Mapping[str, PhoneBookEntry]


# What owns numbers: the list in a document, and the word for one of it.
OWNER_TYPES: Mapping[str, str] = {
    "terminals": "terminal",
    "ring_groups": "ring_group",
    "ivrs": "ivr",
    "call_centers": "call_center",
}
SYSTEM_ADMIN = "system_admin"

# As they are before anybody changes them. They always exist: no document has to name them or can remove them.
# The supervisor runs the floor: sees all that calls pass through and edits who answers them, deletes nothing.
BUILT_IN_ROLES: Mapping[str, RoleEntry] = {
    SYSTEM_ADMIN: RoleEntry(SYSTEM_ADMIN, "システム管理者", dict.fromkeys(RESOURCES, RIGHTS)),
    "supervisor": RoleEntry(
        "supervisor",
        "スーパバイザ",
        dict.fromkeys(("accounts", "terminals", "ivrs", "numbers"), ("view",))
        | dict.fromkeys(("ring_groups", "call_centers", "business_labels"), ("view", "edit")),
    ),
    "user": RoleEntry("user", "ユーザ"),
}
