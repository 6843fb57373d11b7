"""A profile's first tab: looked at, edited, switched on and off, copied and deleted."""

import pytest
from pages_in_words import alerts, facts, refusals, rows, save, tabs

from factories import make_call_center, make_profile, make_snapshot_version, make_terminal, stored
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.models import AccountTarget, Profile, RemovedItem


@pytest.fixture
def profile(organization, accounts):
    return make_profile(
        organization, "営業部", targets=accounts("user1", "user2"), status=Status.DISABLED, memo="第一\n第二"
    )


def open_edit(browser, profile):
    return browser.get(f"/profiles/{profile.id}/edit")


def messages(answer):
    """What the portal says of what was just done."""
    return answer.page.words(".//*[@id='messages']")


@pytest.mark.rule("PRF-2")
def test_the_tab_says_what_was_entered(admin, sign_in, profile):
    answer = sign_in(admin, "ja").get(f"/profiles/{profile.id}/")

    assert answer.page.words(".//h1") == "営業部"
    assert tabs(answer) == [
        "基本設定",
        "配信先選択",
        "表示設定(電話番号)",
        "表示設定(窓口)",
        "CTI設定(電話番号)",
        "その他配信設定",
        "配信状況",
        "変更履歴",
    ]
    shown = facts(answer)
    assert shown["ソフトフォン設定配信名"] == "営業部"
    assert shown["配信先種別"] == "アカウント"
    assert shown["ステータス"] == "無効"
    assert shown["メモ"] == "第一 第二"
    assert shown["表示リスト"] == "切替可能"
    assert shown["配信先選択"] == "2件"


@pytest.mark.rule("PRF-7", "STA-1")
def test_editing_changes_all_but_the_target_type(portal, profile):
    offered = open_edit(portal, profile).page.form().names

    answer = save(portal, name="営業一課", memo="", status="enabled", display_list="contact_points_only")

    assert "target_type" not in offered
    assert answer.path == f"/profiles/{profile.id}/"
    assert (profile.name, profile.memo, profile.status) == ("営業一課", "", Status.ENABLED)
    assert profile.display_list is DisplayList.CONTACT_POINTS_ONLY


@pytest.mark.rule("PRF-6")
def test_for_extensions_there_is_no_display_list_to_choose(portal, organization):
    profile = make_profile(organization, targets=[make_terminal(organization)])

    offered = open_edit(portal, profile).page.form().names
    save(portal, name="受付", forged={"display_list": "switchable"})

    assert "display_list" not in offered
    assert profile.display_list is DisplayList.NUMBERS_ONLY


@pytest.mark.rule("STA-1")
def test_it_can_be_switched_off_and_on_again(portal, profile):
    for status in ("enabled", "disabled", "enabled"):
        open_edit(portal, profile)
        save(portal, status=status)
        assert profile.status == status


@pytest.mark.rule("STA-2", "OTH-5")
def test_enabling_says_before_what_will_be_delivered(portal, organization, accounts):
    user, other = accounts("user1", "user2")
    profile = make_profile(
        organization,
        targets=[user, other],
        status=Status.DISABLED,
        display_numbers=[],
        contact_points=[make_call_center(organization)],
        pinned=make_snapshot_version(organization, "標準設定"),
    )
    other.agent_enabled = False
    open_edit(portal, profile)

    answer = portal.submit(status="enabled")

    said = [" ".join("".join(item.itertext()).split()) for item in answer.page.all(".//main//li")]
    assert said == [
        "Target selection: 2 targets, of which 1 cannot be delivered to",
        "Display (phone numbers): nothing selected: empty on the softphone",
        "Display (contact points): 1 selected",
        "CTI (phone numbers): never saved: empty on the softphone",
        "Other settings: 標準設定, version 1",
    ]
    assert "never saved: CTI (phone numbers)." in alerts(answer)[0]
    assert profile.status is Status.DISABLED


@pytest.mark.rule("STA-2")
def test_the_dialog_says_the_same_as_the_page_without_javascript(portal, profile):
    template = open_edit(portal, profile).page.find(".//template[@id='switch-summary']")
    in_dialog = "".join(template.itertext()).split()

    asked = portal.submit(status="enabled")

    assert template.get("data-when") == "status=enabled"
    assert in_dialog == "".join(asked.page.find(".//main//*[@id='confirm-page']/div").itertext()).split()


