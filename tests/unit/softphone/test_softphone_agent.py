"""Enrolment, and agents that sign in and out [manual 4.1]."""

import pytest
from softphone_answers import controlled, not_controlled

from softphone.outcomes import AgentFunctionOff, NotEnrolled, NotSignedIn, Refused, Unreachable, Why
from softphone.softphone import Softphone

ACCOUNT = controlled({"phone.auto_answer": True}, name="アカウントの設定")
TERMINAL = controlled(None, name="内線の設定")


@pytest.fixture
def both(portal, phone):
    """A softphone whose terminal and whose agent have a profile each; the agent is signed in."""
    portal.answers |= {None: TERMINAL, "user1": ACCOUNT}
    phone.sign_in("user1", "agent-user1")
    return phone


def profile(phone):
    controlled = phone.state.controlled
    return controlled and controlled.delivered.profile.name


def test_enrolling_keeps_the_device_token_and_starts(portal, tmp_path):
    phone = Softphone(tmp_path / "new" / "phone.json", server=portal.address)

    phone.enrol("acme", "1001", "terminal-1001")

    assert phone.state.device_token in portal.devices
    assert phone.state.terminal.name == "営業1"
    assert phone.state.standing.outcome == "controlled"
    assert phone.settings.value("terminal.password") == "terminal-1001"


@pytest.mark.parametrize(
    ("organization", "extension", "password"),
    [("acme", "1001", "wrong"), ("acme", "9999", "terminal-1001"), ("other", "1001", "terminal-1001")],
)
def test_a_refused_enrolment_changes_nothing(portal, tmp_path, organization, extension, password):
    phone = Softphone(tmp_path / "phone.json", server=portal.address)
    before = phone.state

    outcome = phone.enrol(organization, extension, password)

    assert isinstance(outcome, Refused)
    assert (outcome.status, phone.state) == (401, before)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ünïcode", 5, None])
def test_a_token_that_no_header_could_carry_is_not_the_portals(portal, tmp_path, token):
    terminal = {"extension": "1001", "name": "x", "type": "softphone"}
    body = {"device_token": token, "terminal": terminal}
    portal.script("POST enrollments", 201, body, content_type="application/json")

    outcome = Softphone(tmp_path / "phone.json", server=portal.address).enrol("acme", "1001", "x")

    assert outcome == Unreachable(Why.NOT_THE_PORTAL)


def test_a_softphone_that_is_not_enrolled_asks_nobody(portal, tmp_path):
    phone = Softphone(tmp_path / "phone.json", server=portal.address)

    outcomes = (phone.start().outcome, phone.sign_in("user1", "agent-user1"), phone.capture("x"))

    assert outcomes == ("not_enrolled", NotEnrolled(), NotSignedIn())
    assert portal.seen == []


@pytest.mark.rule("DLV-2")
def test_it_asks_again_with_the_agent_after_sign_in(portal, both):
    assert profile(both) == "アカウントの設定"
    assert portal.asked("GET settings")[-1].headers["X-Agent-Token"] == both.state.agent.token


@pytest.mark.rule("DLV-3", "REL-1")
def test_it_asks_again_without_the_agent_after_sign_out(portal, both):
    both.sign_out()

    assert profile(both) == "内線の設定"
    assert portal.agents == {}
    assert "X-Agent-Token" not in portal.asked("GET settings")[-1].headers


@pytest.mark.rule("DLV-5")
def test_an_ended_session_drops_the_agent_and_asks_again_without(portal, both):
    portal.agents.clear()
    asked = len(portal.asked("GET settings"))

    standing = both.start()

    first, second = portal.asked("GET settings")[asked:]
    assert "X-Agent-Token" in first.headers
    assert "X-Agent-Token" not in second.headers
    assert both.state.agent is None
    assert (standing.outcome, standing.agent_ended) == ("controlled", True)
    assert profile(both) == "内線の設定"


@pytest.mark.rule("DLV-5", "DLV-10")
def test_an_ended_session_before_an_outage_keeps_the_last_answer(portal, both):
    ended = {"type": "https://portal.example/problems/agent-session-ended", "detail": "ended"}
    portal.script("GET settings", 401, ended)
    portal.script("GET settings", 503)

    both.start()

    assert both.state.agent is None
    assert profile(both) == "アカウントの設定"


@pytest.mark.rule("DLV-5")
def test_a_portal_that_ends_sessions_for_ever_is_asked_twice(portal, both):
    ended = {"type": "https://portal.example/problems/agent-session-ended", "detail": "ended"}
    for _ in range(3):
        portal.script("GET settings", 401, ended)

    standing = both.start()

    assert standing.outcome == "agent_ended"
    assert len(portal.scripted) == 1
    assert profile(both) == "アカウントの設定"


@pytest.mark.rule("DLV-5")
@pytest.mark.parametrize(
    "kind", ["about:blank", "https://portal.example/problems/agent-session-ended-not", ""]
)
def test_another_401_does_not_sign_the_agent_out(portal, both, kind):
    portal.script("GET settings", 401, {"type": kind, "detail": "no"})

    standing = both.start()

    assert standing.outcome == "device_ended"
    assert both.state.agent is not None


@pytest.mark.rule("DLV-10")
def test_signing_out_without_a_server_signs_out_here_and_keeps_the_last_answer(both):
    offline = Softphone(both.path, server="http://127.0.0.1:9")

    offline.sign_out()

    assert offline.state.agent is None
    assert profile(offline) == "アカウントの設定"


def test_a_wrong_password_leaves_who_was_signed_in(portal, both):
    outcome = both.sign_in("user2", "wrong")

    assert outcome.status == 401
    assert both.state.agent.login == "user1"
    assert both.state.device_token in portal.devices


def test_another_agent_ends_the_session_of_the_one_before(portal, both):
    both.sign_in("user2", "agent-user2")

    assert both.state.agent.login == "user2"
    assert list(portal.agents.values()) == ["user2"]


@pytest.mark.rule("REL-1")
def test_nobody_signs_in_while_the_agent_function_is_off(portal, phone):
    phone.change({"agent.enabled": False})

    outcome = phone.sign_in("user1", "agent-user1")

    assert outcome == AgentFunctionOff()
    assert portal.agents == {}


def test_the_agent_stays_signed_in_over_a_restart(both):
    again = Softphone(both.path)

    again.start()

    assert again.state.agent.login == "user1"
    assert again.state.standing.outcome == "unchanged"


def test_the_notice_comes_in_the_language_that_was_spoken_last(portal, phone):
    Softphone(phone.path, language="en").start()

    Softphone(phone.path).start()

    assert [one.headers["Accept-Language"] for one in portal.asked("GET settings")] == ["en", "en"]


@pytest.mark.rule("VER-1")
def test_it_names_the_version_that_it_acts_as(portal, phone):
    portal.answers[None] = not_controlled("softphone_too_old")
    phone.become_version("3.12.4")

    phone.start()

    assert portal.asked("GET settings")[-1].headers["X-Softphone-Version"] == "3.12.4"


def test_reset_ends_the_enrolment_and_forgets_everything(portal, phone):
    phone.reset()

    assert portal.devices == {}
    assert phone.state.own == {}
    assert [path.name for path in phone.path.parent.iterdir()] == ["phone.json.lock"]
