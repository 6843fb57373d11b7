"""What is locked, and that a locked item is not changed [manual 4.1]."""

import pytest
from softphone_answers import controlled, with_revision

from softphone.settings import Fault, NotChanged

VALUES = {"phone.auto_answer": True, "cti.popup_size": "large"}
FREE_IN_DISPLAY = {"display.numbers_by_phone_book_name", "display.sort_numbers"}


@pytest.fixture
def locked(portal, phone):
    """A softphone with every part delivered."""
    portal.answers[None] = controlled(VALUES, unavailable=["cti.popup_size"])
    phone.start()
    return phone


def locked_keys(phone):
    return {item.key for item in phone.settings.items if item.locked}


@pytest.mark.rule("LCK-1")
def test_a_controlled_softphone_has_the_notice_and_another_has_none(phone):
    assert phone.state.controlled is None

    phone.start()

    assert phone.state.controlled.delivered.notice == "管理者により一部設定が制御されています。"


@pytest.mark.rule("LCK-2")
def test_in_display_all_but_two_items_are_locked(locked):
    display = {item.key for item in locked.settings.items if item.key.startswith("display.")}

    assert display - locked_keys(locked) == FREE_IN_DISPLAY


@pytest.mark.rule("LCK-3")
@pytest.mark.parametrize("cti", [True, False])
def test_the_cti_numbers_are_locked_when_they_are_delivered(portal, locked, cti):
    portal.answers[None] = controlled(VALUES, cti=cti)

    locked.start()

    assert locked.settings.locked("cti.numbers") is cti


@pytest.mark.rule("LCK-4", "OSV-3")
@pytest.mark.parametrize("values", [None, {}, VALUES])
def test_elsewhere_exactly_the_delivered_keys_are_locked(portal, locked, values):
    portal.answers[None] = controlled(values)

    locked.start()

    elsewhere = {key for key in locked_keys(locked) if not key.startswith("display.")} - {"cti.numbers"}
    assert elsewhere == set(values or {})


@pytest.mark.rule("LCK-4")
def test_a_delivered_key_is_locked_even_where_the_list_of_locks_forgets_it(portal, locked):
    portal.answers[None] = with_revision(controlled(VALUES) | {"locked": []})

    locked.start()

    assert locked_keys(locked) == set(VALUES)


@pytest.mark.rule("LCK-2", "LCK-3", "LCK-4")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("display.list", "numbers_only"),
        ("display.numbers", ["1001"]),
        ("display.contact_points", []),
        ("display.auto_show_new_call_centers", True),
        ("cti.numbers", []),
        ("phone.auto_answer", False),
        ("phone.auto_answer", True),
    ],
)
def test_a_change_to_a_locked_item_is_refused(locked, key, value):
    before = locked.state

    outcome = locked.change({key: value})

    assert outcome == NotChanged({key: Fault.LOCKED})
    assert locked.state == before


@pytest.mark.rule("TRU-19", "LCK-4")
def test_one_locked_item_refuses_the_whole_change(locked):
    outcome = locked.change({"phone.park_prefix": "7", "phone.auto_answer": False})

    assert outcome == NotChanged({"phone.auto_answer": Fault.LOCKED})
    assert locked.settings.value("phone.park_prefix") == ""


@pytest.mark.rule("LCK-2")
@pytest.mark.parametrize("key", sorted(FREE_IN_DISPLAY))
def test_the_two_free_items_can_be_changed_while_controlled(locked, key):
    assert locked.change({key: True}).value(key) is True


@pytest.mark.rule("CPL-4")
def test_showing_new_contact_points_by_themselves_is_off_whatever_the_user_had(locked):
    keys = ("display.auto_show_new_call_centers", "display.auto_show_new_business_labels")

    assert [locked.settings.own_value(key) for key in keys] == [True, True]
    assert [locked.settings.value(key) for key in keys] == [False, False]


@pytest.mark.rule("OSV-2")
def test_an_unavailable_key_is_applied_and_marked_as_not_usable(locked):
    item = locked.settings.item("cti.popup_size")

    assert (item.value, item.locked, item.needs_option) == ("large", True, "crm_integration")
    assert locked.settings.item("phone.auto_answer").needs_option is None


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("phone.no_such_thing", True, Fault.UNKNOWN),
        ("audio.noise_suppression", "low", Fault.UNKNOWN),
        ("phone.auto_answer_delay", 61, Fault.BAD_VALUE),
        ("phone.auto_answer_delay", "5", Fault.BAD_VALUE),
        ("phone.park_prefix", "\ud800", Fault.BAD_VALUE),
        ("terminal.extension", "1002", Fault.FROM_ENROLMENT),
        ("terminal.password", "x", Fault.FROM_ENROLMENT),
    ],
)
def test_what_a_setting_cannot_be_is_refused(phone, key, value, fault):
    assert phone.change({key: value}) == NotChanged({key: fault})


@pytest.mark.parametrize("value", [[float("nan")], [2**60], ["\ud800"], [{"deep": [float("inf")]}]])
def test_a_list_of_anything_takes_only_what_can_be_sent(phone, value):
    assert phone.change({"display.numbers": value}) == NotChanged({"display.numbers": Fault.BAD_VALUE})


@pytest.mark.rule("OSV-1")
def test_a_newer_softphone_has_the_settings_that_an_older_has_not(phone):
    assert "audio.noise_suppression" not in phone.settings.known

    phone.become_version("3.13.10")

    assert phone.settings.value("audio.noise_suppression") == "low"