@pytest.mark.rule("STA-3")
def test_disabling_says_before_how_many_are_released(portal, profile):
    profile.status = Status.ENABLED
    open_edit(portal, profile)

    answer = portal.submit(status="disabled")

    assert "2 targets are released at their next start or sign-in." in answer.page.words(".//main")


@pytest.mark.rule("STA-2")
def test_a_save_that_switches_nothing_asks_only_whether_to_save(portal, profile):
    open_edit(portal, profile)

    answer = portal.submit(memo="x")

    assert answer.page.words(".//*[@id='confirm-page']") == "Do you want to save? OK Cancel"


@pytest.mark.rule("DST-4")
def test_after_enabling_the_page_says_when_it_takes_effect(portal, profile):
    open_edit(portal, profile)

    answer = save(portal, status="enabled")

    assert "at its next start or sign-in" in messages(answer)
    assert "at its next start or sign-in" in " ".join(alerts(answer))


@pytest.mark.rule("DST-4")
def test_a_disabled_profile_says_that_it_delivers_nothing(portal, profile):
    answer = portal.get(f"/profiles/{profile.id}/")

    assert "delivers nothing" in " ".join(alerts(answer))


@pytest.mark.rule("PRF-8")
def test_cancel_gives_back_the_edited_form(portal, profile):
    open_edit(portal, profile)
    portal.submit(name="営業一課", status="enabled")

    answer = portal.submit(button="0")

    form = answer.page.form().values()
    assert (form["name"], form["status"]) == ("営業一課", "enabled")
    assert profile.name == "営業部"


@pytest.mark.rule("PRF-3")
def test_a_name_of_61_characters_is_refused_with_what_was_typed(portal, profile):
    open_edit(portal, profile)

    answer = portal.submit(name="あ" * 61, memo="x")

    assert answer.status_code == 422
    assert refusals(answer) == ["Profile name: Too long: 61 characters, at most 60."]
    assert answer.page.form().values()["memo"] == "x"


@pytest.mark.rule("PRF-3")
def test_the_name_of_another_profile_is_refused(portal, organization, profile):
    make_profile(organization, "受付")
    open_edit(portal, profile)

    answer = save(portal, name="受付")

    assert answer.status_code == 409
    assert profile.name == "営業部"


@pytest.mark.rule("PRF-9")
def test_the_second_save_is_refused_with_who_saved_and_what_differs(portal, profile, theirs):
    open_edit(portal, profile)
    open_edit(theirs, profile)
    save(theirs, name="営業二課", memo="")

    answer = save(portal, name="営業一課", memo="私のメモ")

    assert answer.status_code == 409
    assert "colleague saved it" in answer.page.words(".//*[@id='conflict']")
    assert rows(answer, ".//*[@id='conflict']//table") == [
        ["Memo", "第一 第二", "–", "私のメモ"],
        ["Profile name", "営業部", "営業二課", "営業一課"],
    ]
    form = answer.page.form().values()
    assert (form["name"], form["memo"]) == ("営業一課", "私のメモ")
    assert (profile.name, profile.memo) == ("営業二課", "")


@pytest.mark.rule("PRF-9")
def test_after_looking_the_person_can_save_on_top(portal, profile, theirs):
    open_edit(portal, profile)
    open_edit(theirs, profile)
    save(theirs, name="営業二課")
    save(portal, name="営業一課")
    portal.submit(button="go-on")

    answer = save(portal)

    assert answer.status_code == 200
    assert profile.name == "営業一課"


@pytest.mark.rule("PRF-9")
def test_a_profile_that_was_deleted_meanwhile_is_not_there(portal, profile, database):
    open_edit(portal, profile)
    database.delete(profile)

    assert portal.submit(name="営業一課").status_code == 404


