"""Choosing the contact points."""

import pytest
from pages_in_words import alerts, column, rows, selected_rows, tabs, tick

from factories import make_account, make_call_center, make_label, make_organization, make_profile, stored
from portal.domain.words import DisplayList, Part, TargetType
from portal.models import RemovedItem, SelectedBusinessLabel, SelectedCallCenter


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部")


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/contact-points", *path])


@pytest.mark.rule("CPT-2")
def test_the_tab_lists_those_with_a_caller_number(admin, sign_in, organization, profile):
    make_call_center(organization, "4001", name="サポート", caller_number="0120000001")
    make_call_center(organization, "4002", name="番号なし", caller_number=None)
    make_label(organization, "renewal", name="更新", caller_number="0312345678")

    answer = sign_in(admin, "ja").get(of(profile))

    assert answer.page.words(".//h2") == "表示設定(窓口)"
    assert [row[1:] for row in rows(answer)] == [
        ["コールセンター", "サポート 4001", "0120000001", "–"],
        ["業務ラベル", "更新 renewal", "0312345678", "–"],
    ]


@pytest.mark.rule("CPT-1")
@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_for_extensions_there_is_no_such_tab(portal, organization, path):
    profile = make_profile(organization, target_type=TargetType.EXTENSION)

    answer = portal.get(of(profile, *path))
    shown = portal.get(f"/profiles/{profile.id}/")

    assert answer.status_code == 404
    assert "Display (contact points)" not in tabs(shown)


@pytest.mark.rule("CPT-2", "TRU-20")
def test_call_centres_and_labels_are_saved_together(portal, organization, profile, database):
    centers = [make_call_center(organization) for _ in range(3)]
    label = make_label(organization)
    portal.get(of(profile, "edit"))

    answer = tick(portal, f"call_center-{centers[1].id}", f"business_label-{label.id}")

    stored_centers = database.query(SelectedCallCenter.call_center_id).all()
    assert [row[0] for row in stored_centers] == [centers[1].id]
    assert [row[0] for row in database.query(SelectedBusinessLabel.business_label_id)] == [label.id]
    assert "2 selected." in answer.page.words(".//main")


@pytest.mark.rule("TRU-20")
def test_a_tick_of_one_type_survives_filtering_by_the_other(portal, organization, profile, database):
    center, label = make_call_center(organization), make_label(organization)
    portal.get(of(profile, "edit"))

    portal.submit("checklist", chosen=[f"call_center-{center.id}"], type="business_label", button="search")
    tick(portal, f"business_label-{label.id}")

    assert database.query(SelectedCallCenter).count() == 1
    assert database.query(SelectedBusinessLabel).count() == 1


@pytest.mark.rule("CPT-3")
@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_with_numbers_only_the_tab_says_that_it_is_not_delivered(portal, organization, path):
    profile = make_profile(organization, display_list=DisplayList.NUMBERS_ONLY, contact_points=[])

    answer = portal.get(of(profile, *path))

    assert "what is selected here is not delivered" in alerts(answer)[0]


@pytest.mark.rule("CPT-4")
def test_a_selected_call_centre_says_how_many_targets_do_not_get_it_and_who(portal, organization, accounts):
    member, one, two = accounts("member", "user1", "user2")
    chosen = make_call_center(organization, "4001", name="サポート", agents=[member])
    make_call_center(organization, "4002", name="別の窓口")
    profile = make_profile(organization, targets=[member, one, two], contact_points=[chosen])

    answer = portal.get(of(profile))
    link = answer.page.find(".//tbody//a")
    who = portal.get(link.get("href"))

    assert column(answer, 4) == ["2 targets are not members", "–"]
    assert rows(who) == [["user1", "user1さん"], ["user2", "user2さん"]]
    assert who.page.words(".//h2") == "Targets that are not members of “サポート”"


@pytest.mark.rule("CPT-4")
def test_where_all_targets_are_members_nothing_is_said(portal, organization, accounts):
    people = accounts("user1", "user2")
    chosen = make_call_center(organization, agents=people)
    profile = make_profile(organization, targets=people, contact_points=[chosen])

    assert column(portal.get(of(profile)), 4) == ["–"]


@pytest.mark.rule("CPT-4")
def test_those_who_are_not_members_can_be_searched_and_paged(portal, organization, accounts, statements):
    chosen = make_call_center(organization)
    profile = make_profile(
        organization,
        targets=accounts(*(f"user{number:03}" for number in range(120))),
        contact_points=[chosen],
    )
    address = of(profile, str(chosen.id), "not-members")

    assert len(rows(portal.get(address))) == 50
    assert column(portal.get(address, search="user11"), 0) == [f"user11{digit}" for digit in range(10)]
    assert len(rows(portal.get(address, page=3))) == 20


@pytest.mark.rule("CPL-3")
def test_a_selected_one_that_lost_its_caller_number_says_so(portal, organization):
    center = make_call_center(organization, "4001", name="サポート")
    profile = make_profile(organization, contact_points=[center])
    center.caller_number = None

    answer = portal.get(of(profile))

    assert selected_rows(answer)[0][2] == "Not deliverable It has no outbound caller number"


@pytest.mark.rule("ACC-4", "TRU-19")
def test_another_organisations_call_centre_is_refused(portal, profile, database):
    theirs = make_call_center(make_organization())
    portal.get(of(profile, "edit"))

    answer = portal.submit(
        "checklist",
        button="save",
        forged={"chosen": [f"call_center-{theirs.id}"], "confirmed": "1"},
    )

    assert answer.status_code == 422
    assert database.query(SelectedCallCenter).count() == 0


@pytest.mark.rule("REC-5")
def test_a_removed_contact_point_is_named(portal, profile):
    stored(RemovedItem(profile_id=profile.id, part=Part.CONTACT_POINTS, item="4009"))

    assert "Removed from the directory: 4009" in alerts(portal.get(of(profile)))[0]


def test_a_page_costs_the_same_however_many_there_are(portal, organization, accounts, statements):
    people = accounts("user1", "user2")
    centers = [make_call_center(organization)]
    profile = make_profile(organization, targets=people, contact_points=centers)
    address = of(profile)
    portal.get(address)
    with statements() as for_one:
        portal.get(address)
    many = [make_call_center(organization, agents=[people[0]]) for _ in range(200)]
    make_account(organization)
    larger = of(make_profile(organization, targets=accounts("user3", "user4"), contact_points=many))
    portal.get(larger)

    with statements() as for_many:
        answer = portal.get(larger)

    assert len(for_many) == len(for_one)
    assert len(rows(answer)) == 50
