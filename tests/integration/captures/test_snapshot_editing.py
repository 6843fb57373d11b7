"""Names, notes and new versions made in the portal."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from ingesting import ingest, upload
from sqlalchemy import select

from factories import make_account, make_organization, make_snapshot_version, make_terminal
from importer.catalogue import catalogue
from portal.domain.words import Origin
from portal.extensions import db
from portal.models import Organization, Snapshot, SnapshotVersion
from portal.services import captures, snapshot_details, snapshot_edits
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.snapshot_details import SnapshotDetails

BEFORE = {"audio.ring_volume": 60, "phone.auto_answer": True}
AFTER = {"audio.ring_volume": 40, "phone.dtmf": "info"}


@pytest.fixture
def version(database):
    return make_snapshot_version(make_organization(), settings=BEFORE, source_extension="1234")


def edit(version, values, seen_number=1):
    return snapshot_edits.edit(version, values, catalogue(), seen_number=seen_number, who="sato")


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-1", "SNP-3")
def test_an_edit_is_the_next_version_and_says_who_made_it_from_which(database, version):
    made = edit(version, AFTER)

    assert (made.number, made.settings) == (2, '{"audio.ring_volume":40,"phone.dtmf":"info"}')
    assert (made.origin, made.account_login, made.edited_from) == (Origin.EDIT, "sato", 1)
    assert (made.source_extension, made.captured_at) == ("1234", version.captured_at)
    assert made.received_at > version.received_at
    assert version.settings == '{"audio.ring_volume":60,"phone.auto_answer":true}'


@pytest.mark.rule("CAP-7", "TRU-19")
def test_an_edit_is_judged_as_a_capture_is_and_each_bad_value_is_named(database, version):
    with pytest.raises(NotAcceptable) as refused:
        edit(version, {"audio.ring_volume": 101, "phone.dtmf": "morse", "window.language": "ja"})

    assert {fault.pointer for fault in refused.value.faults} == {
        "/settings/audio.ring_volume",
        "/settings/phone.dtmf",
    }
    assert database.scalars(select(SnapshotVersion.number)).all() == [1]


@pytest.mark.rule("TRU-16", "CAP-9")
def test_a_secret_that_is_typed_is_refused_and_not_kept(database, version):
    with pytest.raises(NotAcceptable):
        edit(version, {"cti.url_template": "https://crm.example.com/?password=hunter22"})

    assert "hunter22" not in "".join(database.scalars(select(SnapshotVersion.settings)))


@pytest.mark.rule("CAP-8")
def test_what_is_not_shared_does_not_get_into_a_version_by_an_edit(database, version):
    made = edit(version, AFTER | {"terminal.extension": "1001", "agent.enabled": True, "tea.time": 4})

    assert made.settings == '{"audio.ring_volume":40,"phone.dtmf":"info"}'


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-2")
def test_an_edit_that_changes_nothing_makes_no_version(database, version):
    assert edit(version, BEFORE) is None
    assert database.get(Snapshot, version.snapshot_id).last_number == 1


@pytest.mark.rule("PRF-9")
def test_who_edits_while_another_version_came_is_told_whose_it_is(database, version):
    edit(version, AFTER)

    with pytest.raises(EditConflict) as refused:
        edit(version, {"audio.ring_volume": 5})

    assert refused.value.changed_by == "sato"
    assert edit(version, {"audio.ring_volume": 5}, seen_number=2).number == 3


@pytest.mark.rule("PRF-9", "SNP-1")
def test_of_eight_edits_at_once_one_is_made_and_the_others_are_told(app, database, version):
    version_id = version.id
    database.commit()

    def work(volume):
        with app.app_context():
            try:
                made = edit(db.session.get(SnapshotVersion, version_id), {"audio.ring_volume": volume})
                db.session.commit()
            except EditConflict:
                return None
            return made.number

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(work, range(8)))

    assert sorted(made, key=str) == [2, *[None] * 7]
    assert database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.number)).all() == [1, 2]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-2")
def test_a_version_counts_how_often_it_was_seen_again(database):
    organization = make_organization()
    source = {"terminal": make_terminal(organization), "account": make_account(organization)}

    def capture(key):
        received = captures.receive(upload(), key=key, **source).capture
        database.commit()
        return ingest(received)

    first, _second, third = (capture(key) for key in "abc")

    version = database.get(SnapshotVersion, first.snapshot_version_id, populate_existing=True)
    assert third.snapshot_version_id == version.id
    assert (version.seen_again, version.seen_at) == (2, third.received_at)


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-5", "PRF-3")
def test_name_and_note_are_kept_normalised_and_trimmed(database, version):
    snapshot = database.get(Snapshot, version.snapshot_id)

    snapshot_details.edit(
        snapshot, SnapshotDetails(" カ\u3099イド ", "一行目\r\n二行目"), seen_revision=snapshot.revision
    )

    assert (snapshot.name, snapshot.note) == ("ガイド", "一行目\n二行目")


@pytest.mark.rule("SNP-5", "PRF-3")
@pytest.mark.parametrize(
    ("name", "note", "place"),
    [("", "", "/name"), ("a" * 61, "", "/name"), ("a\0", "", "/name"), ("a", "b" * 501, "/note")],
)
def test_a_bad_name_or_note_is_refused(database, version, name, note, place):
    snapshot = database.get(Snapshot, version.snapshot_id)

    with pytest.raises(NotAcceptable) as refused:
        snapshot_details.edit(snapshot, SnapshotDetails(name, note), seen_revision=snapshot.revision)

    assert [fault.pointer for fault in refused.value.faults] == [place]


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("SNP-5", "PRF-3", "PRF-9")
def test_a_name_is_one_snapshots_alone_and_the_second_editor_is_refused(database, version):
    snapshot = database.get(Snapshot, version.snapshot_id)
    seen = snapshot.revision
    make_snapshot_version(database.get(Organization, snapshot.organization_id), "受付用")

    with pytest.raises(Taken):
        snapshot_details.edit(snapshot, SnapshotDetails("受付用", ""), seen_revision=seen)
    snapshot_details.edit(snapshot, SnapshotDetails("新しい名前", ""), seen_revision=seen)
    with pytest.raises(EditConflict):
        snapshot_details.edit(snapshot, SnapshotDetails("もっと新しい名前", ""), seen_revision=seen)

    assert snapshot.name == "新しい名前"
