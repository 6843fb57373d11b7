"""What stands around each page of one snapshot: its name, its tabs, what may be done with it."""

from functools import partial
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from portal.models import Snapshot
from portal.queries import snapshot_list, snapshot_versions


def snapshot_of(snapshot_id: int) -> Snapshot:
    """Return the organisation's snapshot; another's does not exist (ACC-4): NotFound."""
    return snapshot_list.snapshot_of(g.organization_id, snapshot_id)


def tabs_of(snapshot: Snapshot, number: int, current: str) -> list[tuple[Any, str, bool, str | None]]:
    """Return the tabs; `number` is the version that is being looked at, `current` the tab's endpoint."""
    used = snapshot_versions.how_many_use(snapshot.id)
    address = partial(url_for, snapshot_id=snapshot.id)
    pages = [
        ("version", _("Settings"), address("snapshots.version", number=number), None),
        ("versions", _("Versions"), address("snapshots.versions"), None),
        ("profiles", _("Used by"), address("snapshots.profiles"), str(used) if used else None),
    ]
    return [(label, url, name == current, mark) for name, label, url, mark in pages]
