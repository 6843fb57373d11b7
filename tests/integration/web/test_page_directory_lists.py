"""The lists of the directory."""

import pytest
from pages_in_words import column, rows

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_role,
    make_terminal,
)
from portal.domain.rights import RoleKey
from portal.domain.words import TerminalType

PASSWORD = "correct horse battery"
LISTS = {
    "/directory/terminals/": "terminals",
    "/directory/ring-groups/": "ring_groups",
    "/directory/ivrs/": "ivrs",
    "/directory/call-centers/": "call_centers",
    "/directory/business-labels/": "business_labels",
    "/directory/numbers/": "numbers",
    "/directory/accounts/": "accounts",
}


def menu(answer):
    """The addresses that the menu leads to."""
    return [link.get("href") for link in answer.page.all(".//nav[@class='side']//a")]


@pytest.mark.rule("EXP-2")
def test_a_terminal_says_its_type_numbers_and_profile(admin, sign_in, organization):
    terminal = make_terminal(organization, "1001", name="営業1", dial_in=["05012340001"])
    make_profile(organization, "営業部", targets=[terminal])

    answer = sign_in(admin, "ja").get("/directory/terminals/")

    assert answer.page.words(".//h1") == "電話端末"
    assert rows(answer) == [["1001", "営業1", "ソフトフォン", "1", "営業部"]]


def test_ring_groups_ivrs_and_call_centres_say_what_they_have(portal, organization, accounts):
    make_ring_group(organization, "2001", name="営業", members=[make_terminal(organization)])
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678", "0312345679"])
    make_call_center(
        organization, "4001", name="サポート", caller_number="0120000001", agents=accounts("user1", "user2")
    )

    shown = {path: rows(portal.get(path)) for path in list(LISTS)[1:4]}

    assert shown == {
        "/directory/ring-groups/": [["2001", "営業", "0", "1"]],
        "/directory/ivrs/": [["3001", "受付", "2"]],
        "/directory/call-centers/": [["4001", "サポート", "0120000001", "0", "2"]],
    }


def test_labels_numbers_and_accounts_say_what_they_are(portal, organization, admin):
    make_label(organization, "renewal", name="更新", caller_number=None)
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678"])
    make_phone_book_entry(organization, "0312345678", "代表")

    assert rows(portal.get("/directory/business-labels/")) == [["renewal", "更新", "–"]]
    assert rows(portal.get("/directory/numbers/")) == [
        ["3001", "Extension", "IVR", "受付 3001", "–"],
        ["0312345678", "External number", "IVR", "受付 3001", "代表"],
    ]
    assert rows(portal.get("/directory/accounts/")) == [
        ["admin", "adminさん", "システム管理者", "Disabled", "–"]
    ]


@pytest.mark.parametrize(
    ("search", "found"),
    [("1001", ["1001"]), ("営業", ["1001"]), ("0501234", ["1002"]), ("100%", [])],
)
def test_a_terminal_is_found_by_extension_name_and_dial_in_number(portal, organization, search, found):
    make_terminal(organization, "1001", name="営業1")
    make_terminal(organization, "1002", name="受付", dial_in=["05012340001"])

    answer = portal.get("/directory/terminals/", search=search)

    assert (column(answer, 0) if found else answer.page.all(".//tbody/tr")) == found


def test_a_number_is_found_as_people_write_it(portal, organization):
    make_ivr(organization, "3001", dial_in=["0312345678"])

    answer = portal.get("/directory/numbers/", search="０３－1234-5678")

    assert column(answer, 0) == ["0312345678"]


def test_filters_narrow_the_list(portal, organization):
    softphone = make_terminal(organization, "1001")
    make_terminal(organization, "1002", terminal_type=TerminalType.HARDPHONE)
    make_terminal(organization, "1003")
    make_profile(organization, targets=[softphone])
    portal.get("/directory/terminals/")

    by_type = portal.submit("/directory/terminals/", terminal_type="hardphone")
    without_profile = portal.get("/directory/terminals/", terminal_type="softphone", profile="no")

    assert column(by_type, 0) == ["1002"]
    assert column(without_profile, 0) == ["1003"]


