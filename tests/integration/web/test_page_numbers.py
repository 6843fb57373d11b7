"""Choosing the numbers of the number list and of CTI."""

import pytest
from pages_in_words import alerts, column, rows, save, selected_rows, tabs, tick, ticked

from factories import (
    make_call_center,
    make_ivr,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_terminal,
    number_of,
    stored,
)
from portal.domain.words import DisplayList, Part, TargetType
from portal.models import Number, RemovedItem, SelectedNumber


@pytest.fixture
def directory(organization):
    """One owner of each type, each with its extension and one dial-in number."""
    make_terminal(organization, "1001", name="営業1", dial_in=["05012340001"])
    make_ring_group(organization, "2001", name="営業", dial_in=["0312340001"])
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678"])
    make_call_center(organization, "4001", name="サポート", dial_in=["0120000001"])
    make_phone_book_entry(organization, "0312345678", "代表")


@pytest.fixture
def profile(organization, directory):
    return make_profile(organization, "営業部")


@pytest.fixture
def selected(database):
    """A function that tells the digits on a list of a profile, as they are stored."""

    def stored_numbers(profile, part=Part.DISPLAY_NUMBERS):
        found = (
            database.query(Number.number)
            .join(SelectedNumber, SelectedNumber.number_id == Number.id)
            .filter(SelectedNumber.profile_id == profile.id, SelectedNumber.part == part)
        )
        return {row[0] for row in found}

    return stored_numbers


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/numbers", *path])


def cti_of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/cti-numbers", *path])


@pytest.mark.rule("NUM-1")
def test_the_tab_lists_what_the_number_list_can_show(admin, sign_in, profile):
    answer = sign_in(admin, "ja").get(of(profile))

    assert answer.page.words(".//h2") == "表示設定(電話番号)"
    assert [row[1:] for row in rows(answer)] == [
        ["電話端末", "営業1 1001", "内線番号", "1001", "–"],
        ["電話端末", "営業1 1001", "外線番号", "05012340001", "–"],
        ["着信グループ", "営業 2001", "外線番号", "0312340001", "–"],
        ["IVR", "受付 3001", "外線番号", "0312345678", "代表"],
        ["コールセンター", "サポート 4001", "外線番号", "0120000001", "–"],
    ]


@pytest.mark.rule("NUM-1", "TRU-20")
def test_ticked_numbers_are_saved_and_those_not_shown_stay(portal, organization, directory, selected):
    profile = make_profile(organization, display_numbers=["1001", "0312345678"])
    portal.get(of(profile, "edit"), owner_type="call_center")

    answer = tick(portal, number_of(organization, "0120000001").id)

    assert selected(profile) == {"1001", "0312345678", "0120000001"}
    assert [row[3] for row in selected_rows(answer)] == ["1001", "0312345678", "0120000001"]
    assert "3 selected." in answer.page.words(".//main")


@pytest.mark.rule("TRU-20", "OTH-5")
def test_zero_ticks_saved_is_empty_and_no_longer_never_saved(portal, profile):
    before = portal.get(of(profile))
    portal.get(of(profile, "edit"))

    answer = tick(portal)

    assert "This tab was never saved." in alerts(before)[0]
    assert alerts(answer) == []
    assert "0 selected." in answer.page.words(".//main")
    assert profile.display_numbers_saved


@pytest.mark.rule("NUM-1")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"search": "0312-34"}, ["0312340001", "0312345678"], id="number as people write it"),
        pytest.param({"search": "代表"}, ["0312345678"], id="phone book"),
        pytest.param({"owner_type": "terminal"}, ["1001", "05012340001"], id="owner type"),
        pytest.param({"kind": "extension"}, ["1001"], id="kind"),
        pytest.param({"owner": "営業1"}, ["1001", "05012340001"], id="owner"),
        pytest.param({"selection": "selected"}, ["1001"], id="selected"),
    ],
)
def test_search_and_filters_narrow_the_list(portal, organization, directory, query, found):
    profile = make_profile(organization, display_numbers=["1001"])
    portal.get(of(profile))

    looked_at = column(portal.submit(of(profile), **query), 4)
    portal.get(of(profile, "edit"))
    edited = column(portal.submit("checklist", button="search", **query), 4)

    assert looked_at == found
    assert edited == found


@pytest.mark.rule("NUM-1")
def test_the_list_is_sorted_while_it_is_edited_and_keeps_the_ticks(portal, organization, profile):
    portal.get(of(profile, "edit"))
    number = number_of(organization, "1001")

    answer = tick(portal, number.id, go="sort-4")

    assert column(answer, 4) == ["0120000001", "0312340001", "0312345678", "05012340001", "1001"]
    assert ticked(answer) == [str(number.id)]
    assert answer.page.find(".//th[5]").get("aria-sort") == "ascending"


