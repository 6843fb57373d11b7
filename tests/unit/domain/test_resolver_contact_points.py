"""Contact points: members, caller numbers, display lists, order."""

from dataclasses import replace

import pytest
from resolver_facts import (
    AGENT,
    CATALOGUE,
    account_profile,
    call_center,
    extension_profile,
    external,
    label,
    question,
    withheld,
)

from portal.domain.effective import explain, resolve
from portal.domain.words import DisplayList, Part, Reason


def contact_points(facts):
    return resolve(facts, CATALOGUE).document["display"]["contact_points"]


@pytest.mark.rule("CPL-2")
def test_call_center_comes_to_members_only_and_a_label_to_all():
    selected = (call_center("4001", "サポート"), call_center("4002", "解約"), label())

    explanation = explain(question(account=account_profile(contact_points=selected)), CATALOGUE)

    names = [point["name"] for point in explanation.document["display"]["contact_points"]]
    assert names == ["サポート", "更新"]
    assert withheld(explanation, Part.CONTACT_POINTS) == {"4002": Reason.NOT_CALL_CENTER_MEMBER}


@pytest.mark.rule("CPL-2")
def test_label_whose_code_is_a_call_centers_extension_needs_no_membership():
    selected = account_profile(contact_points=(label("4002"),))

    assert len(contact_points(question(account=selected))) == 1


@pytest.mark.rule("CPL-3")
@pytest.mark.parametrize("point", [call_center(caller_number=None), label(caller_number=None)])
def test_contact_point_without_a_caller_number_is_withheld(point):
    explanation = explain(question(account=account_profile(contact_points=(point,))), CATALOGUE)

    assert explanation.document["display"]["contact_points"] == []
    assert withheld(explanation, Part.CONTACT_POINTS) == {point.key: Reason.NO_CALLER_NUMBER}


@pytest.mark.rule("CPL-2", "EXP-1")
def test_foreign_call_center_without_a_caller_number_is_told_as_foreign():
    selected = account_profile(contact_points=(call_center("4002", caller_number=None),))

    explanation = explain(question(account=selected), CATALOGUE)

    assert withheld(explanation, Part.CONTACT_POINTS) == {"4002": Reason.NOT_CALL_CENTER_MEMBER}


@pytest.mark.rule("CPL-1", "CPT-3")
def test_numbers_only_delivers_no_contact_points():
    selected = account_profile(display_list=DisplayList.NUMBERS_ONLY, contact_points=(label(),))

    explanation = explain(question(account=selected), CATALOGUE)

    assert explanation.document["display"]["contact_points"] is None
    assert withheld(explanation, Part.CONTACT_POINTS) == {"renewal": Reason.LIST_EXCLUDES}


@pytest.mark.rule("CPL-1", "PRF-6")
@pytest.mark.parametrize("stored", DisplayList)
def test_extension_profile_shows_numbers_whatever_is_stored(stored):
    selected = extension_profile(
        display_list=stored, numbers=(external("0312345678"),), contact_points=(label(),)
    )

    explanation = explain(question(terminal=selected), CATALOGUE)

    display = explanation.document["display"]
    assert display["list"] == "numbers_only"
    assert [number["number"] for number in display["numbers"]] == ["0312345678"]
    assert display["contact_points"] is None
    assert withheld(explanation, Part.CONTACT_POINTS) == {"renewal": Reason.LIST_EXCLUDES}


@pytest.mark.rule("NLS-8", "CPL-1")
@pytest.mark.parametrize(
    ("shown", "numbers", "points"),
    [
        (DisplayList.SWITCHABLE, [], []),
        (DisplayList.NUMBERS_ONLY, [], None),
        (DisplayList.CONTACT_POINTS_ONLY, None, []),
    ],
)
def test_list_that_is_not_delivered_is_null_and_an_empty_one_is_empty(shown, numbers, points):
    display = resolve(question(account=account_profile(display_list=shown)), CATALOGUE).document["display"]

    assert (display["list"], display["numbers"], display["contact_points"]) == (shown.value, numbers, points)


@pytest.mark.rule("CPL-4")
@pytest.mark.parametrize("profile", [account_profile(), extension_profile()])
def test_showing_new_ones_automatically_is_delivered_as_off(profile):
    display = resolve(question(terminal=profile), CATALOGUE).document["display"]

    assert display["auto_show_new_call_centers"] is False
    assert display["auto_show_new_business_labels"] is False


@pytest.mark.rule("CPL-2")
def test_contact_points_come_by_type_name_and_key():
    agent = replace(AGENT, call_centers=frozenset({"4001", "4002", "4003"}))
    wanted = (
        call_center("4003", "い", "0300000003"),
        call_center("4001", "ろ", "0300000001"),
        call_center("4002", "ろ", "0300000002"),
        label("b", "い", "0300000004"),
        label("a", "亜", "0300000005"),
    )
    selected = account_profile(contact_points=wanted[::-1])

    shown = contact_points(question(agent=agent, account=selected))

    assert [point["caller_number"] for point in shown] == [point.caller_number for point in wanted]
