"""プレビュー: what a softphone would get and why, as the administrator sees it."""

import json
from importlib import import_module

import pytest
from pages_in_words import alerts

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_ring_group,
    make_snapshot_version,
    make_terminal,
    number_of,
)
from portal.domain.selection import Ticked
from portal.domain.words import Part, Status
from portal.services import drafts
from portal.services.drafts_tab import Tab


@pytest.fixture
def terminal(organization):
    return make_terminal(organization, "1001", name="受付の席", dial_in=["05012340001"])


@pytest.fixture
def account(organization):
    return make_account(organization, "user1", name="佐藤")


@pytest.fixture
def profile(organization, account, terminal):
    make_ring_group(organization, "2001", name="営業", dial_in=["0312340001"], members=[])
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678"])
    center = make_call_center(
        organization, "4001", name="サポート", caller_number="0120000001", dial_in=["0120000001"], agents=[]
    )
    label = make_label(organization, "renewal", name="更新", caller_number="0312345678")
    version = make_snapshot_version(
        organization, settings={"phone.auto_answer": True, "cti.popup_size": "large"}
    )
    return make_profile(
        organization,
        "営業部",
        targets=[account],
        display_numbers=["0312345678", "0312340001", "1001"],
        contact_points=[label, center],
        cti_numbers=["4001"],
        pinned=version,
    )


def of(profile):
    return f"/profiles/{profile.id}/preview"


def seen(browser, profile, **query):
    return browser.get(of(profile), **{"terminal": "1001", "account": "user1", **query})


def items(answer):
    """Return the list of reasons: item, state, why."""
    tables = answer.page.all(".//table[@class='rows']")
    return [[_words(cell) for cell in row.iter("td")] for row in tables[-1].find("tbody").iter("tr")]


def screen(answer):
    return answer.page.words(".//div[@class='softphone']")


def _words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.rule("PRV-1")
def test_without_a_terminal_the_page_offers_some_and_a_link_chooses_one(portal, profile, terminal):
    answer = portal.get(of(profile))

    links = {_words(link): link.get("href") for link in answer.page.all(".//section//li/a")}
    chosen = portal.get(links["1001 受付の席"])
    chosen = portal.get(next(link.get("href") for link in chosen.page.all(".//section//li/a")))

    assert "Choose a terminal" in answer.text
    assert list(links) == ["1001 受付の席", "user1 佐藤"]
    assert "0312345678" in screen(chosen)


@pytest.mark.rule("PRV-1", "LCK-1")
def test_the_screens_show_lists_notice_values_and_locks(portal, profile, organization):
    organization.show_all_ring_group_numbers = False

    answer = seen(portal, profile, language="ja")

    assert "管理者により一部設定が制御されています。" in screen(answer)
    assert "0312345678 IVR 受付 3001" in screen(answer)
    assert "0312340001" not in screen(answer)
    assert "更新 0312345678 Business label" in screen(answer)
    assert "サポート 0120000001" not in screen(answer)
    assert answer.page.all(".//*[@class='softphone-locked']//*[@aria-label='Locked']")
    assert "the user's own" in screen(answer)


@pytest.mark.rule("PRV-1", "EXP-1")
def test_every_item_says_why_it_is_delivered_or_why_not(portal, profile, organization):
    organization.show_all_ring_group_numbers = False

    answer = seen(portal, profile)

    why = {row[0].split()[0]: row[1:] for row in items(answer)}
    assert why["1001Number"] == ["Delivered", "It is this terminal's own number."]
    assert why["0312345678Number"] == ["Delivered", "Every target gets numbers of this kind."]
    assert why["0312340001Number"][0] == "Withheld"
    assert why["0312340001Number"][1].startswith("The terminal is no member of this ring group")
    assert why["サポートContact"] == ["Withheld", "The account does not belong to this call centre."]
    assert why["更新Contact"] == ["Delivered", "Every account that is a target gets business labels."]
    assert "It applies: it targets the signed-in account" in answer.text


@pytest.mark.rule("PRV-1", "EXP-1")
def test_the_list_of_reasons_is_filtered_searched_and_keeps_the_question(portal, profile, organization):
    organization.show_all_ring_group_numbers = False

    withheld = seen(portal, profile, fate="withheld")
    found = seen(portal, profile, part="other", search="auto_answer")
    nothing = seen(portal, profile, search="no such thing")

    assert {row[1] for row in items(withheld)} == {"Withheld"}
    assert [row[1:] for row in items(found)] == [["Delivered", "Version 1 of “標準設定” has it."]]
    assert "Nothing matches." in nothing.text
    assert [each.get("value") for each in found.page.all(".//input[@type='hidden'][@name='terminal']")] == [
        "1001"
    ]


@pytest.mark.rule("PRV-1")
def test_who_is_no_target_is_told_so_and_led_to_the_targets(portal, profile, organization):
    make_account(organization, "user2")

    answer = seen(portal, profile, account="user2")

    assert "This profile targets neither this terminal nor this account. Target selection" in alerts(answer)
    assert any(
        text.startswith("This softphone is not controlled: no enabled profile") for text in alerts(answer)
    )


