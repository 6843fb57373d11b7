"""The user's own settings lie below what is delivered, and are back after a release [manual 4.1]."""

import pytest
from softphone_answers import POINTS, controlled, not_controlled

from softphone.lists import shown

OWN = {
    "display.list": "switchable",
    "display.numbers": ["1001", "0399990001"],
    "display.contact_points": ["自分の窓口"],
    "display.sort_numbers": True,
    "phone.auto_answer": False,
    "phone.auto_answer_delay": 7,
}
DELIVERED = {"phone.auto_answer": True, "phone.auto_answer_delay": 5}


@pytest.fixture
def settled(portal, phone):
    """A softphone whose user set everything before anything was delivered."""
    portal.answers[None] = not_controlled()
    phone.start()
    phone.change(OWN)
    return phone


def values(phone, keys=OWN):
    return {key: phone.settings.value(key) for key in keys}


@pytest.mark.rule("REL-1")
def test_delivered_values_lie_above_the_users_own(portal, settled):
    portal.answers[None] = controlled(DELIVERED)

    settled.start()

    assert settled.settings.value("phone.auto_answer_delay") == 5
    assert settled.settings.own_value("phone.auto_answer_delay") == 7
    assert [line.number for line in shown(settled.settings).numbers] == [
        "0120000001",
        "0312345678",
        "05012340001",
    ]


@pytest.mark.rule("REL-1", "TRU-1")
@pytest.mark.parametrize("reason", ["no_profile", "softphone_too_old", "server_too_old", "terminal_type"])
def test_not_controlled_brings_the_users_own_settings_back_unchanged(portal, settled, reason):
    portal.answers[None] = controlled(DELIVERED)
    settled.start()
    portal.answers[None] = not_controlled(reason)

    standing = settled.start()

    assert (standing.outcome, standing.detail) == ("not_controlled", reason)
    assert values(settled) == OWN
    assert settled.state.controlled is None
    assert [line.number for line in shown(settled.settings).numbers] == ["0399990001", "1001"]


@pytest.mark.rule("REL-1")
def test_without_agent_sign_in_the_account_profile_is_released(portal, settled):
    portal.answers["user1"] = controlled(DELIVERED)
    settled.sign_in("user1", "agent-user1")
    assert settled.settings.value("phone.auto_answer") is True

    settled.sign_out()

    assert values(settled) == OWN


@pytest.mark.rule("REL-1")
def test_unticking_the_agent_function_signs_out_and_releases(portal, settled):
    portal.answers["user1"] = controlled(DELIVERED)
    settled.sign_in("user1", "agent-user1")

    settled.change({"agent.enabled": False})

    assert settled.state.agent is None
    assert portal.agents == {}
    assert values(settled) == OWN


@pytest.mark.rule("REL-2")
def test_a_change_to_an_unlocked_item_while_controlled_stays_after_release(portal, settled):
    portal.answers[None] = controlled(DELIVERED)
    settled.start()

    settled.change({"display.numbers_by_phone_book_name": True, "phone.park_prefix": "77"})

    assert settled.settings.value("phone.park_prefix") == "77"
    portal.answers[None] = not_controlled()
    settled.start()
    changed = {"display.numbers_by_phone_book_name": True, "phone.park_prefix": "77"}
    assert values(settled, OWN | changed) == OWN | changed


@pytest.mark.rule("REL-1")
def test_a_part_that_is_not_delivered_any_more_is_the_users_again(portal, settled):
    portal.answers[None] = controlled(DELIVERED)
    settled.start()
    portal.answers[None] = controlled(None)

    settled.start()

    assert settled.settings.value("phone.auto_answer_delay") == 7
    assert settled.settings.value("display.list") == "switchable"
    assert settled.change({"phone.auto_answer_delay": 9}).value("phone.auto_answer_delay") == 9


@pytest.mark.rule("REL-1")
def test_enrolling_as_another_terminal_keeps_own_settings_and_drops_the_delivered(portal, settled):
    portal.answers[None] = controlled(DELIVERED)
    settled.start()
    portal.script("GET settings", 503, headers={"Retry-After": "0"})

    settled.enrol("acme", "1002", "terminal-1002")

    assert settled.state.controlled is None
    assert values(settled) == OWN
    assert settled.settings.value("terminal.extension") == "1002"
    assert list(portal.devices.values()) == ["1002"]


@pytest.mark.rule("NLS-8", "NLS-9", "CPL-1")
@pytest.mark.parametrize(
    ("display", "numbers", "points"),
    [
        pytest.param({"list": "numbers_only", "contact_points": None}, 3, None, id="numbers only"),
        pytest.param({"list": "contact_points_only", "numbers": None}, None, 2, id="contact points only"),
        pytest.param({"numbers": [], "contact_points": []}, 0, 0, id="nothing selected"),
        pytest.param({"contact_points": POINTS[:1]}, 3, 1, id="switchable"),
    ],
)
def test_the_phone_shows_the_delivered_lists_and_none_of_its_own(portal, settled, display, numbers, points):
    portal.answers[None] = controlled(DELIVERED, display=display)

    settled.start()

    lists = shown(settled.settings)
    assert (lists.numbers if numbers is None else len(lists.numbers)) == numbers
    assert (lists.contact_points if points is None else len(lists.contact_points)) == points


def test_numbers_go_by_the_phone_book_name_and_sorted_when_the_user_wants(portal, phone):
    phone.change({"display.numbers_by_phone_book_name": True, "display.sort_numbers": True})
    phone.start()

    titles = [line.title for line in shown(phone.settings).numbers]

    assert titles == ["05012340001", "お客様窓口", "代表"]
