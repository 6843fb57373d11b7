"""What softphones uploaded, and what it became."""

import uuid

import pytest
from pages_in_words import alerts, column, facts, rows

from factories import make_organization, make_profile, make_snapshot_version, make_terminal, stored
from portal.domain.words import CaptureState
from portal.models import Capture


def make_capture(organization, **columns):
    """Make a capture from a terminal of the organisation."""
    terminal = make_terminal(organization)
    columns = {
        "public_id": str(uuid.uuid4()),
        "source_extension": terminal.extension,
        "account_login": "admin",
        "name": "標準設定",
        "captured_at": "2026-11-20T09:00:00+09:00",
        "source_version": "3.13.7",
        "source_os": "Windows 11 10.0.26100",
        "body_digest": "0" * 64,
        "body": "{}",
        "state": CaptureState.RECEIVED,
    } | columns
    return stored(Capture(organization_id=organization.id, terminal_id=terminal.id, **columns))


def polls(answer, name):
    """Whether the part called `name` asks for itself again."""
    return answer.page.find(f".//*[@id='{name}']").get("hx-trigger") == "every 2s"


@pytest.mark.rule("SNP-4")
def test_the_list_says_where_the_newest_version_came_from_and_who_uses_it(admin, sign_in, organization):
    first = make_snapshot_version(organization, "標準設定")
    make_snapshot_version(
        organization, "標準設定", captured_at="2026-11-21T10:30:00+09:00", source_extension="1002"
    )
    make_profile(organization, pinned=first)
    make_snapshot_version(make_organization(), "他社")

    answer = sign_in(admin, "ja").get("/snapshots/")

    assert answer.page.words(".//h1") == "ソフトフォン設定値取得"
    assert rows(answer) == [["標準設定", "2", "2026-11-21 10:30:00", "1002", "3.13.7", "1"]]


@pytest.mark.rule("SNP-4")
def test_without_any_the_list_says_how_to_capture(portal):
    answer = portal.get("/snapshots/")

    assert "sign in on it as an administrator and capture" in answer.page.words(".//main")


@pytest.mark.rule("SNP-4")
def test_the_list_is_searched_sorted_and_paged(portal, organization):
    for number in range(60):
        make_snapshot_version(organization, f"設定{number:02}")

    assert column(portal.get("/snapshots/", search="設定5"), 0) == [f"設定5{digit}" for digit in range(10)]
    assert len(rows(portal.get("/snapshots/", page=2))) == 10
    assert column(portal.get("/snapshots/", sort="name", descending="1"), 0)[0] == "設定59"


@pytest.mark.rule("SNP-3", "SNP-4")
def test_a_version_is_shown_by_menu_with_its_labels(admin, sign_in, organization):
    version = make_snapshot_version(
        organization, settings={"audio.ring_volume": 60, "phone.auto_answer": True, "phone.dtmf": "info"}
    )
    make_profile(organization, "営業部", pinned=version)

    answer = sign_in(admin, "ja").get(f"/snapshots/{version.snapshot_id}/")

    assert [heading.text for heading in answer.page.all(".//main//h2")] == [
        "バージョン一覧",
        "電話機能",
        "音声設定",
    ]
    assert rows(answer, ".//div[@aria-label='電話機能']/table")[0] == ["自動応答する", "オン"]
    shown = facts(answer)
    assert shown["取得元ソフトフォンの内線番号"] == "1001"
    assert shown["配信に使用している設定配信"] == "営業部"


@pytest.mark.rule("SNP-4")
def test_any_two_versions_are_compared(portal, organization):
    first = make_snapshot_version(organization, settings={"audio.ring_volume": 60})
    for volume in (70, 80):
        make_snapshot_version(organization, settings={"audio.ring_volume": volume})

    answer = portal.get(f"/snapshots/{first.snapshot_id}/versions/3", compare=1)

    assert rows(answer, ".//*[@id='difference']//table") == [["Audio > Ring volume", "60 %", "80 %"]]


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("compare", ["9", "x", "-1", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_compared(portal, organization, compare):
    version = make_snapshot_version(organization)

    answer = portal.get(f"/snapshots/{version.snapshot_id}/versions/1", compare=compare)

    assert answer.status_code == 200
    assert answer.page.root.find(".//*[@id='difference']") is None


@pytest.mark.rule("CAP-6")
def test_captures_are_shown_from_the_moment_they_are_received(admin, sign_in, organization):
    version = make_snapshot_version(organization)
    make_capture(organization)
    make_capture(organization, state=CaptureState.INGESTED, snapshot_version_id=version.id)
    make_capture(organization, state=CaptureState.REFUSED)
    make_capture(make_organization())

    answer = sign_in(admin, "ja").get("/snapshots/captures/")

    assert column(answer, 2) == ["取込不可", "取込済み バージョン 1", "受付済み"]


@pytest.mark.rule("CAP-6")
def test_the_list_follows_the_states_while_any_is_open(portal, organization):
    waiting = make_capture(organization)
    open_list = portal.get("/snapshots/captures/")
    waiting.state = CaptureState.REFUSED

    settled = portal.htmx_get("/snapshots/captures/")

    assert polls(open_list, "capture-rows")
    assert not polls(settled, "capture-rows")


@pytest.mark.rule("CAP-6")
def test_a_refused_capture_names_every_reason(portal, organization):
    capture = make_capture(
        organization,
        state=CaptureState.REFUSED,
        faults=[
            {"pointer": "/settings/phone.dtmf", "code": "not_allowed", "params": {"allowed": "info"}},
            {
                "pointer": "/settings/audio.ring_volume",
                "code": "wrong_type",
                "params": {"expected": "integer"},
            },
        ],
    )

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    assert [" ".join("".join(item.itertext()).split()) for item in answer.page.all(".//main//li")][-2:] == [
        "Phone > DTMF method (/settings/phone.dtmf): Not allowed here. Possible: info.",
        "Audio > Ring volume (/settings/audio.ring_volume): Wrong type: expected is integer.",
    ]
    assert not polls(answer, "capture")


@pytest.mark.rule("CAP-7", "CAP-8")
def test_an_ingested_capture_says_what_was_left_out_and_what_is_unknown(admin, sign_in, organization):
    capture = make_capture(
        organization,
        state=CaptureState.INGESTED,
        left_out=["terminal.password"],
        unrecognised=["phone.<new>"],
        snapshot_version_id=make_snapshot_version(organization).id,
    )

    answer = sign_in(admin, "ja").get(f"/snapshots/captures/{capture.public_id}")

    shown = answer.page.words(".//main")
    assert "端末設定 > 端末パスワード" in shown
    assert "未対応の項目" in shown
    assert "phone.<new>" in shown


@pytest.mark.rule("CAP-6")
def test_an_open_capture_follows_its_state(portal, organization):
    capture = make_capture(organization)

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    assert polls(answer, "capture")
    assert "being processed" in alerts(answer)[0]


@pytest.mark.rule("ACC-4")
def test_another_organisations_capture_is_not_there(portal):
    theirs = make_capture(make_organization())

    assert portal.get(f"/snapshots/captures/{theirs.public_id}").status_code == 404


def test_a_page_costs_the_same_however_many_captures_there_are(portal, organization, statements):
    make_capture(organization)
    portal.get("/snapshots/captures/")
    with statements() as for_one:
        portal.get("/snapshots/captures/")
    for _ in range(60):
        make_capture(organization)
    portal.get("/snapshots/captures/")

    with statements() as for_many:
        portal.get("/snapshots/captures/")

    assert len(for_many) == len(for_one)
