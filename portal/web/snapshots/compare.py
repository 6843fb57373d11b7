"""Any two versions side by side, of one snapshot or of two (SNP-4)."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from importer.catalogue import catalogue
from portal.models import SnapshotVersion
from portal.queries import snapshot_versions
from portal.queries import snapshots as lookups
from portal.queries.listing import read_listing
from portal.queries.snapshots import version_numbered
from portal.web.access import administrators_only
from portal.web.lists import Address, plain, shown
from portal.web.page import page
from portal.web.setting_values import ShownDifference, differences, grouped
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.words import CHANGES
from portal.web.times import captured

# So many versions are offered of each side; others have their own addresses.
MOST_OFFERED = 200
_SIDE = re.compile(r"([0-9]{1,10})\.([0-9]{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: a version, and what else of its snapshot can be chosen."""

    version: SnapshotVersion
    value: str
    choices: list[tuple[str, int, str]]


@snapshots.get("/compare")
@administrators_only
def compare() -> ResponseReturnValue:
    """Show what differs from the left version to the right one, by menu; either side can be chosen."""
    right = _version(request.args.get("right", ""))
    left = _version(request.args.get("left", "")) or _before(right)
    sides = {name: side for name, side in (("left", _side(left)), ("right", _side(right))) if side}
    kept = {name: side.value for name, side in sides.items()}
    found = _differences(left, right)
    listing = read_listing(request.args, sorts=lookups.ORDERS)
    address: Address = partial(url_for, "snapshots.compare", left=kept.get("left"), right=kept.get("right"))
    return page(
        "snapshots/compare",
        sides=sides,
        kept=kept,
        changes=CHANGES,
        counts=Counter(each.change for each in found),
        menus=grouped((each.menu, each) for each in found),
        listing=listing,
        rows=shown(lookups.choices(g.organization_id, listing), listing, address),
        headings=plain(_("Setting name"), _("Newest version"), _("Choose")),
        captured=captured,
    )


def _version(text: str) -> SnapshotVersion | None:
    """Return what "snapshot.number" names; what cannot be read or is not there counts as not chosen."""
    named = _SIDE.fullmatch(text)
    if named is None:
        return None
    try:
        return version_numbered(g.organization_id, int(named[1]), int(named[2]))
    except NotFound:
        return None


def _before(version: SnapshotVersion | None) -> SnapshotVersion | None:
    number = snapshot_versions.number_before(version) if version else None
    return version_numbered(g.organization_id, version.snapshot_id, number) if version and number else None


def _side(version: SnapshotVersion | None) -> Side | None:
    if version is None:
        return None
    offered: Sequence[tuple[int, str]] = snapshot_versions.numbers_of(version.snapshot_id, MOST_OFFERED)
    if version.number not in dict(offered):
        offered = [*offered, (version.number, version.captured_at)]
    choices = [(f"{version.snapshot_id}.{number}", number, at) for number, at in offered]
    return Side(version, f"{version.snapshot_id}.{version.number}", choices)


def _differences(left: SnapshotVersion | None, right: SnapshotVersion | None) -> list[ShownDifference]:
    if left is None or right is None:
        return []
    return differences(json.loads(left.settings), json.loads(right.settings), catalogue())