@pytest.mark.rule("NUM-2")
@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_with_contact_points_only_the_tab_says_that_it_is_not_delivered(portal, organization, path):
    profile = make_profile(organization, display_list=DisplayList.CONTACT_POINTS_ONLY, display_numbers=[])

    answer = portal.get(of(profile, *path))

    assert "what is selected here is not delivered" in alerts(answer)[0]


@pytest.mark.rule("NUM-2")
def test_with_contact_points_only_the_tab_can_still_be_edited(portal, organization, profile, selected):
    profile.display_list = DisplayList.CONTACT_POINTS_ONLY
    portal.get(of(profile, "edit"))

    tick(portal, number_of(organization, "1001").id)

    assert selected(profile) == {"1001"}


@pytest.mark.rule("NUM-2")
def test_with_numbers_only_the_tab_says_nothing_of_it(portal, organization):
    profile = make_profile(organization, display_list=DisplayList.NUMBERS_ONLY, display_numbers=[])

    assert alerts(portal.get(of(profile))) == []


@pytest.mark.rule("CTI-1")
def test_the_cti_tab_is_there_with_the_option(admin, sign_in, profile):
    answer = sign_in(admin, "ja").get(cti_of(profile))

    assert "CTI設定(電話番号)" in tabs(answer)
    assert [row[1:5] for row in rows(answer)] == [
        ["電話端末", "営業1 1001", "内線番号", "1001"],
        ["電話端末", "営業1 1001", "外線番号", "05012340001"],
        ["着信グループ", "営業 2001", "内線番号", "2001"],
        ["着信グループ", "営業 2001", "外線番号", "0312340001"],
        ["IVR", "受付 3001", "外線番号", "0312345678"],
        ["コールセンター", "サポート 4001", "内線番号", "4001"],
        ["コールセンター", "サポート 4001", "外線番号", "0120000001"],
    ]


@pytest.mark.rule("CTI-1")
def test_without_the_option_the_cti_tab_is_gone_and_what_was_selected_is_kept(
    portal, organization, directory, selected
):
    profile = make_profile(organization, cti_numbers=["1001"])
    organization.options = []
    answers = [portal.get(cti_of(profile)), portal.get(cti_of(profile, "edit"))]
    shown = portal.get(f"/profiles/{profile.id}/")
    organization.options = ["crm_integration"]

    again = portal.get(cti_of(profile))

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any("CTI" in tab for tab in tabs(shown))
    assert [row[3] for row in selected_rows(again)] == ["1001"]
    assert selected(profile, Part.CTI_NUMBERS) == {"1001"}


@pytest.mark.rule("CTI-1")
def test_the_two_number_tabs_are_saved_apart(portal, organization, directory, selected):
    profile = make_profile(organization, display_numbers=["0312345678"])
    portal.get(cti_of(profile, "edit"))

    tick(portal, number_of(organization, "1001").id)

    assert selected(profile) == {"0312345678"}
    assert selected(profile, Part.CTI_NUMBERS) == {"1001"}
    assert profile.cti_numbers_saved


@pytest.mark.rule("NUM-1", "TRU-19")
def test_a_number_that_the_list_cannot_show_is_refused(portal, organization, profile, selected):
    portal.get(of(profile, "edit"))
    hidden = number_of(organization, "2001")

    answer = portal.submit("checklist", button="save", forged={"chosen": [str(hidden.id)], "confirmed": "1"})

    assert answer.status_code == 422
    assert selected(profile) == set()


@pytest.mark.rule("REC-5")
def test_what_the_directory_lost_is_named_with_what_to_do(portal, profile):
    stored(RemovedItem(profile_id=profile.id, part=Part.DISPLAY_NUMBERS, item="0399998888"))
    stored(RemovedItem(profile_id=profile.id, part=Part.CTI_NUMBERS, item="0399997777"))

    answer = portal.get(of(profile))

    assert "Removed from the directory: 0399998888" in alerts(answer)[0]
    assert "Check the selection" in alerts(answer)[0]
    assert "0399997777" not in answer.text


def test_saving_says_when_it_takes_effect_while_the_profile_is_enabled(portal, profile):
    portal.get(of(profile, "edit"))

    answer = save(portal, "checklist", button="save")

    assert "at its next start or sign-in" in answer.page.words(".//*[@id='messages']")


@pytest.mark.parametrize("of_tab", [of, cti_of], ids=["display", "CTI"])
@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_a_page_costs_the_same_however_many_numbers_there_are(portal, organization, statements, of_tab, path):
    profile = make_profile(organization, target_type=TargetType.ACCOUNT)
    address = of_tab(profile, *path)
    portal.get(address)
    with statements() as for_none:
        portal.get(address)
    make_ivr(organization, dial_in=[f"03{number:08}" for number in range(1000)])
    portal.get(address)

    with statements() as for_a_thousand:
        answer = portal.get(address)

    assert len(for_a_thousand) == len(for_none)
    assert len(rows(answer)) == 50
