"""The list of profiles."""

import datetime as dt

import pytest
from pages_in_words import column, rows

from factories import add_targets, make_profile, make_snapshot_version, make_terminal, stored
from portal.domain.words import Part, Status
from portal.models import RemovedItem

SHOWN_AT_ONCE = 50


@pytest.mark.rule("PRF-1")
def test_a_line_says_what_a_profile_is(portal, organization, accounts):
    make_profile(
        organization,
        "営業部 😀",
        targets=accounts("user1", "user2"),
        pinned=make_snapshot_version(organization, "標準設定"),
        changed_at=dt.datetime(2026, 11, 20, 0, 30, tzinfo=dt.UTC),
        changed_by="sato",
    )

    answer = portal.get("/profiles/")

    assert rows(answer) == [
        ["営業部 😀", "Account", "Enabled", "2", "標準設定, version 1", "2026-11-20 09:30:00 sato", "0 of 2"]
    ]


@pytest.mark.rule("PRF-1")
def test_a_line_says_the_same_in_japanese(admin, sign_in, organization):
    make_profile(organization, "受付", targets=[make_terminal(organization)], status=Status.DISABLED)

    answer = sign_in(admin, "ja").get("/profiles/")

    assert answer.page.words(".//h1") == "ソフトフォン設定配信"
    assert rows(answer)[0][:5] == ["受付", "ソフトフォンの内線番号", "無効", "1", "選択なし"]


@pytest.mark.rule("REC-5")
def test_a_line_says_how_much_the_directory_lost(portal, organization):
    profile = make_profile(organization, "営業部")
    for number in ("0312345678", "0312345679"):
        stored(RemovedItem(profile_id=profile.id, part=Part.DISPLAY_NUMBERS, item=number))

    answer = portal.get("/profiles/")

    assert column(answer, 0) == ["営業部 Removed from the directory: 2"]


@pytest.mark.rule("PRF-1")
def test_without_profiles_the_list_says_what_to_do(portal):
    answer = portal.get("/profiles/")

    assert "There is no profile yet." in answer.page.words(".//main")
    assert answer.page.find(".//div[@class='empty']/a").get("href") == "/profiles/new"


@pytest.mark.rule("PRF-1")
def test_the_search_finds_by_name_memo_and_setting_name(portal, organization):
    make_profile(organization, "東京 100%")
    make_profile(organization, "大阪", memo="東京から引継ぎ")
    make_profile(organization, "名古屋", pinned=make_snapshot_version(organization, "東京標準"))
    make_profile(organization, "福岡")
    portal.get("/profiles/")

    answer = portal.submit("/profiles/", search="東京")

    assert sorted(column(answer, 0)) == ["名古屋", "大阪", "東京 100%"]


@pytest.mark.rule("PRF-1")
def test_a_percent_sign_is_searched_as_it_stands(portal, organization):
    make_profile(organization, "東京 100%")
    make_profile(organization, "東京 1000")

    answer = portal.get("/profiles/", search="100%")

    assert column(answer, 0) == ["東京 100%"]


@pytest.mark.rule("PRF-1")
def test_filters_and_sort_work_together(portal, organization, accounts):
    one, two = make_profile(organization, "B"), make_profile(organization, "A")
    make_profile(organization, "C", status=Status.DISABLED)
    add_targets(one, *accounts("user1"))
    add_targets(two, *accounts("user2", "user3"))
    portal.get("/profiles/")

    portal.submit("/profiles/", status="enabled")
    by_targets = portal.answer.page.find(".//th[4]/a").get("href")
    answer = portal.get(by_targets)

    assert column(answer, 0) == ["B", "A"]
    assert answer.page.find(".//th[4]").get("aria-sort") == "ascending"
    assert column(portal.get(answer.page.find(".//th[4]/a").get("href")), 0) == ["A", "B"]


@pytest.mark.rule("PRF-1")
def test_nothing_found_offers_the_way_back(portal, organization):
    make_profile(organization)

    answer = portal.get("/profiles/", search="どこにもない")

    assert answer.page.find(".//div[@class='empty']/a").get("href") == "/profiles/"


@pytest.mark.rule("PRF-1")
def test_a_page_costs_the_same_for_two_thousand_profiles(portal, organization, statements):
    make_profile(organization, "設定")
    with statements() as for_one:
        portal.get("/profiles/")
    for number in range(1, 2000):
        make_profile(organization, f"設定{number:04}")

    with statements() as for_many:
        answer = portal.get("/profiles/", page=2)

    assert len(for_many) == len(for_one)
    assert len(rows(answer)) == SHOWN_AT_ONCE
    assert answer.page.words(".//nav[@class='pages']/p") == "51–100 of 2000"


def test_htmx_gets_the_list_alone(portal, organization):
    make_profile(organization, "営業部")

    answer = portal.htmx_get("/profiles/", target="profile-list", search="営業")

    assert answer.text.lstrip().startswith('<div id="profile-list">')
    assert column(answer, 0) == ["営業部"]
    assert "HX-Request" in answer.response.vary


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999999999999", "sort=id;drop", "status=maybe", "search=%07", "page=２"],
)
def test_a_query_that_makes_no_sense_shows_the_list(portal, organization, query):
    make_profile(organization, "営業部")

    assert portal.get(f"/profiles/?{query}").status_code == 200
