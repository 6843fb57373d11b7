"""Other settings: the pinned values, gated by versions, classes and options; and what is locked."""

import pytest
from resolver_facts import (
    CATALOGUE,
    DISPLAY_LOCKS,
    account_profile,
    extension_profile,
    pinned,
    question,
    withheld,
)

from importer.catalogue import catalogue
from portal.domain.effective import explain, resolve
from portal.domain.words import Language, Part, Reason


@pytest.mark.rule("OSV-1")
def test_pinned_values_are_delivered_with_their_source():
    facts = question(account=account_profile(pinned=pinned(phone__auto_answer=True)))

    other = resolve(facts, CATALOGUE).document["other"]

    assert other == {
        "snapshot": {
            "name": "標準設定",
            "version": 3,
            "captured_at": "2026-11-20T09:00:00+09:00",
            "source_extension": "1001",
            "source_version": "3.13.7",
        },
        "values": {"phone.auto_answer": True},
        "unavailable": [],
    }


@pytest.mark.rule("VER-2")
@pytest.mark.parametrize(
    ("server", "softphone", "reason"),
    [
        ("3.13.0", "3.13.7", None),
        ("3.13", "3.13.10", None),
        ("3.12.99", "3.13.7", Reason.SERVER_TOO_OLD),
        ("3.13.0", "3.13.6", Reason.SOFTPHONE_TOO_OLD),
        ("3.12.10", "3.13.6", Reason.SERVER_TOO_OLD),
        ("3.13.0", "3.12.5", Reason.SOFTPHONE_TOO_OLD),
    ],
)
def test_older_versions_get_the_rest_without_other_settings(server, softphone, reason):
    profile = account_profile(pinned=pinned(phone__auto_answer=True, not__known=1))

    explanation = explain(question(server=server, softphone=softphone, account=profile), CATALOGUE)

    document = explanation.document
    assert document["controlled"] is True
    assert document["display"]["numbers"] == []
    assert (document["other"] is None) is (reason is not None)
    assert ("phone.auto_answer" in document["locked"]) is (reason is None)
    assert withheld(explanation, Part.OTHER).get("phone.auto_answer") == reason
    assert withheld(explanation, Part.OTHER)["not.known"] == (reason or Reason.UNRECOGNISED_KEY)


@pytest.mark.rule("OSV-1", "VER-3")
@pytest.mark.parametrize(
    ("softphone", "known"), [("3.13.8", False), ("3.13.9", True), ("3.13.10", True), ("3.14", True)]
)
def test_key_that_this_softphone_does_not_know_yet_is_withheld(softphone, known):
    profile = account_profile(pinned=pinned(audio__noise_suppression="low"))

    explanation = explain(question(softphone=softphone, account=profile), CATALOGUE)

    document = explanation.document
    assert ("audio.noise_suppression" in document["other"]["values"]) is known
    assert ("audio.noise_suppression" in document["locked"]) is known
    assert withheld(explanation, Part.OTHER) == (
        {} if known else {"audio.noise_suppression": Reason.SOFTPHONE_TOO_OLD}
    )


@pytest.mark.rule("OSV-1", "CAP-8")
def test_keys_that_are_not_shared_and_unknown_ones_are_never_delivered():
    profile = account_profile(
        pinned=pinned(
            terminal__extension="1002",
            terminal__password="x",
            agent__enabled=True,
            display__list="switchable",
            cti__numbers=[],
            future__key=1,
        )
    )

    explanation = explain(question(account=profile), CATALOGUE)

    assert explanation.document["other"]["values"] == {}
    assert explanation.document["locked"] == ["cti.numbers", *DISPLAY_LOCKS]
    assert withheld(explanation, Part.OTHER) == {
        "terminal.extension": Reason.PER_DEVICE_KEY,
        "terminal.password": Reason.PER_DEVICE_KEY,
        "agent.enabled": Reason.PER_DEVICE_KEY,
        "display.list": Reason.PER_DEVICE_KEY,
        "cti.numbers": Reason.PER_DEVICE_KEY,
        "future.key": Reason.UNRECOGNISED_KEY,
    }


@pytest.mark.rule("OSV-2")
def test_key_without_its_option_is_delivered_locked_and_listed_as_unavailable():
    values = {"cti__target": "none", "cti__popup_size": "large", "phone__auto_answer": True}
    facts = question(options=(), account=account_profile(pinned=pinned(**values)))

    explanation = explain(facts, CATALOGUE)

    other = explanation.document["other"]
    assert other["values"] == {"cti.target": "none", "cti.popup_size": "large", "phone.auto_answer": True}
    assert other["unavailable"] == [
        {"key": "cti.popup_size", "option": "crm_integration"},
        {"key": "cti.target", "option": "crm_integration"},
    ]
    assert {"cti.popup_size", "cti.target"} <= set(explanation.document["locked"])
    assert withheld(explanation, Part.OTHER) == {}


@pytest.mark.rule("OSV-2")
def test_with_its_option_a_key_is_available():
    facts = question(account=account_profile(pinned=pinned(cti__popup_size="large")))

    assert resolve(facts, CATALOGUE).document["other"]["unavailable"] == []


@pytest.mark.rule("OSV-3", "OTH-6")
def test_no_snapshot_means_no_other_part_and_none_of_its_keys_locked():
    document = resolve(question(account=account_profile()), CATALOGUE).document

    assert document["other"] is None
    assert document["locked"] == ["cti.numbers", *DISPLAY_LOCKS]


@pytest.mark.rule("OSV-1")
def test_empty_snapshot_is_a_part_without_values():
    other = resolve(question(account=account_profile(pinned=pinned())), CATALOGUE).document["other"]

    assert (other["values"], other["unavailable"]) == ({}, [])


@pytest.mark.rule("LCK-1")
@pytest.mark.parametrize(
    ("language", "notice"),
    [
        (Language.JA, "管理者により一部設定が制御されています。"),
        (Language.EN, "Some settings are controlled by your administrator."),
    ],
)
def test_the_notice_is_in_the_language_that_was_asked_for(language, notice):
    document = resolve(question(language=language, account=account_profile()), CATALOGUE).document

    assert document["notice"] == notice


@pytest.mark.rule("LCK-2", "LCK-3", "LCK-4")
def test_locked_are_display_items_the_cti_list_and_exactly_the_other_keys():
    profile = account_profile(pinned=pinned(phone__history_size=50, phone__auto_answer=False))

    locked = resolve(question(account=profile), CATALOGUE).document["locked"]

    assert locked == ["cti.numbers", *DISPLAY_LOCKS, "phone.auto_answer", "phone.history_size"]


@pytest.mark.rule("LCK-2")
def test_in_the_display_menu_of_the_real_softphone_only_two_items_stay_free():
    settings = catalogue().settings

    locked = resolve(question(account=account_profile()), catalogue()).document["locked"]

    menu = settings["display.list"].menu
    free = [key for key, setting in settings.items() if setting.menu == menu and key not in locked]
    assert menu.ja == "表示設定"
    assert free == ["display.numbers_by_phone_book_name", "display.sort_numbers"]
    assert locked == ["cti.numbers", *DISPLAY_LOCKS]


@pytest.mark.rule("LCK-3")
def test_cti_list_is_not_locked_when_it_is_not_delivered():
    document = resolve(question(options=(), terminal=extension_profile()), CATALOGUE).document

    assert document["locked"] == DISPLAY_LOCKS
