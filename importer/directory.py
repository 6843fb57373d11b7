"""The directory core: a document read, laid over the state that there is, judged, compared, written.

It stores nothing. A caller loads the current state, calls `take_in` (or `read_directory` and then `merge` or
`synchronise`), and carries out the `difference`.
"""

from collections.abc import Container

from importer.directory_difference import (
    Changed,
    DirectoryDifference,
    KindDifference,
    NumberDifference,
    NumberRow,
    RemovalShare,
    difference,
)
from importer.directory_entries import (
    BUILT_IN_ROLES,
    AccountEntry,
    BusinessLabelEntry,
    CallCenterEntry,
    Directory,
    IvrEntry,
    OrganizationEntry,
    PhoneBookEntry,
    RingGroupEntry,
    RoleEntry,
    TerminalEntry,
)
from importer.directory_identities import IDENTITIES, identity_of
from importer.directory_judging import judge, last_administrator, wanted_organization
from importer.directory_passwords import is_hash
from importer.directory_reading import DirectoryDocument, in_document_order, read
from importer.directory_wanted import Mode, lay_over
from importer.directory_writing import to_document
from importer.faults import Fault, FaultCode, Unreadable
from importer.json_value import JsonValue

__all__ = [
    "BUILT_IN_ROLES",
    "IDENTITIES",
    "AccountEntry",
    "BusinessLabelEntry",
    "CallCenterEntry",
    "Changed",
    "Directory",
    "DirectoryDifference",
    "DirectoryDocument",
    "IvrEntry",
    "KindDifference",
    "Mode",
    "NumberDifference",
    "NumberRow",
    "OrganizationEntry",
    "PhoneBookEntry",
    "RemovalShare",
    "RingGroupEntry",
    "RoleEntry",
    "TerminalEntry",
    "difference",
    "identity_of",
    "is_hash",
    "merge",
    "read_directory",
    "slug_of",
    "synchronise",
    "take_in",
    "to_document",
]


def read_directory(value: JsonValue) -> DirectoryDocument:
    """Read a document by itself. Raises Unreadable with every fault of its shape and within it."""
    document, faults = read(value)
    if faults:
        raise Unreadable(in_document_order(faults, document))
    return document


def merge(current: Directory | None, document: DirectoryDocument) -> Directory:
    """Return the state in which what is named is added or changed, and nothing else touched.

    Raises Unreadable for what does not fit the state, with pointers into the document.
    """
    return _settle(current, document, Mode.MERGE, [])


def synchronise(current: Directory | None, document: DirectoryDocument) -> Directory:
    """Return the state in which of each list that is named nothing else is left. Raises Unreadable."""
    return _settle(current, document, Mode.SYNC, [])


def take_in(
    current: Directory | None, value: JsonValue, mode: Mode, *, common_passwords: Container[str] = frozenset()
) -> Directory:
    """Read a document and return the state that it asks for.

    Plain passwords among `common_passwords`, which are in lower case, are refused (TRU-12). Raises Unreadable
    with every fault at once: those of the document by itself and those against `current`, which the readable
    rest is judged by.
    """
    document, faults = read(value)
    faults.extend(
        Fault(pointer, FaultCode.COMMON_PASSWORD)
        for pointer, password in document.plain_passwords()
        if password.lower() in common_passwords
    )
    return _settle(current, document, mode, faults)


def slug_of(value: JsonValue) -> str | None:
    """Return which organisation a document says it is of, without judging anything else in it."""
    organization = value.get("organization") if isinstance(value, dict) else None
    slug = organization.get("slug") if isinstance(organization, dict) else None
    return slug if isinstance(slug, str) else None


def _settle(
    current: Directory | None, document: DirectoryDocument, mode: Mode, faults: list[Fault]
) -> Directory:
    unreadable_accounts = any(fault.pointer.startswith("/accounts") for fault in faults)
    change = lay_over(current, document, mode, faults)
    organization = wanted_organization(current, document, faults)
    faults.extend(judge(change))
    if not unreadable_accounts:
        faults.extend(last_administrator(change))
    if faults or organization is None:
        raise Unreadable(in_document_order(faults, document))
    return Directory(organization, **change.wanted)
