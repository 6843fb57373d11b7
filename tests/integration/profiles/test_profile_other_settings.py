"""The snapshot version that a profile pins."""

import pytest
from werkzeug.exceptions import NotFound

from factories import make_organization, make_profile, make_snapshot_version
from portal.queries import snapshots
from portal.queries.listing import Listing
from portal.queries.profiles import profile_of
from portal.services import other_settings
from portal.services.errors import NotAcceptable

pytestmark = pytest.mark.on("postgresql", "sqlite")


def pin(profile, version_id):
    other_settings.pin(profile, version_id, seen_revision=profile.revision, who="sato")


@pytest.mark.rule("OTH-2")
def test_snapshots_are_offered_with_their_newest_version(database):
    organization = make_organization()
    make_snapshot_version(organization, "標準設定")
    newest = make_snapshot_version(organization, "標準設定")
    make_snapshot_version(organization, "受付用")
    make_snapshot_version(make_organization(), "他社")

    rows = {row.name: row for row in snapshots.choices(organization.id, Listing()).items}
    found = snapshots.choices(organization.id, Listing(search="受付"))

    assert rows.keys() == {"標準設定", "受付用"}
    assert (rows["標準設定"].version_id, rows["標準設定"].version) == (newest.id, 2)
    assert (rows["標準設定"].source_extension, rows["標準設定"].source_version) == ("1001", "3.13.7")
    assert [row.name for row in found.items] == ["受付用"]


@pytest.mark.rule("OTH-2", "OTH-3", "OTH-6")
def test_a_version_is_pinned_and_let_go(database):
    organization = make_organization()
    version = make_snapshot_version(organization)
    profile = make_profile(organization)

    pin(profile, version.id)
    pinned = profile_of(organization.id, profile.id).pinned
    pin(profile, None)

    assert (pinned.id, pinned.snapshot.name, pinned.number) == (version.id, "標準設定", 1)
    assert profile_of(organization.id, profile.id).pinned is None


@pytest.mark.rule("OTH-4")
def test_a_newer_version_is_known_and_nothing_moves_by_itself(database):
    organization = make_organization()
    first = make_snapshot_version(organization)
    profile = make_profile(organization, pinned=first)
    alone = snapshots.newer_than(first)
    make_snapshot_version(organization)
    newest = make_snapshot_version(organization)

    assert alone is None
    assert snapshots.newer_than(first).id == newest.id
    assert snapshots.newer_than(newest) is None
    assert profile_of(organization.id, profile.id).snapshot_version_id == first.id
    assert [row.number for row in snapshots.versions_of(organization.id, first.snapshot_id)] == [3, 2, 1]


@pytest.mark.rule("ACC-4", "TRU-19")
def test_another_organisations_version_is_refused(database):
    organization = make_organization()
    foreign = make_snapshot_version(make_organization())
    profile = make_profile(organization)
    before = profile.revision

    for bad in (foreign.id, 0, -1, 2**40):
        with pytest.raises(NotAcceptable):
            pin(profile, bad)
    for bad in (foreign.id, 2**40):
        with pytest.raises(NotFound):
            snapshots.version_of(organization.id, bad)

    assert (profile.revision, profile.snapshot_version_id) == (before, None)
