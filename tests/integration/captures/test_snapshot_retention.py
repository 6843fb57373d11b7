"""How many versions of a snapshot stay."""

from dataclasses import replace

import pytest
from ingesting import upload
from sqlalchemy import select

from factories import make_account, make_organization, make_profile, make_snapshot_version, make_terminal
from importer.catalogue import catalogue
from portal.models import SnapshotVersion
from portal.services import captures, snapshot_edits, snapshot_retention
from workers.captures import ingest as ingest_task

pytestmark = pytest.mark.on("postgresql", "sqlite")


def numbers(database):
    return database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.number)).all()


@pytest.fixture
def six(database):
    organization = make_organization()
    return organization, [make_snapshot_version(organization) for _ in range(6)]


@pytest.mark.rule("SNP-7")
def test_the_oldest_go_until_no_more_than_the_limit_are_left(database, six):
    _organization, versions = six

    gone = snapshot_retention.keep(versions[0].snapshot_id, 4)

    assert gone == 2
    assert numbers(database) == [3, 4, 5, 6]


@pytest.mark.rule("SNP-7", "OTH-7")
def test_what_a_profile_pins_stays_and_the_next_oldest_goes_instead(database, six):
    organization, versions = six
    make_profile(organization, pinned=versions[0])

    snapshot_retention.keep(versions[0].snapshot_id, 4)

    assert numbers(database) == [1, 4, 5, 6]


@pytest.mark.rule("SNP-7")
@pytest.mark.parametrize("most", [1, 2])
def test_all_that_is_pinned_stays_however_low_the_limit_and_so_does_the_newest(database, six, most):
    organization, versions = six
    for version in versions[1:4]:
        make_profile(organization, pinned=version)

    snapshot_retention.keep(versions[0].snapshot_id, most)

    assert numbers(database) == [2, 3, 4, 6]


@pytest.fixture
def at_most_three(app, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], snapshot_versions=3))


@pytest.mark.rule("SNP-7", "SNP-1")
def test_a_capture_that_makes_one_version_too_many_removes_the_oldest(database, at_most_three):
    organization = make_organization()
    source = {"terminal": make_terminal(organization), "account": make_account(organization)}

    for volume in range(5):
        received = captures.receive(upload({"audio.ring_volume": volume}), key=str(volume), **source)
        capture_id = received.capture.id
        database.commit()
        ingest_task(capture_id)

    assert numbers(database) == [3, 4, 5]


@pytest.mark.rule("SNP-7", "SNP-1")
def test_an_edit_that_makes_one_version_too_many_removes_the_oldest(database, at_most_three):
    organization = make_organization()
    first, *_others = [make_snapshot_version(organization) for _ in range(3)]

    snapshot_edits.edit(first, {"audio.ring_volume": 5}, catalogue(), seen_number=3, who="sato")
    database.commit()

    assert numbers(database) == [2, 3, 4]