def test_accounts_are_filtered_by_role_and_agent_function(portal, organization, accounts):
    accounts("user1")
    make_account(organization, "user2", agent_enabled=False)
    make_account(organization, "boss", role=RoleKey.SUPERVISOR)

    answer = portal.get("/directory/accounts/", role="user", agent="yes")

    assert column(answer, 0) == ["user1"]


@pytest.mark.parametrize("path", LISTS)
def test_every_column_that_offers_it_sorts_both_ways(portal, organization, path):
    make_terminal(organization)
    make_ring_group(organization)
    make_ivr(organization)
    make_call_center(organization)
    make_label(organization)
    offered = [link.get("href") for link in portal.get(path).page.all(".//th/a")]

    sorted_lists = [portal.get(address) for address in offered]

    assert offered
    for answer in sorted_lists:
        (heading,) = answer.page.all(".//th[@aria-sort]")
        back = portal.get(heading.find("a").get("href"))
        assert (heading.get("aria-sort"), back.status_code) == ("ascending", 200)
        assert back.page.find(".//th[@aria-sort]").get("aria-sort") == "descending"


def test_an_empty_list_says_where_the_directory_comes_from(portal):
    answer = portal.get("/directory/ivrs/")

    assert "The directory comes from the PBX" in answer.page.words(".//div[@class='empty']")


@pytest.mark.parametrize("path", LISTS)
def test_nothing_found_offers_the_way_back(portal, organization, path):
    answer = portal.get(path, search="どこにもない")

    assert answer.page.find(".//div[@class='empty']/a").get("href") == path


def test_htmx_gets_the_list_alone(portal, organization):
    make_terminal(organization, "1001", name="営業1")

    answer = portal.htmx_get("/directory/terminals/", target="directory-list", search="営業")

    assert answer.text.lstrip().startswith('<div id="directory-list">')
    assert column(answer, 0) == ["1001"]


@pytest.mark.rule("ACC-4")
@pytest.mark.parametrize("path", LISTS)
def test_nothing_of_another_organisation_is_listed(portal, path):
    theirs = make_organization()
    make_terminal(theirs, name="よその端末")
    make_ring_group(theirs, name="よその端末")
    make_ivr(theirs, name="よその端末")
    make_call_center(theirs, name="よその端末")
    make_label(theirs, name="よその端末")
    make_account(theirs, name="よその端末")

    assert "よその端末" not in portal.get(path).text


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize(("path", "resource"), LISTS.items())
def test_a_role_sees_the_lists_that_its_rights_name_and_no_others(organization, sign_in, path, resource):
    make_role(organization, "narrow", rights={resource: ["view"]})
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    answers = {each: browser.get(each).status_code for each in LISTS}

    assert [each for each, status in answers.items() if status == 200] == [path]
    assert menu(browser.get(path)) == [path]


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize("right", ["edit", "delete"])
def test_another_right_does_not_show_a_list(organization, sign_in, right):
    make_role(organization, "narrow", rights={"terminals": [right]})
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    assert browser.get("/directory/terminals/").status_code == 403
    assert browser.get("/").page.all(".//nav[@class='side']") == []


@pytest.mark.rule("ACC-1", "ACC-2")
def test_a_list_leads_only_where_the_role_may_go(organization, sign_in):
    terminal = make_terminal(organization, "1001")
    make_profile(organization, "営業部", targets=[terminal])
    make_role(organization, "narrow", rights={"terminals": ["view"], "numbers": ["view"]})
    make_ivr(organization, "3001", name="受付")
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    of_terminals = [link.get("href") for link in browser.get("/directory/terminals/").page.all(".//tbody//a")]
    of_numbers = [link.get("href") for link in browser.get("/directory/numbers/").page.all(".//tbody//a")]

    assert of_terminals == [f"/directory/terminals/{terminal.id}/"]
    assert not [address for address in of_numbers if "/ivrs/" in address]


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "query", ["page=99999999999999999999", "sort=id;drop", "owner_type=maybe&role=%27", "search=%07%F0%9F"]
)
def test_a_query_that_makes_no_sense_shows_the_list(portal, path, query):
    assert portal.get(f"{path}?{query}").status_code == 200
