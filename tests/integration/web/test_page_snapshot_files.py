"""Versions as files: out of one organisation, into another."""

import io
import json

import pytest
from captures_and_versions import path_of
from pages_in_words import column, refusals
from sqlalchemy import select

from factories import make_administrator, make_organization, make_snapshot_version
from importer.reading import Limits
from portal.domain import snapshot_file
from portal.domain.words import CaptureState, Origin
from portal.models import Capture, Snapshot, SnapshotVersion
from portal.web.snapshots import files
from workers.captures import ingest

SETTINGS = {"audio.ring_volume": 60, "phone.auto_answer": True}


@pytest.fixture
def exported(portal, organization):
    """The file of a version, as the browser saves it."""
    return portal.client.get(
        path_of(make_snapshot_version(organization, "標準/設定", settings=SETTINGS), "file")
    )


def take_in(browser, content, *, name="", file_name="標準設定-1.json"):
    browser.get("/snapshots/import")
    return browser.submit("/snapshots/import", file=(io.BytesIO(content), file_name), name=name)


@pytest.fixture
def elsewhere(database, sign_in):
    """An administrator's browser of another organisation, and that organisation."""
    other = make_organization()
    return sign_in(make_administrator(other, "tanaka")), other


@pytest.mark.rule("SNP-6", "TRU-18")
def test_a_version_is_saved_as_a_file_with_its_name(exported):
    assert exported.mimetype == "application/json"
    disposition = exported.headers["Content-Disposition"]
    assert disposition.isascii()
    assert disposition.startswith("attachment; ")
    assert "%E6%A8%99%E6%BA%96-%E8%A8%AD%E5%AE%9A-1.json" in disposition
    assert exported.json["capture"]["settings"] == SETTINGS


@pytest.mark.rule("SNP-6", "CAP-6")
def test_a_file_is_taken_in_by_another_organisation_as_a_capture(exported, elsewhere, database):
    browser, other = elsewhere

    shown = take_in(browser, exported.data)
    capture = database.scalars(select(Capture)).one()
    waiting = (capture.state, capture.origin, capture.file_name, capture.account_login, capture.terminal_id)
    ingest(capture.id)

    assert shown.path == f"/snapshots/captures/{capture.public_id}"
    assert waiting == (CaptureState.RECEIVED, Origin.FILE, "標準設定-1.json", "tanaka", None)
    snapshot = database.scalars(select(Snapshot).filter_by(organization_id=other.id)).one()
    version = database.scalars(select(SnapshotVersion).filter_by(snapshot_id=snapshot.id)).one()
    assert (snapshot.name, version.number, json.loads(version.settings)) == ("標準/設定", 1, SETTINGS)
    assert (version.origin, version.source_extension, version.source_version) == (
        Origin.FILE,
        "1001",
        "3.13.7",
    )
    assert column(browser.get("/snapshots/"), 3) == ["File (1001)"]


@pytest.mark.rule("SNP-6", "PRF-3")
def test_a_file_can_be_given_another_name(exported, elsewhere, database):
    browser, _other = elsewhere

    refused = take_in(browser, exported.data, name="あ" * 61)
    take_in(browser, exported.data, name=" 受付用 ")

    assert refused.status_code == 422
    assert "at most 60" in refusals(refused)[0]
    assert database.scalars(select(Capture.name)).all() == ["受付用"]


@pytest.mark.rule("SNP-6", "CAP-7")
def test_a_file_with_a_bad_value_is_refused_as_a_capture_is(exported, elsewhere, database):
    browser, _other = elsewhere
    document = exported.json
    document["capture"]["settings"]["audio.ring_volume"] = 101

    take_in(browser, json.dumps(document).encode())
    capture = database.scalars(select(Capture)).one()
    ingest(capture.id)
    answer = browser.get(f"/snapshots/captures/{capture.public_id}")

    assert "Mend these in the file and take it in again" in answer.page.words(".//main")
    assert "Audio > Ring volume" in answer.page.words(".//main")


@pytest.mark.rule("SNP-6", "TRU-16")
def test_a_secret_in_a_file_is_never_stored(exported, elsewhere, database):
    browser, _other = elsewhere
    document = exported.json
    document["capture"]["settings"] |= {"terminal.password": "hunter22", "crm.token": "hunter22"}

    take_in(browser, json.dumps(document).encode())

    assert "hunter22" not in database.scalars(select(Capture.body)).one()


@pytest.mark.rule("CAP-9")
def test_a_secret_in_the_place_of_a_fault_is_not_shown(portal):
    answer = take_in(portal, b'{"password=hunter22": 1}')

    assert answer.status_code == 422
    assert "hunter22" not in answer.text


@pytest.mark.rule("PRF-3")
def test_a_name_that_is_refused_comes_back_as_it_was_typed(exported, elsewhere):
    browser, _other = elsewhere

    answer = take_in(browser, exported.data, name="受付\u3000" + "用" * 60)

    assert answer.page.find(".//input[@name='name']").get("value").startswith("受付\u3000用")


@pytest.mark.rule("SNP-6", "TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "Choose a file.", id="empty"),
        pytest.param(b"{", "Not JSON", id="no JSON"),
        pytest.param(b"{}", "The file cannot be taken in", id="something else"),
        pytest.param(b"\xff\xff", "Not UTF-8", id="no text"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_reason_and_nothing_is_stored(
    portal, database, content, said
):
    answer = take_in(portal, content)

    assert answer.status_code == 422
    assert said in answer.page.words(".//main")
    assert database.scalars(select(Capture)).all() == []


@pytest.mark.rule("SNP-6", "TRU-18")
def test_a_file_that_is_too_large_is_refused_and_no_more_of_it_is_read(
    portal, exported, database, monkeypatch
):
    limits = Limits(bytes=100)
    for module in (files, snapshot_file):
        monkeypatch.setattr(module, "FILE_LIMITS", limits)

    answer = take_in(portal, exported.data)

    assert answer.status_code == 422
    assert "Too large: at most 100 bytes" in answer.page.words(".//main")
    assert database.scalars(select(Capture)).all() == []


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("file_name", ["<b>.json", "x" * 300 + ".json", "../../etc/passwd"])
def test_a_file_name_is_only_text(portal, exported, database, file_name):
    answer = take_in(portal, exported.data, file_name=file_name)

    assert answer.status_code == 200
    assert len(database.scalars(select(Capture.file_name)).one()) <= 200


@pytest.mark.rule("SNP-6")
def test_without_a_file_the_page_asks_for_one(portal):
    portal.get("/snapshots/import")

    answer = portal.submit("/snapshots/import", name="名前")

    assert answer.status_code == 422
    assert answer.page.find(".//input[@name='name']").get("value") == "名前"
