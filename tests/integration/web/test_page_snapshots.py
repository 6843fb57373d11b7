"""Snapshots: the list, the settings of a version, all versions, and who delivers them."""

import pytest
from captures_and_versions import path_of
from pages_in_words import column, facts, rows

from factories import make_organization, make_profile, make_snapshot_version
from portal.domain.words import Origin


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
def test_a_version_is_shown_by_menu_with_labels_units_and_defaults(admin, sign_in, organization):
    version = make_snapshot_version(
        organization, settings={"audio.ring_volume": 60, "phone.auto_answer": True, "phone.dtmf": "rfc4733"}
    )
    make_profile(organization, "営業部", pinned=version)

    answer = sign_in(admin, "ja").get(f"/snapshots/{version.snapshot_id}/")

    assert [each.text for each in answer.page.all(".//tbody//th")] == ["電話機能", "音声設定"]
    assert [row for row in rows_of_all(answer) if row] == [
        ["自動応答する", "オン 初期値と異なる", "オフ"],
        ["DTMF送信方式", "RFC 4733", "RFC 4733"],
        ["着信音量", "60 % 初期値と異なる", "70 %"],
    ]
    shown = facts(answer)
    assert shown["取得元ソフトフォンの内線番号"] == "1001"
    assert shown["配信に使用している設定配信"] == "営業部"


def rows_of_all(answer):
    """Return the rows of each part of the table."""
    found = answer.page.find(".//table").iter("tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")] for row in found]


def labels(answer):
    return [row[0] for row in rows_of_all(answer) if row]


@pytest.mark.rule("SNP-4")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"search": "ring volume"}, ["Ring volume"], id="label"),
        pytest.param({"search": "phone.dtmf"}, ["DTMF method"], id="key"),
        pytest.param({"search": "ＳＩＰ info"}, ["DTMF method"], id="value, full width"),
        pytest.param({"search": "audio"}, ["Ring volume", "Echo cancellation"], id="menu"),
        pytest.param({"only": "different"}, ["DTMF method", "Ring volume"], id="what differs"),
        pytest.param({"only": "different", "search": "audio"}, ["Ring volume"], id="both"),
        pytest.param({"search": "no such thing"}, [], id="nothing"),
    ],
)
def test_settings_are_found_by_what_stands_on_the_page(portal, organization, query, found):
    settings = {"audio.ring_volume": 60, "audio.echo_cancellation": True, "phone.dtmf": "info"}
    version = make_snapshot_version(organization, settings=settings)

    answer = portal.get(path_of(version), **query)

    shown = labels(answer) if found else answer.page.words(".//div[@class='empty']/p")
    assert shown == (found or "No setting matches. Change the search.")


@pytest.mark.rule("SNP-4")
def test_a_setting_that_no_catalogue_knows_any_more_is_told_apart(portal, organization):
    version = make_snapshot_version(organization, settings={"tea.<time>": 4})

    assert "tea.<time>" in portal.get(path_of(version)).page.words(".//main/div/ul")


@pytest.mark.rule("SNP-2", "SNP-3", "SNP-4")
def test_the_versions_are_paged_and_say_where_each_came_from(portal, organization):
    first = make_snapshot_version(organization, seen_again=2)
    make_snapshot_version(organization, origin=Origin.EDIT, edited_from=1, account_login="sato")
    make_snapshot_version(organization, origin=Origin.FILE)
    make_profile(organization, pinned=first)

    listed = rows(portal.get(f"/snapshots/{first.snapshot_id}/versions/"))
    for _ in range(60):
        make_snapshot_version(organization)
    second_page = portal.get(f"/snapshots/{first.snapshot_id}/versions/", page=2)

    assert [row[0] for row in listed] == ["Version 3 Newest", "Version 2", "Version 1"]
    assert [row[3] for row in listed] == ["File (1001)", "Edited by sato", "1001"]
    assert [row[4:6] for row in listed] == [["0", "0"], ["0", "0"], ["2", "1"]]
    assert [row[0] for row in rows(second_page)] == [f"Version {number}" for number in range(13, 0, -1)]


@pytest.mark.rule("SNP-4", "OTH-7")
def test_the_profiles_that_deliver_it_are_listed_with_their_versions(portal, organization):
    first, second = make_snapshot_version(organization), make_snapshot_version(organization)
    make_profile(organization, "営業部", pinned=first)
    make_profile(organization, "総務部", pinned=second)
    make_profile(organization, "人事部")
    path = f"/snapshots/{first.snapshot_id}/profiles"

    assert sorted(rows(portal.get(path))) == [
        ["営業部", "Enabled", "Version 1"],
        ["総務部", "Enabled", "Version 2"],
    ]
    assert column(portal.get(path, version=2), 0) == ["総務部"]
    assert column(portal.get(path, search="営業"), 0) == ["営業部"]
    link = portal.get(path).page.find(".//tbody//a[.='営業部']")
    assert portal.get(link.get("href")).page.words(".//h1") == "営業部"


@pytest.mark.rule("SNP-3")
def test_an_edited_version_says_by_whom_and_from_which(portal, organization):
    make_snapshot_version(organization, settings={"audio.ring_volume": 60})
    edited = make_snapshot_version(organization, origin=Origin.EDIT, edited_from=1, account_login="sato")

    answer = portal.get(path_of(edited))

    assert facts(answer)["Source"] == "Edited by sato from version 1"


@pytest.mark.rule("TRU-18", "ACC-4")
@pytest.mark.parametrize(
    "path", ["", "versions/", "versions/1", "versions/1/edit", "versions/1/file", "profiles", "edit"]
)
def test_another_organisations_snapshot_and_one_that_never_was_are_not_there(portal, path):
    theirs = make_snapshot_version(make_organization())

    for snapshot_id in (theirs.snapshot_id, 99999999999999999999):
        assert portal.get(f"/snapshots/{snapshot_id}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["versions/", "versions/1", "profiles", "versions/1/edit"])
def test_a_page_of_a_snapshot_costs_the_same_however_much_there_is(portal, organization, statements, path):
    version = make_snapshot_version(organization)
    make_profile(organization, pinned=version)
    where = f"/snapshots/{version.snapshot_id}/{path}"
    portal.get(where)
    with statements() as for_few:
        portal.get(where)
    for _ in range(60):
        make_profile(organization, pinned=make_snapshot_version(organization))
    for _ in range(4):
        make_profile(organization, pinned=version)
    portal.get(where)

    with statements() as for_many:
        portal.get(where)

    # Beyond five profiles one more query counts them.
    assert len(for_few) <= len(for_many) <= len(for_few) + 1


def test_the_list_costs_the_same_however_many_snapshots_there_are(portal, organization, statements):
    make_profile(organization, pinned=make_snapshot_version(organization))
    portal.get("/snapshots/")
    with statements() as for_one:
        portal.get("/snapshots/")
    for number in range(60):
        make_profile(organization, pinned=make_snapshot_version(organization, f"設定{number}"))
    portal.get("/snapshots/")

    with statements() as for_many:
        portal.get("/snapshots/")

    assert len(for_many) == len(for_one)
