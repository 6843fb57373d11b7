"""What webhooks are told, how it is signed, and when it is tried again."""

import base64
import datetime as dt
import hmac
import json

import pytest

from portal.domain import webhooks
from portal.domain.audit import Action
from portal.domain.webhooks import events_of

KEY = "0123456789abcdef0123456789abcdef"
RENAMED = {"fields": {"name": ["a", "b"]}, "lists": {}}
GREW = {"fields": {}, "lists": {"targets": {"added": ["user1"], "removed": []}}}


def switched(before, after, **fields):
    return {"fields": {"status": [before, after], **fields}, "lists": {}}


@pytest.mark.parametrize(
    ("action", "details", "told"),
    [
        pytest.param(Action.PROFILE_CHANGED, RENAMED, ["profile.changed"], id="renamed"),
        pytest.param(Action.PROFILE_CHANGED, GREW, ["profile.changed"], id="another target"),
        pytest.param(Action.PROFILE_LOST, GREW, ["profile.changed"], id="the directory took something"),
        pytest.param(Action.PROFILE_CHANGED, switched("disabled", "enabled"), ["profile.enabled"], id="on"),
        pytest.param(Action.PROFILE_CHANGED, switched("enabled", "disabled"), ["profile.disabled"], id="off"),
        pytest.param(
            Action.PROFILE_CHANGED,
            switched("disabled", "enabled", name=["a", "b"]),
            ["profile.changed", "profile.enabled"],
            id="renamed and on",
        ),
        pytest.param(
            Action.PROFILE_CREATED,
            switched(None, "disabled", name=[None, "a"]),
            ["profile.changed"],
            id="made",
        ),
        pytest.param(
            Action.PROFILE_RESTORED,
            switched(None, "enabled", name=[None, "a"]),
            ["profile.changed", "profile.enabled"],
            id="restored as it was, enabled",
        ),
        pytest.param(
            Action.PROFILE_DELETED,
            switched("enabled", None, name=["a", None]),
            ["profile.deleted"],
            id="deleted",
        ),
        pytest.param(Action.CAPTURE_INGESTED, {}, ["capture.ingested"], id="taken in"),
        pytest.param(Action.CAPTURE_REFUSED, {}, ["capture.refused"], id="refused"),
        pytest.param(Action.SIGNED_IN, {}, [], id="nothing of a profile"),
    ],
)
def test_an_entry_of_the_audit_log_tells_its_events(action, details, told):
    assert list(events_of(action, details)) == told
    assert webhooks.may_tell(action) is bool(told)


def test_a_message_says_what_when_and_of_what():
    text = webhooks.message("profile.changed", dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), {"a": "あ"})

    assert json.loads(text) == {
        "type": "profile.changed",
        "timestamp": "2026-11-20T09:00:00.000000+00:00",
        "data": {"a": "あ"},
    }


def test_the_signature_is_that_of_standard_webhooks():
    # The example of its specification.
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    value = webhooks.signatures([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')

    assert value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_two_valid_secrets_make_two_signatures():
    value = webhooks.signatures([b"new", b"old"], "msg_1", 1, "{}")

    made = [base64.b64encode(hmac.digest(key, b"msg_1.1.{}", "sha256")).decode() for key in (b"new", b"old")]
    assert value.split(" ") == [f"v1,{each}" for each in made]


def test_each_salt_has_a_secret_of_its_own_and_another_deployment_another():
    secrets = {webhooks.secret_of(KEY, "a"), webhooks.secret_of(KEY, "b"), webhooks.secret_of(KEY * 2, "a")}

    assert len(secrets) == 3
    assert {len(secret) for secret in secrets} == {32}
    assert webhooks.secret_of(KEY, "a") in secrets


def test_delays_grow_and_end():
    delays = [webhooks.delay_after(attempts, 0.0) for attempts in range(1, webhooks.MOST_ATTEMPTS + 1)]

    minutes = [None if delay is None else delay.total_seconds() / 60 for delay in delays]
    assert minutes == [1, 5, 30, 120, 480, 1440, None]


def test_what_failed_together_does_not_come_back_together():
    assert webhooks.delay_after(1, 1.0) == dt.timedelta(seconds=72)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (6, 600), (5000, 600)]
)
def test_a_receiver_that_fails_rests_longer_and_longer(failures, seconds):
    assert webhooks.rest_after(failures).total_seconds() == seconds
