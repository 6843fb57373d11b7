"""Capturing: the settings in force are uploaded once, and what becomes of them is followed."""

import json
from datetime import datetime

import pytest
from softphone_answers import controlled

from softphone.outcomes import NothingCaptured, NotSignedIn, Refused, TokenEnded, Unreachable, Whose
from softphone.softphone import Softphone

BUSY = {"type": "about:blank", "detail": "later"}


@pytest.fixture
def signed_in(portal, phone):
    """A controlled softphone with an agent."""
    portal.answers["user1"] = controlled({"phone.auto_answer_delay": 5})
    phone.change({"cti.custom_password": "of the custom integration"})
    phone.sign_in("user1", "agent-user1")
    return phone


def body(portal):
    return json.loads(portal.asked("POST captures")[-1].get_data())


@pytest.mark.rule("CAP-1", "CAP-8")
def test_a_capture_has_every_setting_in_force_and_the_shape_that_is_asked_for(portal, signed_in):
    signed_in.capture(" 標準設定 ")

    sent = body(portal)
    assert sorted(sent) == ["captured_at", "name", "settings", "softphone"]
    assert sent["name"] == "標準設定"
    assert sent["softphone"]["version"] == "3.13.7"
    assert sent["softphone"]["os"]
    assert datetime.fromisoformat(sent["captured_at"]).tzinfo is not None
    assert sent["settings"] == {item.key: item.value for item in signed_in.settings.items}
    assert sent["settings"]["phone.auto_answer_delay"] == 5
    assert sent["settings"]["terminal.password"] == "terminal-1001"
    assert sent["settings"]["cti.custom_password"] == "of the custom integration"


def test_a_capture_goes_with_both_tokens_version_and_a_key(portal, signed_in):
    signed_in.capture("標準設定")

    headers = portal.asked("POST captures")[-1].headers
    assert headers["Authorization"] == "Bearer device-1001"
    assert headers["X-Agent-Token"] in portal.agents
    assert headers["X-Softphone-Version"] == "3.13.7"
    assert len(headers["Idempotency-Key"]) == 36


@pytest.mark.rule("CAP-6")
def test_a_capture_is_followed_until_it_is_finished(portal, signed_in):
    upload = signed_in.capture("標準設定")
    assert (upload.state, upload.finished) == ("received", False)

    followed = signed_in.follow_capture()
    again = signed_in.follow_capture()

    assert (followed.state, followed.finished) == ("ingested", True)
    assert followed.outcome["snapshot"] == {"name": "標準設定", "version": 1}
    assert again == followed
    assert len(portal.asked("GET captures/c1")) == 1


@pytest.mark.rule("CAP-3")
def test_an_upload_without_an_answer_is_sent_again_as_the_same(portal, signed_in):
    for _ in range(3):
        portal.script("POST captures", 503, BUSY)
    outcome = signed_in.capture("標準設定")
    assert isinstance(outcome, Unreachable)

    again = Softphone(signed_in.path).follow_capture()

    assert again.state == "received"
    sent = portal.asked("POST captures")
    assert len({(one.headers["Idempotency-Key"], one.get_data()) for one in sent}) == 1
    assert len(portal.captures) == 1


@pytest.mark.rule("CAP-3")
def test_an_upload_whose_answer_was_lost_is_one_capture(portal, signed_in):
    portal.script("POST captures", 500, BUSY)

    upload = signed_in.capture("標準設定")

    assert upload.state == "received"
    assert len(portal.asked("POST captures")) == 2


def test_an_upload_is_not_repeated_before_it_may(portal, signed_in):
    portal.script("POST captures", 429, BUSY, {"Retry-After": "5"})

    outcome = signed_in.capture("標準設定")

    assert outcome.retry_after == 5
    assert len(portal.asked("POST captures")) == 1


def test_two_captures_have_two_keys(portal, signed_in):
    signed_in.capture("標準設定")

    signed_in.capture("標準設定")

    assert len(portal.captures) == 2


@pytest.mark.rule("TRU-16")
def test_secrets_do_not_stay_in_the_upload_that_is_remembered(signed_in):
    signed_in.capture("標準設定")

    assert signed_in.state.upload.body is None


@pytest.mark.rule("CAP-1")
def test_a_refused_upload_says_why_and_where(portal, signed_in):
    errors = [{"pointer": "/name", "detail": "too long"}]
    portal.script("POST captures", 422, {"type": "about:blank", "detail": "no", "errors": errors})

    outcome = signed_in.capture("x" * 61)

    assert outcome == Refused(422, "about:blank", "no", (("/name", "too long"),))


@pytest.mark.rule("CAP-1")
def test_without_an_agent_nothing_is_captured(portal, phone):
    assert phone.capture("標準設定") == NotSignedIn()
    assert phone.follow_capture() == NothingCaptured()
    assert portal.asked("POST captures") == []


@pytest.mark.rule("DLV-5")
def test_a_session_that_ended_meanwhile_is_dropped(portal, signed_in):
    signed_in.capture("標準設定")
    portal.agents.clear()

    outcome = signed_in.follow_capture()

    assert outcome == TokenEnded(Whose.AGENT)
    assert signed_in.state.agent is None
