"""Choosing which captured settings a profile delivers."""

import pytest
from pages_in_words import alerts, facts, refusals, rows, save, tabs

from factories import make_organization, make_profile, make_snapshot_version
from portal.domain.words import TargetType
from portal.models import Snapshot


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/other", *path])


def choose(browser, profile, **values):
    """Choose in the form as it stands, and save."""
    browser.get(of(profile, "edit"))
    return save(browser, "other-settings", button="save", **values)


def newer_section(answer):
    """The part of the page that tells of a newer version, if there is one."""
    return answer.page.root.find(".//*[@id='newer']")


@pytest.mark.rule("OTH-1")
@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_on_an_older_server_there_is_no_such_tab(portal, organization, path):
    organization.server_version = "3.12.99"
    profile = make_profile(organization)

    answer = portal.get(of(profile, *path))
    shown = portal.get(f"/profiles/{profile.id}/")

    assert answer.status_code == 404
    assert "Other settings" not in tabs(shown)


@pytest.mark.rule("OTH-1")
def test_from_3_13_0_on_the_tab_is_there(admin, sign_in, organization):
    organization.server_version = "3.13.0"
    profile = make_profile(organization, target_type=TargetType.EXTENSION)

    answer = sign_in(admin, "ja").get(of(profile))

    assert "その他配信設定" in tabs(answer)
    assert facts(answer) == {"ソフトフォン設定値名": "選択なし"}


@pytest.mark.rule("OTH-2")
def test_settings_are_searched_and_the_newest_version_is_taken(portal, organization):
    make_snapshot_version(organization, "大阪標準")
    first = make_snapshot_version(organization, "東京標準")
    newest = make_snapshot_version(organization, "東京標準", {"phone.auto_answer": False})
    make_snapshot_version(make_organization(), "東京の他社")
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))

    answer = portal.submit("other-settings", search="東京", button="search")
    assert [row[1:3] for row in rows(answer)] == [["No selection", ""], ["東京標準", "Version 2"]]
    save(portal, "other-settings", snapshot=first.snapshot_id, button="save")

    assert profile.snapshot_version_id == newest.id


@pytest.mark.rule("OTH-2")
def test_an_older_version_can_be_chosen(portal, organization):
    first = make_snapshot_version(organization)
    make_snapshot_version(organization, settings={"phone.auto_answer": False})
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))

    answer = portal.submit("other-settings", snapshot=first.snapshot_id, button="versions")
    preselected = answer.page.find(".//select[@id='version']/option[@selected]")
    save(portal, "other-settings", version=first.id, button="save")

    assert preselected.text.startswith("2, captured at")
    assert profile.snapshot_version_id == first.id


@pytest.mark.rule("OTH-2")
def test_another_setting_is_taken_with_its_newest_version(portal, organization):
    pinned = make_snapshot_version(organization, "大阪")
    wanted = make_snapshot_version(organization, "東京")
    profile = make_profile(organization, pinned=pinned)

    choose(portal, profile, snapshot=wanted.snapshot_id)

    assert profile.snapshot_version_id == wanted.id


@pytest.mark.rule("OTH-2")
def test_what_was_chosen_survives_a_search_that_does_not_find_it(portal, organization):
    make_snapshot_version(organization, "大阪")
    wanted = make_snapshot_version(organization, "東京")
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))

    portal.submit("other-settings", snapshot=wanted.snapshot_id, search="大阪", button="search")
    save(portal, "other-settings", button="save")

    assert profile.snapshot_version_id == wanted.id


@pytest.mark.rule("OTH-3")
def test_the_tab_shows_where_the_settings_came_from(admin, sign_in, organization):
    version = make_snapshot_version(
        organization,
        "標準設定",
        captured_at="2026-11-20T01:02:03+00:00",
        source_extension="1007",
        source_version="3.13.9",
    )
    profile = make_profile(organization, pinned=version)
    browser = sign_in(admin, "ja")

    answer = browser.get(of(profile))

    assert facts(answer) == {
        "ソフトフォン設定値名": "標準設定",
        "バージョン": "1",
        "設定値の取得日時": "2026-11-20 10:02:03",
        "取得元ソフトフォンの内線番号": "1007",
        "取得元ソフトフォンのバージョン": "3.13.9",
    }
    link = next(link for link in answer.page.all(".//main//a") if "設定値を参照" in "".join(link.itertext()))
    assert browser.get(link.get("href")).path == f"/snapshots/{version.snapshot_id}/versions/1"


@pytest.mark.rule("OTH-4")
def test_a_newer_version_is_told_with_what_differs_and_never_taken_by_itself(portal, organization):
    pinned = make_snapshot_version(organization, settings={"audio.ring_volume": 60})
    profile = make_profile(organization, pinned=pinned)
    make_snapshot_version(organization, settings={"audio.ring_volume": 80, "phone.auto_answer": True})

    answer = portal.get(of(profile))

    assert rows(answer, ".//*[@id='newer']//table") == [
        ["Phone > Answer automatically", "not in this version", "On"],
        ["Audio > Ring volume", "60 %", "80 %"],
    ]
    assert profile.snapshot_version_id == pinned.id


@pytest.mark.rule("OTH-4")
def test_opening_and_saving_the_form_keeps_the_pinned_version(portal, organization):
    pinned = make_snapshot_version(organization)
    make_snapshot_version(organization, settings={})
    profile = make_profile(organization, pinned=pinned)

    choose(portal, profile)

    assert profile.snapshot_version_id == pinned.id


