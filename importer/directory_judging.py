"""Whether the wanted state holds together: what its entries name exists, and each number has one owner."""

from collections import Counter
from collections.abc import Iterator

from importer.directory_entries import OWNER_TYPES, SYSTEM_ADMIN, Directory, OrganizationEntry
from importer.directory_reading import DirectoryDocument, Named
from importer.directory_shapes import ORGANIZATION
from importer.directory_wanted import Change, build
from importer.faults import Fault, FaultCode, step


def judge(change: Change) -> Iterator[Fault]:
    """Yield every fault of a document against the state that it would make."""
    yield from _unknown_in_list(change, "ring_groups", "members", "terminals")
    yield from _unknown_in_list(change, "call_centers", "agents", "accounts")
    yield from _unknown_roles(change)
    yield from _roles_in_use(change)
    yield from _taken_numbers(change)


def wanted_organization(
    current: Directory | None, document: DirectoryDocument, faults: list[Fault]
) -> OrganizationEntry | None:
    """Return the wanted organisation; the slug tells whose directory it is and never changes."""
    known = None if current is None else current.organization
    named = document.organization
    if named is None:
        if known is None and ORGANIZATION.kind not in document.unreadable:
            faults.append(Fault(step("", ORGANIZATION.kind), FaultCode.MISSING))
        return known
    slug = named.fields.get("slug")
    if known is not None and slug is not None and slug != known.slug:
        faults.append(Fault(named.at("slug"), FaultCode.OTHER_ORGANIZATION))
    return build(ORGANIZATION, known, named, faults)  # type: ignore[return-value]


def last_administrator(change: Change) -> Iterator[Fault]:
    """Yield each account that the document makes something else, when nobody administers any more."""
    before, wanted = change.before["accounts"], change.wanted["accounts"]
    if any(entry.role == SYSTEM_ADMIN for entry in wanted.values()):
        return
    for login, named in change.document.lists.get("accounts", {}).items():
        if login in before and before[login].role == SYSTEM_ADMIN:
            yield Fault(named.at("role"), FaultCode.LAST_ADMINISTRATOR)


def _unknown_in_list(change: Change, kind: str, field: str, of: str) -> Iterator[Fault]:
    existing = change.wanted[of]
    if of in change.document.unreadable:
        return
    for named in change.document.lists.get(kind, {}).values():
        for index, identity in enumerate(named.fields.get(field, ())):
            # "" stands for what could not be read, and is a fault already.
            if identity and identity not in existing:
                yield Fault(named.at(field, index), FaultCode.UNKNOWN_REFERENCE, {"kind": of})


def _unknown_roles(change: Change) -> Iterator[Fault]:
    roles = change.wanted["roles"]
    if "roles" in change.document.unreadable:
        return
    for named in change.document.lists.get("accounts", {}).values():
        role = named.fields.get("role")
        if role is not None and role not in roles:
            yield Fault(named.at("role"), FaultCode.UNKNOWN_REFERENCE, {"kind": "roles"})


def _roles_in_use(change: Change) -> Iterator[Fault]:
    # An account without a role cannot be, and giving it another would change what it may do unseen.
    gone = change.before["roles"].keys() - change.wanted["roles"].keys()
    if not gone:
        return
    named = change.document.lists.get("accounts", {})
    kept = (
        entry
        for login, entry in change.wanted["accounts"].items()
        if login not in named or "role" not in named[login].fields
    )
    users = Counter(entry.role for entry in kept if entry.role in gone)
    for role, count in sorted(users.items()):
        yield Fault("/roles", FaultCode.IN_USE, {"by": "accounts", "name": role, "count": count})


def _taken_numbers(change: Change) -> Iterator[Fault]:
    # Within the document each number was seen once already; here against what it leaves as it was.
    asked = change.document.numbers
    for kind in OWNER_TYPES:
        named = change.document.lists.get(kind, {})
        for extension, entry in change.wanted[kind].items():
            for number in _left_alone(extension, entry.dial_in, named.get(extension)):
                if number in asked:
                    taken = {"kind": kind, "by": extension}
                    yield Fault(asked[number], FaultCode.TAKEN, taken)


def _left_alone(extension: str, dial_in: tuple[str, ...], named: Named | None) -> tuple[str, ...]:
    if named is None:
        return (extension, *dial_in)
    return () if "dial_in" in named.fields else dial_in
