"""Which profile wins, and from which versions on there is one to win."""

from dataclasses import replace

import pytest
from resolver_facts import AGENT, CATALOGUE, account_profile, extension_profile, question

from portal.domain.effective import explain, resolve
from portal.domain.words import Part, Reason, TerminalType


def standings(facts):
    trace = explain(facts, CATALOGUE).trace
    return [(entry.item, entry.profile_id, entry.reason) for entry in trace if entry.part == Part.PROFILE]


def winning(facts):
    profile = resolve(facts, CATALOGUE).document["profile"]
    return profile and profile["name"]


@pytest.mark.rule("DLV-2")
def test_account_profile_beats_the_terminal_profile():
    facts = question(account=account_profile(), terminal=extension_profile())

    assert winning(facts) == "営業部"
    assert standings(facts) == [("営業部", 12, None), ("受付席", 34, Reason.SUPERSEDED_BY_ACCOUNT)]


@pytest.mark.rule("DLV-1", "DLV-3", "STA-3")
def test_disabled_account_profile_leaves_the_terminal_profile():
    facts = question(account=account_profile(enabled=False), terminal=extension_profile())

    assert winning(facts) == "受付席"
    assert standings(facts) == [("営業部", 12, Reason.DISABLED), ("受付席", 34, None)]


@pytest.mark.rule("DLV-1")
def test_disabled_terminal_profile_under_an_account_profile_is_told_as_disabled():
    facts = question(account=account_profile(), terminal=extension_profile(enabled=False))

    assert standings(facts) == [("営業部", 12, None), ("受付席", 34, Reason.DISABLED)]


@pytest.mark.rule("DLV-3")
@pytest.mark.parametrize(
    ("agent", "reason"),
    [
        pytest.param(None, Reason.NOT_SIGNED_IN, id="no agent"),
        pytest.param(replace(AGENT, signed_in=False), Reason.NOT_SIGNED_IN, id="not signed in"),
        pytest.param(
            replace(AGENT, enabled=False),
            Reason.AGENT_FUNCTION_OFF,
            id="function off",
            marks=pytest.mark.rule("DLV-5"),
        ),
        pytest.param(
            replace(AGENT, enabled=False, signed_in=False),
            Reason.AGENT_FUNCTION_OFF,
            id="function off and not signed in",
            marks=pytest.mark.rule("DLV-5"),
        ),
    ],
)
def test_without_an_agent_the_terminal_profile_applies(agent, reason):
    facts = question(agent=agent, account=account_profile(), terminal=extension_profile())

    assert winning(facts) == "受付席"
    assert standings(facts) == [("営業部", 12, reason), ("受付席", 34, None)]


@pytest.mark.rule("DLV-3")
def test_signed_in_agent_without_a_profile_of_its_own_gets_the_terminals():
    assert winning(question(account=None, terminal=extension_profile())) == "受付席"


@pytest.mark.rule("DLV-4")
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(question(), id="nothing targets it"),
        pytest.param(question(account=account_profile(enabled=False)), id="disabled"),
        pytest.param(question(agent=None, account=account_profile()), id="no agent"),
    ],
)
def test_nobody_wins_and_the_softphone_is_not_controlled(facts):
    document = resolve(facts, CATALOGUE).document

    assert (document["controlled"], document["reason"], document["profile"]) == (False, "no_profile", None)


@pytest.mark.rule("DLV-6", "TGT-5")
@pytest.mark.parametrize("terminal_type", TerminalType)
def test_only_softphones_get_settings(terminal_type):
    managed = terminal_type in {TerminalType.SOFTPHONE, TerminalType.SOFTPHONE_ENCRYPTED}

    document = resolve(question(terminal_type=terminal_type, account=account_profile()), CATALOGUE).document

    assert document["controlled"] is managed
    assert document["reason"] == (None if managed else "terminal_type")


@pytest.mark.rule("VER-1")
@pytest.mark.parametrize(
    ("server", "softphone", "reason"),
    [
        ("3.12.10", "3.12.5", None),
        ("3.12.9", "3.12.5", "server_too_old"),
        ("3.9", "3.12.5", "server_too_old"),
        ("3.12.10", "3.12.4", "softphone_too_old"),
        ("3.12.10", "3.12.10", None),
        ("3.12.9", "3.12.4", "server_too_old"),
        ("3.13", "3.13", None),
        ("4.0", "4.0", None),
        ("3.2.99", "10.0.0", "server_too_old"),
    ],
)
def test_versions_below_the_oldest_are_not_controlled(server, softphone, reason):
    facts = question(server=server, softphone=softphone, account=account_profile())

    document = resolve(facts, CATALOGUE).document

    assert document["reason"] == reason
    assert document["controlled"] is (reason is None)


@pytest.mark.rule("EXP-1")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, "no_profile"),
        ({"softphone": "3.12.4"}, "softphone_too_old"),
        ({"softphone": "3.12.4", "server": "3.12.9"}, "server_too_old"),
        (
            {"softphone": "3.12.4", "server": "3.12.9", "terminal_type": TerminalType.WEBRTC},
            "terminal_type",
        ),
    ],
)
def test_the_first_true_reason_is_answered(changes, reason):
    assert resolve(question(**changes), CATALOGUE).document["reason"] == reason


@pytest.mark.rule("EXP-1")
def test_what_is_true_of_the_softphone_comes_before_what_is_true_of_a_profile():
    facts = question(
        terminal_type=TerminalType.HARDPHONE,
        account=account_profile(enabled=False),
        terminal=extension_profile(),
    )

    assert [reason for _, _, reason in standings(facts)] == [Reason.TERMINAL_TYPE, Reason.TERMINAL_TYPE]