@pytest.mark.rule("OTH-4", "PRF-8")
def test_it_moves_on_request_after_a_question(portal, organization):
    profile = make_profile(organization, pinned=make_snapshot_version(organization))
    newer = make_snapshot_version(organization, settings={})
    portal.get(of(profile))

    answer = save(portal, of(profile, "move"))

    assert profile.snapshot_version_id == newer.id
    assert newer_section(answer) is None


@pytest.mark.rule("OTH-4", "PRF-9")
def test_it_does_not_move_what_somebody_changed_meanwhile(portal, organization, theirs):
    profile = make_profile(organization, pinned=make_snapshot_version(organization))
    make_snapshot_version(organization, settings={})
    portal.get(of(profile))
    choose(theirs, profile, snapshot="")

    answer = save(portal, of(profile, "move"))

    assert answer.status_code == 409
    assert "colleague saved it" in answer.page.words(".//*[@id='conflict']")
    assert profile.snapshot_version_id is None


@pytest.mark.rule("OTH-4")
def test_the_newest_version_says_nothing_of_newer_ones(portal, organization):
    make_snapshot_version(organization)
    newest = make_snapshot_version(organization, settings={})
    profile = make_profile(organization, pinned=newest)

    assert newer_section(portal.get(of(profile))) is None


@pytest.mark.rule("OTH-5")
def test_lists_that_were_never_saved_are_warned_of_once_settings_are_chosen(portal, organization):
    version = make_snapshot_version(organization)
    profile = make_profile(organization, display_numbers=[])
    before = portal.get(of(profile))
    in_form = portal.get(of(profile, "edit"))

    answer = choose(portal, profile, snapshot=version.snapshot_id)

    never = "never saved: Display (contact points), CTI (phone numbers)."
    assert alerts(before) == []
    assert never in alerts(in_form)[0]
    assert never in alerts(answer)[0]


@pytest.mark.rule("OTH-5")
def test_where_all_lists_were_saved_nothing_is_warned_of(portal, organization):
    profile = make_profile(
        organization,
        display_numbers=[],
        contact_points=[],
        cti_numbers=[],
        pinned=make_snapshot_version(organization),
    )

    assert alerts(portal.get(of(profile))) == []


@pytest.mark.rule("OTH-6")
def test_no_selection_can_be_chosen_again(portal, organization):
    profile = make_profile(organization, pinned=make_snapshot_version(organization))

    answer = choose(portal, profile, snapshot="")

    assert profile.snapshot_version_id is None
    assert facts(answer) == {"Setting name": "No selection"}
    assert "softphones keep their own" in answer.page.words(".//main")


@pytest.mark.rule("PRF-8")
def test_cancel_gives_back_the_choice(portal, organization):
    version = make_snapshot_version(organization)
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))
    portal.submit("other-settings", snapshot=version.snapshot_id, button="save")

    answer = portal.submit(button="0")

    assert answer.page.form("other-settings").values()["snapshot"] == str(version.snapshot_id)
    assert profile.snapshot_version_id is None


@pytest.mark.rule("PRF-9")
def test_the_second_save_is_refused_and_keeps_the_choice(portal, organization, theirs):
    one, two = make_snapshot_version(organization, "大阪"), make_snapshot_version(organization, "東京")
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))
    choose(theirs, profile, snapshot=one.snapshot_id)

    answer = save(portal, "other-settings", snapshot=two.snapshot_id, button="save")

    assert answer.status_code == 409
    assert rows(answer, ".//*[@id='conflict']//table") == [
        ["Other settings", "No selection", "大阪, version 1", "東京, version 1"]
    ]
    assert answer.page.form("other-settings").values()["snapshot"] == str(two.snapshot_id)
    assert profile.snapshot_version_id == one.id
    portal.submit("other-settings", button="go-on")
    save(portal, "other-settings", button="save")
    assert profile.snapshot_version_id == two.id


@pytest.mark.rule("ACC-4")
def test_another_organisations_settings_are_refused(portal, organization):
    theirs = make_snapshot_version(make_organization())
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))

    answer = portal.submit(
        "other-settings", button="save", forged={"snapshot": theirs.snapshot_id, "confirmed": "1"}
    )

    assert answer.status_code == 422
    assert refusals(answer) == ["This setting was deleted meanwhile. Choose another one."]
    assert profile.snapshot_version_id is None


@pytest.mark.rule("ACC-4")
def test_another_organisations_version_is_not_moved_to(portal, organization):
    theirs = make_snapshot_version(make_organization())
    pinned = make_snapshot_version(organization)
    profile = make_profile(organization, pinned=pinned)
    make_snapshot_version(organization, settings={})
    portal.get(of(profile))

    answer = portal.submit(of(profile, "move"), forged={"version": str(theirs.id), "confirmed": "1"})

    assert answer.status_code == 404
    assert profile.snapshot_version_id == pinned.id


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999", "１"])
def test_a_choice_that_was_not_offered_is_refused(portal, organization, value):
    profile = make_profile(organization)
    portal.get(of(profile, "edit"))

    answer = portal.submit("other-settings", button="save", forged={"snapshot": value, "confirmed": "1"})

    assert answer.status_code == 422


@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_a_page_costs_the_same_however_many_settings_there_are(
    portal, organization, statements, database, path
):
    profile = make_profile(organization, pinned=make_snapshot_version(organization))
    address = of(profile, *path)
    portal.get(address)
    with statements() as for_one:
        portal.get(address)
    for number in range(200):
        make_snapshot_version(organization, f"設定値{number:03}")
    portal.get(address)

    with statements() as for_many:
        portal.get(address)

    assert len(for_many) == len(for_one)
    assert database.query(Snapshot).count() == 201
