"""新しく追加された番号 on the list of profiles, on a profile's tabs, and over all profiles (REC)."""

import pytest
from pages_in_words import alerts, rows, tick

from factories import make_profile, number_of
from importer.directory import Mode
from plumbing.statements import counted
from portal.domain.words import Part
from portal.queries.reviews import waiting_on
from portal.services import directory, directory_reviews
from portal.services.directory import Taking

SHOWN, CTI = Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部", display_numbers=[])


@pytest.fixture
def add(organization, profile, database):
    """A function that adds terminals with these extensions to the directory, and runs the job."""

    def add(*extensions):
        terminals = [{"extension": each, "name": f"席{each}", "type": "softphone"} for each in extensions]
        directory.take({"terminals": terminals}, Taking(Mode.MERGE), slug=organization.slug)
        directory_reviews.review(organization.id)
        database.commit()

    return add


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/numbers", *path])


@pytest.mark.rule("REC-2")
def test_the_list_and_the_tab_say_how_much_was_newly_added(portal, profile, add):
    add("1001", "1002")

    assert "Newly added: 4" in portal.get("/profiles/").page.words()
    answer = portal.get(of(profile))
    assert any("Newly added: 2" in text for text in alerts(answer))


@pytest.mark.rule("REC-3")
def test_a_review_lists_what_is_new_and_a_save_reviews_what_it_showed(portal, organization, profile, add):
    add("1001", "1002")

    answer = portal.get(of(profile, "edit"), selection="new")
    assert [row[4] for row in rows(answer)] == ["1001", "1002"]
    tick(portal, number_of(organization, "1001").id)

    assert waiting_on(profile) == {CTI: 2}


@pytest.mark.rule("REC-3")
def test_a_save_reviews_what_earlier_pages_of_the_edit_showed(portal, organization, profile, add):
    add(*(str(place) for place in range(1001, 1061)))
    portal.get(of(profile, "edit"), selection="new")
    tick(portal, number_of(organization, "1001").id, go="page-next")
    assert next(row[4] for row in rows(portal.answer)) == "1051"

    tick(portal)

    assert waiting_on(profile) == {CTI: 60}


@pytest.mark.rule("REC-3")
def test_what_is_newly_added_can_be_dismissed_up_to_what_the_page_knew(portal, profile, add):
    add("1001")
    portal.get(of(profile))
    add("1002")

    portal.submit(f"/profiles/{profile.id}/reviewed/display_numbers", forged={"confirmed": "1"})

    assert waiting_on(profile) == {SHOWN: 1, CTI: 2}


@pytest.mark.rule("REC-4")
def test_a_number_is_added_to_the_chosen_profiles_at_once(portal, organization, profile, add):
    other = make_profile(organization, "経理部", display_numbers=[])
    add("1001")
    number = number_of(organization, "1001")

    assert "1001" in portal.get("/newly-added/").page.words()
    portal.get(f"/newly-added/{number.id}/")
    portal.submit("lists", button="add-all", forged={"confirmed": "1"})

    assert (waiting_on(profile), waiting_on(other)) == ({}, {})
    assert "It waits on no list any more." in portal.get(f"/newly-added/{number.id}/").page.words()


@pytest.mark.rule("REC-4")
def test_a_number_goes_to_no_list_when_none_is_chosen(portal, organization, profile, add):
    add("1001")
    portal.get(f"/newly-added/{number_of(organization, '1001').id}/")

    answer = portal.submit("lists", button="add", forged={"confirmed": "1"})

    assert "Choose at least one list." in answer.page.words()
    assert waiting_on(profile) == {SHOWN: 1, CTI: 1}


@pytest.mark.rule("ACC-4")
def test_a_number_of_another_organisation_does_not_exist(portal, profile, add, database):
    assert portal.get("/newly-added/999999/").status_code == 404


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("arrival", ["", "-1", "x", "９", "9" * 30])
def test_a_forged_dismissal_ends_in_400(portal, profile, add, arrival):
    add("1001")
    portal.get(of(profile))

    forged = {"arrival": arrival, "confirmed": "1"}
    answer = portal.submit(f"/profiles/{profile.id}/reviewed/display_numbers", forged=forged)

    assert answer.status_code == 400
    assert waiting_on(profile) == {SHOWN: 1, CTI: 1}


def test_the_pages_cost_the_same_however_much_waits(portal, organization, profile, add):
    add("1001")
    costs = []
    for _round in range(2):
        with counted() as sent:
            portal.get("/newly-added/")
        costs.append(len(sent))
        add(*(str(place) for place in range(1002, 1030)))
    assert costs[0] == costs[1]
