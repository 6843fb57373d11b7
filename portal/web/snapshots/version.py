"""One version by menu, with labels, defaults and units, searchable (SNP-3, SNP-4)."""

import json
import unicodedata
from dataclasses import replace

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from importer.catalogue import catalogue
from portal.models import SnapshotVersion
from portal.queries import snapshot_versions
from portal.queries.listing import Listing, read_listing
from portal.queries.snapshots import version_numbered
from portal.web.access import administrators_only
from portal.web.page import page
from portal.web.setting_values import ShownMenu, ShownSetting, by_menu
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.frame import snapshot_of, tabs_of
from portal.web.snapshots.words import source_of
from portal.web.times import captured, moment

MOST_NAMED = 5


@snapshots.get("/<int:snapshot_id>/")
@administrators_only
def snapshot(snapshot_id: int) -> ResponseReturnValue:
    """Lead to the newest version of a snapshot."""
    number = snapshot_versions.newest_number(snapshot_of(snapshot_id).id)
    if not number:
        abort(404)
    return redirect(url_for(".version", snapshot_id=snapshot_id, number=number), 303)


@snapshots.get("/<int:snapshot_id>/versions/<int:number>")
@administrators_only
def version(snapshot_id: int, number: int) -> ResponseReturnValue:
    """Show the settings of one version, all or those that are looked for."""
    return version_page(version_numbered(g.organization_id, snapshot_id, number))


def version_page(
    found: SnapshotVersion, status: int = 200, problem: str | None = None
) -> ResponseReturnValue:
    """Answer with the page of a version; `problem` says why something was not done to it."""
    listing = read_listing(request.args, filters={"only": ("different",)})
    values = json.loads(found.settings)
    users, used = snapshot_versions.users_of(found.id, MOST_NAMED)
    return page(
        "snapshots/version",
        status,
        snapshot=found.snapshot,
        version=found,
        newest=snapshot_versions.newest_number(found.snapshot_id),
        tabs=tabs_of(found.snapshot, found.number, "version"),
        listing=listing,
        filters=[("", _("All settings")), ("different", _("Only what differs from the default"))],
        menus=_looked_for(by_menu(values, catalogue()), listing),
        total=len(values),
        unlisted=sorted(key for key in values if catalogue().get(key) is None),
        users=users,
        used=used,
        problem=problem,
        source_of=source_of,
        moment=moment,
        captured=captured,
    )


def _looked_for(menus: list[ShownMenu], listing: Listing) -> list[ShownMenu]:
    only = bool(listing.filter("only"))
    wanted = _plain(listing.search)
    kept = (
        replace(menu, settings=[each for each in menu.settings if _shows(menu, each, wanted, different=only)])
        for menu in menus
    )
    return [menu for menu in kept if menu.settings]


def _shows(menu: ShownMenu, setting: ShownSetting, wanted: str, *, different: bool) -> bool:
    if different and setting.is_default:
        return False
    words = (menu.label, setting.label, setting.key, setting.value)
    return any(wanted in _plain(text) for text in words)


def _plain(text: str) -> str:
    # Full-width letters are found by narrow ones, and capitals by small ones.
    return unicodedata.normalize("NFKC", text).casefold()