@pytest.mark.rule("PRV-1")
def test_names_that_are_not_exact_are_looked_for(portal, profile, terminal):
    by_name = portal.get(of(profile), terminal="受付の", account="佐藤")
    unknown = portal.get(of(profile), terminal="9999", account="nobody")

    assert [_words(link) for link in by_name.page.all(".//section//li/a")] == ["1001 受付の席", "user1 佐藤"]
    assert "Nothing is called “9999”." in unknown.text
    assert "Nothing is called “nobody”." in unknown.text


@pytest.mark.rule("PRV-1", "VER-3", "TRU-18")
@pytest.mark.parametrize("version", ["latest", "3.13.7.1.2", "３.１３.７"])
def test_a_version_that_cannot_be_read_is_answered_with_what_is_expected(portal, profile, version):
    answer = seen(portal, profile, version=version)

    assert answer.status_code == 200
    assert "Expected is the form 3.13.7." in answer.text


@pytest.mark.rule("PRV-1")
def test_an_old_softphone_gets_no_other_settings(portal, profile):
    answer = seen(portal, profile, version="3.13.6", part="other")

    assert {tuple(row[1:]) for row in items(answer)} == {
        ("Withheld", "This softphone version is too old for it.")
    }


@pytest.mark.rule("PRV-2")
def test_a_disabled_profile_is_shown_as_if_it_were_enabled_until_one_asks_for_it_as_it_is(portal, profile):
    profile.status = Status.DISABLED

    enabled, saved = seen(portal, profile), seen(portal, profile, status="saved")

    assert "after it is enabled" in enabled.text
    assert "0312345678" in screen(enabled)
    assert "It targets this softphone, but its status is disabled." in saved.text
    assert "Not controlled" in screen(saved)


@pytest.mark.rule("PRV-2")
def test_edits_that_are_not_saved_are_laid_over_until_one_asks_for_what_is_saved(
    portal, profile, organization, admin
):
    number = number_of(organization, "0312345678").id
    tab = Tab(profile, Part.DISPLAY_NUMBERS, admin.id)
    drafts.tick(tab, {"": Ticked(frozenset({number}), frozenset())}, seen_revision=profile.revision)

    drafted = seen(portal, profile, part="display_numbers")
    saved = seen(portal, profile, part="display_numbers", edits="saved")

    assert "Your edits that are not saved yet are laid over" in drafted.text
    assert "0312345678" not in {row[0][:10] for row in items(drafted)}
    assert "0312345678" in {row[0][:10] for row in items(saved)}


@pytest.mark.rule("PRV-1")
def test_the_json_is_the_answer_itself(portal, profile):
    page = seen(portal, profile)
    link = next(link.get("href") for link in page.page.all(".//a") if "format=json" in link.get("href"))

    answer = portal.get(link)

    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(page.page.find(".//pre").text) == json.loads(answer.text)
    assert json.loads(answer.text)["revision"] in page.text


@pytest.mark.rule("PRV-1")
def test_any_softphone_is_previewed_without_a_profile(portal, profile):
    nobody = portal.get("/preview", terminal="1001")
    agent = portal.get("/preview", terminal="1001", account="user1")

    assert "no enabled profile targets it" in nobody.text
    assert "営業部" in agent.text


@pytest.mark.rule("PRV-1", "ACC-4")
def test_nothing_of_another_organisation_is_previewed(portal, profile):
    other = make_organization(slug="other")
    theirs = make_profile(other, targets=[make_terminal(other, "7007")])
    make_account(other, "theirs")

    answer = portal.get(of(profile), terminal="7007", account="theirs")

    assert portal.get(of(theirs)).status_code == 404
    assert "Nothing is called “7007”." in answer.text
    assert "Nothing is called “theirs”." in answer.text


@pytest.mark.rule("PRV-1")
def test_the_page_is_japanese_for_who_reads_japanese(admin, sign_in, profile):
    answer = seen(sign_in(admin, "ja"), profile)

    assert answer.page.words(".//h1") == "プレビュー"
    assert "番号リスト" in answer.text
    assert "アカウントを配信先とするため適用されます" in answer.text


@pytest.mark.rule("PRV-1")
def test_the_number_of_queries_does_not_grow(portal, profile, organization, statements, database):
    def cost():
        database.expire_all()
        with statements() as sent:
            assert seen(portal, profile).status_code == 200
        return len(sent)

    alone = cost()
    others = [make_terminal(organization) for _ in range(30)]
    for _ in range(10):
        make_profile(organization, targets=[make_account(organization) for _ in range(3)])
    make_profile(organization, targets=others, display_numbers=[row.extension for row in others])

    assert cost() == alone
    assert alone <= 20


@pytest.mark.rule("PRV-1")
def test_reasons_that_are_narrowed_to_nothing_lead_back_to_all(portal, profile):
    answer = seen(portal, profile, search="nothing is called so", part="other")

    back = answer.page.find(".//div[@class='empty']/a").get("href")
    assert back == f"{of(profile)}?terminal=1001&account=user1#preview-items"
    assert len(items(portal.get(back))) > len(items(answer))


@pytest.mark.rule("PRV-1")
def test_a_long_document_has_an_address_and_no_place_in_the_page(portal, profile, monkeypatch):
    monkeypatch.setattr(import_module("portal.web.preview.pages"), "MOST_SHOWN", 100)

    answer = seen(portal, profile)

    details = answer.page.find(".//details[@class='preview-document']")
    assert "Too long to be shown here." in _words(details)
    assert details.findall("pre") == []
    assert portal.get(details.find(".//a").get("href")).response.json["controlled"]
