"""A new version made in the portal, from one that is there (SNP-1, SNP-3)."""

from collections.abc import Mapping

from importer.canonical import digest
from importer.catalogue import Catalogue
from importer.checking import Refused, judge
from importer.json_value import JsonValue
from importer.masking import mask
from portal.domain.audit import Action
from portal.domain.words import Origin
from portal.models import SnapshotVersion
from portal.queries.clock import database_now
from portal.services.errors import EditConflict, NotAcceptable
from portal.services.snapshot_history import record_version
from portal.services.snapshots import add_version, locked, newest_of


def edit(
    version: SnapshotVersion,
    values: Mapping[str, JsonValue],
    catalogue: Catalogue,
    *,
    seen_number: int,
    who: str,
) -> SnapshotVersion | None:
    """Make `values` the next version, edited from `version`; None when the newest has them already.

    `seen_number` is the last number that was given when the person began. Raises NotAcceptable with each bad
    value, as for a capture (CAP-7), and EditConflict when another version came meanwhile.
    """
    settings = judged(values, catalogue)
    snapshot = locked(version.snapshot_id)
    newest = newest_of(version.snapshot_id)
    if snapshot is None or newest is None:
        raise EditConflict
    if snapshot.last_number != seen_number:
        raise EditConflict(newest.account_login, newest.created_at)
    if newest.digest == digest(settings):
        return None
    columns: dict[str, object] = {
        "captured_at": version.captured_at,
        "received_at": database_now(),
        "source_extension": version.source_extension,
        "source_version": version.source_version,
        "account_login": who,
        "origin": Origin.EDIT,
        "edited_from": version.number,
    }
    added = add_version(snapshot, settings, columns)
    record_version(added, Action.VERSION_CREATED, edited_from=version.number)
    return added


def judged(values: Mapping[str, JsonValue], catalogue: Catalogue) -> dict[str, JsonValue]:
    """Return what of `values` a version takes. Raises NotAcceptable with each bad value (CAP-7)."""
    judgement = judge(_masked(values, catalogue), catalogue)
    if isinstance(judgement, Refused):
        raise NotAcceptable(judgement.faults)
    return judgement.values


def _masked(values: Mapping[str, JsonValue], catalogue: Catalogue) -> Mapping[str, JsonValue]:
    # What is typed may carry a secret as well as what a softphone sends (TRU-16); then it is refused.
    masked = mask(dict(values), catalogue)
    return masked if isinstance(masked, dict) else {}