@pytest.mark.rule("PRF-7")
def test_a_copy_has_all_but_targets_and_status(portal, organization, accounts, database):
    make_profile(organization, "営業部", targets=accounts("user1"), memo="x")
    profile = database.query(Profile).one()
    portal.get(f"/profiles/{profile.id}/")

    answer = portal.submit(f"/profiles/{profile.id}/duplicate")

    copy = database.query(Profile).filter(Profile.id != profile.id).one()
    assert answer.path == f"/profiles/{copy.id}/edit"
    assert (copy.name, copy.memo, copy.status) == ("営業部 (2)", "x", Status.DISABLED)
    assert database.query(AccountTarget).filter_by(profile_id=copy.id).count() == 0


@pytest.mark.rule("PRF-10")
def test_deleting_names_how_many_softphones_are_released(portal, profile, database):
    profile.status = Status.ENABLED
    portal.get(f"/profiles/{profile.id}/")

    asked = portal.submit(f"/profiles/{profile.id}/delete")
    answer = portal.submit(button="1")

    assert asked.page.words(".//h1") == "Delete the profile “営業部”?"
    assert "2 softphones will be released" in asked.page.words(".//main")
    assert answer.path == "/profiles/"
    assert database.query(Profile).count() == 0
    assert database.query(AccountTarget).count() == 0


@pytest.mark.rule("PRF-10")
def test_the_dialog_names_them_too(portal, profile):
    profile.status = Status.ENABLED

    answer = portal.get(f"/profiles/{profile.id}/")

    button = answer.page.find(f".//form[@action='/profiles/{profile.id}/delete']/button")
    assert "2 softphones will be released" in button.get("data-confirm")


@pytest.mark.rule("PRF-10")
def test_deleting_a_disabled_profile_says_that_none_is_released(portal, profile):
    portal.get(f"/profiles/{profile.id}/")

    asked = portal.submit(f"/profiles/{profile.id}/delete")

    assert "no softphone is released" in asked.page.words(".//main")


@pytest.mark.rule("PRF-10")
def test_cancel_deletes_nothing(portal, profile, database):
    portal.get(f"/profiles/{profile.id}/")
    portal.submit(f"/profiles/{profile.id}/delete")

    answer = portal.submit(button="0")

    assert answer.path == f"/profiles/{profile.id}/"
    assert database.query(Profile).count() == 1


@pytest.mark.rule("PRF-9", "PRF-10")
def test_what_somebody_changed_meanwhile_is_not_deleted(portal, profile, theirs, database):
    portal.get(f"/profiles/{profile.id}/")
    open_edit(theirs, profile)
    save(theirs, name="営業二課")

    portal.submit(f"/profiles/{profile.id}/delete")
    answer = portal.submit(button="1")

    assert answer.status_code == 409
    assert "colleague changed the profile meanwhile" in alerts(answer)[0]
    assert database.query(Profile).one().name == "営業二課"


@pytest.mark.rule("REC-5")
def test_the_tabs_mark_what_the_directory_lost(portal, profile):
    stored(RemovedItem(profile_id=profile.id, part=Part.TARGETS, item="user9"))

    answer = portal.get(f"/profiles/{profile.id}/")

    assert "Target selection Removed: 1" in tabs(answer)


@pytest.mark.rule("CPT-1", "CTI-1", "OTH-1")
def test_tabs_that_the_profile_does_not_have_are_not_shown(portal, organization):
    organization.options = []
    organization.server_version = "3.12.11"
    profile = make_profile(organization, target_type=TargetType.EXTENSION)

    answer = portal.get(f"/profiles/{profile.id}/")

    kept = ["Basic settings", "Target selection", "Display (phone numbers)"]
    assert tabs(answer) == [*kept, "Delivery state", "Change history"]


def test_a_page_costs_the_same_however_much_is_selected(portal, organization, accounts, statements):
    few = make_profile(
        organization, targets=accounts("user"), contact_points=[make_call_center(organization)]
    )
    many = make_profile(
        organization,
        targets=accounts(*(f"user{number}" for number in range(60))),
        contact_points=[make_call_center(organization) for _ in range(20)],
    )

    small, large = f"/profiles/{few.id}/", f"/profiles/{many.id}/"
    portal.get(small)

    with statements() as for_few:
        portal.get(small)
    with statements() as for_many:
        portal.get(large)

    assert len(for_many) == len(for_few)
