"""What a directory document would change, without changing anything."""

from importer.directory import DirectoryDifference, Mode, difference, take_in
from importer.faults import Unreadable
from importer.json_value import JsonValue
from portal.models import Organization
from portal.queries.directory import stored
from portal.services import directory_passwords, passwords
from portal.services.errors import NotAcceptable


def preview(organization: Organization, value: JsonValue, mode: Mode) -> DirectoryDifference:
    """Return what taking the document in would change. Raises NotAcceptable with every fault."""
    current = stored(organization).directory
    try:
        wanted = take_in(current, value, mode, common_passwords=passwords.COMMON)
    except Unreadable as unreadable:
        raise NotAcceptable(unreadable.faults) from None
    return difference(current, directory_passwords.settle(organization, wanted, dry_run=True))
