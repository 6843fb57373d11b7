"""One search box for everything."""

import pytest
from pages_in_words import rows

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_ring_group,
    make_role,
    make_terminal,
)

PASSWORD = "correct horse battery"


def groups(answer):
    """What was found, by kind: the first cell of each row."""
    return {
        section.get("id"): [row[0] for row in rows(answer, f".//section[@id='{section.get('id')}']//table")]
        for section in answer.page.all(".//main//section")
    }


@pytest.fixture
def everything(organization):
    """One thing of every kind that is called 営業."""
    make_terminal(organization, "1001", name="営業1")
    make_ring_group(organization, "2001", name="営業")
    make_ivr(organization, "3001", name="営業受付", dial_in=["0312345678"])
    make_call_center(organization, "4001", name="営業窓口")
    make_label(organization, "sales", name="営業")
    make_account(organization, "user1", name="営業 太郎")
    make_profile(organization, "営業部")


def test_a_name_is_found_in_every_kind(portal, everything):
    portal.get("/profiles/")

    answer = portal.submit("/directory/search", search="営業")

    assert answer.page.words(".//h1") == "Search results for “営業”"
    assert groups(answer) == {
        "profiles": ["営業部"],
        "terminals": ["1001"],
        "ring_groups": ["2001"],
        "ivrs": ["3001"],
        "call_centers": ["4001"],
        "business_labels": ["sales"],
        "numbers": ["1001", "2001", "3001", "0312345678", "4001"],
        "accounts": ["user1"],
    }


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param("user1", {"accounts": ["user1"]}, id="login"),
        pytest.param("03-1234-5678", {"numbers": ["0312345678"]}, id="number as people write it"),
        pytest.param("営業部", {"profiles": ["営業部"]}, id="profile"),
        pytest.param("4001", {"call_centers": ["4001"], "numbers": ["4001"]}, id="extension"),
    ],
)
def test_each_thing_is_found_by_what_it_is_known_by(portal, everything, sought, found):
    assert groups(portal.get("/directory/search", search=sought)) == found


@pytest.mark.rule("ACC-1", "ACC-2")
def test_nobody_finds_what_they_may_not_see(organization, everything, sign_in):
    make_role(organization, "narrow", rights={"terminals": ["view"]})
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    assert groups(browser.get("/directory/search", search="営業")) == {"terminals": ["1001"]}


@pytest.mark.rule("ACC-4")
def test_nothing_of_another_organisation_is_found(portal):
    make_terminal(make_organization(), "1001", name="よその端末")

    assert groups(portal.get("/directory/search", search="1001")) == {}


def test_each_kind_is_paged_by_itself(portal, organization):
    for number in range(60):
        make_terminal(organization, str(1000 + number), name="営業")

    first = portal.get("/directory/search", search="営業")
    following = first.page.find(".//section[@id='terminals']//nav//li[3]/a").get("href")
    second = portal.get(following.partition("#")[0])

    assert len(groups(first)["terminals"]) == 50
    assert len(groups(second)["terminals"]) == 10
    assert len(groups(second)["numbers"]) == 50


@pytest.mark.parametrize("query", ["", "search=", "search=%20", "search=どこにもない", "terminals_page=x"])
def test_what_finds_nothing_says_what_can_be_searched(portal, everything, query):
    answer = portal.get(f"/directory/search?{query}")

    assert "extension, login, name, number or profile" in answer.page.words(".//div[@class='empty']")
