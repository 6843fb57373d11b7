"""What may be deleted of snapshots, and what profiles keep."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from ingesting import ingest, upload
from sqlalchemy import func, inspect, select

from factories import make_account, make_organization, make_profile, make_snapshot_version, make_terminal
from portal.extensions import db
from portal.models import AuditEntry, Capture, Profile, Snapshot, SnapshotVersion
from portal.services import captures, other_settings, snapshot_deletion
from portal.services.errors import InUse, NotAcceptable, NotAllowed


def copy_of(row):
    """The row as somebody else read it a moment ago."""
    return type(row)(**{column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs})


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("OTH-7", "SNP-5")
def test_a_pinned_version_cannot_be_deleted_and_says_who_pins_it(database):
    organization = make_organization()
    pinned, free = make_snapshot_version(organization), make_snapshot_version(organization)
    for name in ("総務部", "営業部"):
        make_profile(organization, name, pinned=pinned)

    with pytest.raises(InUse) as refused:
        snapshot_deletion.delete_version(pinned)
    snapshot_deletion.delete_version(free)

    assert sorted(refused.value.by) == ["営業部", "総務部"]
    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("HIS-1", "SNP-5")
def test_who_comes_second_has_deleted_nothing_and_is_not_recorded(database):
    organization = make_organization()
    gone = make_snapshot_version(organization, "旧")
    whole = database.get(Snapshot, make_snapshot_version(organization, "新").snapshot_id)
    make_snapshot_version(organization, "旧")
    make_snapshot_version(organization, "旧")
    make_snapshot_version(organization, "別")
    late = [copy_of(gone), copy_of(whole)]
    snapshot_deletion.delete_version(gone)
    snapshot_deletion.delete_snapshot(whole)
    database.commit()
    before = database.scalar(select(func.count()).select_from(AuditEntry))

    snapshot_deletion.delete_version(late[0])
    snapshot_deletion.delete_snapshot(late[1])
    database.commit()

    assert database.scalar(select(func.count()).select_from(AuditEntry)) == before


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("OTH-7", "SNP-5")
def test_a_snapshot_goes_with_all_its_versions_but_not_while_one_is_pinned(database):
    organization = make_organization()
    free, pinned = make_snapshot_version(organization, "旧"), make_snapshot_version(organization, "新")
    make_snapshot_version(organization, "旧")
    make_profile(organization, "営業部", pinned=pinned)

    with pytest.raises(InUse) as refused:
        snapshot_deletion.delete_snapshot(database.get(Snapshot, pinned.snapshot_id))
    snapshot_deletion.delete_snapshot(database.get(Snapshot, free.snapshot_id))

    assert refused.value.by == ["営業部"]
    assert database.scalars(select(Snapshot.name)).all() == ["新"]
    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-5")
def test_the_only_version_goes_with_its_snapshot_alone(database):
    only = make_snapshot_version(make_organization())

    with pytest.raises(NotAllowed):
        snapshot_deletion.delete_version(only)

    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("OTH-7")
@pytest.mark.parametrize("whole", [False, True])
def test_the_database_itself_keeps_a_pinned_version(database, monkeypatch, whole):
    organization = make_organization()
    pinned = make_snapshot_version(organization)
    make_snapshot_version(organization)
    make_profile(organization, "営業部", pinned=pinned)
    answers = iter([[], ["営業部"]])
    # As if the profile had been saved between looking and deleting.
    monkeypatch.setattr(snapshot_deletion, "profiles_pinning", lambda _ids: next(answers))

    delete = snapshot_deletion.delete_snapshot if whole else snapshot_deletion.delete_version
    doomed = database.get(Snapshot, pinned.snapshot_id) if whole else pinned

    with pytest.raises(InUse) as refused:
        delete(doomed)

    assert refused.value.by == ["営業部"]
    assert database.scalar(select(func.count()).select_from(SnapshotVersion)) == 2


@pytest.mark.rule("OTH-7", "TRU-19")
def test_of_a_pin_and_a_deletion_at_the_same_moment_one_is_refused(app, database):
    organization = make_organization()
    rounds = 10
    versions = [make_snapshot_version(organization, f"設定{turn}") for turn in range(rounds)]
    for turn in range(rounds):
        make_snapshot_version(organization, f"設定{turn}")
    profiles = [make_profile(organization) for _ in range(rounds)]
    pairs = [(version.id, profile.id) for version, profile in zip(versions, profiles, strict=True)]
    database.commit()
    together = threading.Barrier(2)

    def pin(version_id, profile_id):
        profile = db.session.get(Profile, profile_id)
        other_settings.pin(profile, version_id, seen_revision=profile.revision, who="sato")

    def delete(version_id, _profile_id):
        snapshot_deletion.delete_version(db.session.get(SnapshotVersion, version_id))

    def run(work):
        done = []
        for pair in pairs:
            with app.app_context():
                together.wait()
                try:
                    work(*pair)
                    db.session.commit()
                    done.append(True)
                except (InUse, NotAcceptable):
                    done.append(False)
        return done

    with ThreadPoolExecutor(2) as pool:
        pinned, deleted = pool.map(run, (pin, delete))

    assert [one is not other for one, other in zip(pinned, deleted, strict=True)] == [True] * rounds
    left = set(database.scalars(select(SnapshotVersion.id)))
    assert [version_id in left for version_id, _ in pairs] == pinned


@pytest.mark.rule("SNP-1", "SNP-5", "CAP-5")
def test_the_number_of_a_deleted_version_is_not_given_again_and_its_capture_stays(database):
    organization = make_organization()
    source = {"terminal": make_terminal(organization), "account": make_account(organization)}

    def capture(volume):
        received = captures.receive(upload({"audio.ring_volume": volume}), key=str(volume), **source)
        database.commit()
        return ingest(received.capture)

    capture(1)
    second = capture(2)
    snapshot_deletion.delete_version(database.get(SnapshotVersion, second.snapshot_version_id))
    database.commit()

    third = capture(3)

    assert database.get(SnapshotVersion, third.snapshot_version_id).number == 3
    assert database.get(Capture, second.id, populate_existing=True).snapshot_version_id is None
