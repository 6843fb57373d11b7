"""An outage is not an answer: whatever is not one leaves the last good answer in force."""

import json

import pytest
from softphone_answers import controlled, not_controlled

from softphone import exchange
from softphone.softphone import Softphone

DELIVERED = {"phone.auto_answer_delay": 5}
HTML = b"<!doctype html><title>Sign in to the hotel's network</title>"


@pytest.fixture
def held(portal, phone):
    """A controlled softphone whose own value differs from the delivered one."""
    phone.change({"phone.auto_answer_delay": 9})
    portal.answers[None] = controlled(DELIVERED)
    phone.start()
    portal.answers[None] = not_controlled()
    return phone


def assert_held(phone, outcome):
    assert phone.state.standing.outcome == outcome
    assert phone.settings.value("phone.auto_answer_delay") == 5
    assert phone.settings.locked("phone.auto_answer_delay")
    assert phone.state.device_token is not None


@pytest.mark.rule("DLV-10", "TRU-1")
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_fault_of_the_server_keeps_the_last_answer(portal, held, status):
    portal.script("GET settings", status, {"controlled": False, "type": "about:blank", "detail": "no"})

    held.start()

    assert_held(held, "unreachable")


@pytest.mark.rule("DLV-10", "TRU-1")
@pytest.mark.parametrize("status", [200, 302, 307, 401, 403, 404, 418])
def test_a_page_that_is_not_the_portals_keeps_the_last_answer(portal, held, status):
    headers = {"Location": "https://hotel.example/"} if status in {302, 307} else {}
    portal.script("GET settings", status, HTML, headers, content_type="text/html")

    held.start()

    assert_held(held, "unreachable")


@pytest.mark.rule("DLV-10", "TRU-1")
@pytest.mark.parametrize("status", [400, 403, 404, 406, 410])
def test_a_refusal_keeps_the_last_answer(portal, held, status):
    portal.script("GET settings", status, {"type": "about:blank", "detail": "not like this"})

    held.start()

    assert_held(held, "refused")
    assert held.state.standing.detail == "not like this"


@pytest.mark.rule("DLV-10")
def test_a_dead_device_token_keeps_the_last_answer_and_says_so(portal, held):
    portal.devices.clear()

    held.start()

    assert_held(held, "device_ended")


@pytest.mark.rule("DLV-10")
def test_a_server_that_is_gone_keeps_the_last_answer_after_a_restart_too(held):
    Softphone(held.path, server="http://127.0.0.1:9").start()

    again = Softphone(held.path, server="http://127.0.0.1:9")
    again.start()

    assert_held(again, "unreachable")


@pytest.mark.rule("DLV-10", "REL-2")
def test_settings_can_be_changed_while_the_server_is_gone(held):
    offline = Softphone(held.path, server="http://127.0.0.1:9")

    offline.change({"phone.park_prefix": "88"})

    assert offline.settings.value("phone.park_prefix") == "88"


@pytest.mark.rule("DLV-10", "TRU-1")
@pytest.mark.parametrize(
    "cut",
    [
        pytest.param(lambda raw: raw[: len(raw) // 2], id="in the middle"),
        pytest.param(lambda raw: raw[:-1], id="the last byte"),
        pytest.param(lambda _raw: b"", id="all of it"),
    ],
)
def test_a_truncated_body_is_no_answer(portal, held, cut):
    raw = cut(json.dumps(not_controlled()).encode())
    portal.script("GET settings", 200, raw, content_type="application/json")

    held.start()

    assert_held(held, "failed")


@pytest.mark.rule("DLV-10", "TRU-1")
def test_a_body_shorter_than_announced_is_no_answer(portal, held):
    raw = json.dumps(not_controlled()).encode()
    portal.script("GET settings", 200, raw, content_type="application/json")
    portal.scripted[0][1].headers["Content-Length"] = str(len(raw) + 10)
    portal.scripted[0][1].automatically_set_content_length = False

    held.start()

    assert_held(held, "unreachable")


@pytest.mark.rule("DLV-10", "TRU-4")
def test_a_silent_server_is_waited_for_only_so_long(monkeypatch, held, silent_server):
    monkeypatch.setattr(exchange, "READ_WITHIN", 0.05)

    Softphone(held.path, server=silent_server).start()

    assert_held(held, "unreachable")
    assert held.state.standing.detail == "timed_out"


@pytest.mark.rule("DLV-10", "TRU-4")
def test_an_endless_answer_is_cut_off(monkeypatch, portal, held):
    monkeypatch.setattr(exchange, "MOST_BYTES", 1000)
    portal.script("GET settings", 200, b" " * 2000, content_type="application/json")

    held.start()

    assert_held(held, "unreachable")


@pytest.mark.rule("DLV-7")
def test_304_keeps_what_is_in_force(portal, held):
    portal.answers[None] = controlled(DELIVERED)

    held.start()

    assert_held(held, "unchanged")
    assert portal.asked("GET settings")[-1].headers["If-None-Match"] == f'"{held.state.revision}"'


@pytest.mark.rule("TRU-1")
def test_a_304_that_nobody_asked_for_is_no_answer(portal, tmp_path):
    portal.script("GET settings", 304)

    phone = Softphone(tmp_path / "new.json", server=portal.address)
    phone.enrol("acme", "1001", "terminal-1001")

    assert phone.state.standing.outcome == "unreachable"
    assert phone.state.controlled is None


@pytest.mark.rule("DLV-7", "REL-1")
def test_a_304_after_a_release_stays_released(portal, held):
    held.start()

    standing = held.start()

    assert standing.outcome == "not_controlled"
    assert held.settings.value("phone.auto_answer_delay") == 9


@pytest.mark.rule("TRU-1")
@pytest.mark.parametrize("status", [429, 503])
def test_the_softphone_does_not_ask_again_before_it_may(portal, held, status):
    now = held._clock()
    portal.script("GET settings", status, {}, {"Retry-After": "30"})
    held.start()
    asked = len(portal.seen)

    early = Softphone(held.path, server=portal.address, clock=lambda: now + 10).start()
    later = Softphone(held.path, server=portal.address, clock=lambda: now + 40)

    assert early.outcome == "waiting"
    assert len(portal.seen) == asked
    assert later.start().outcome == "not_controlled"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("86400", id="a day"),
        pytest.param("99999999999999999999", id="longer than time"),
        pytest.param("Fri, 31 Dec 2199 23:59:59 GMT", id="a far date"),
    ],
)
def test_a_wrong_retry_after_silences_nobody_for_long(portal, held, header):
    now = held._clock()
    portal.script("GET settings", 503, {}, {"Retry-After": header})

    held.start()

    assert 0 < held.state.not_before - now <= exchange.LONGEST_PATIENCE + 1


@pytest.mark.parametrize("header", ["soon", "-5", "１２", "Fri, 31 Dec", ""])
def test_an_unreadable_retry_after_is_none(portal, held, header):
    portal.script("GET settings", 503, {})
    portal.scripted[0][1].headers["Retry-After"] = header.encode().decode("latin-1")

    held.start()

    assert held.state.not_before is None


def test_a_clock_that_was_set_back_does_not_prolong_the_wait(portal, held):
    now = held._clock()
    portal.script("GET settings", 503, {}, {"Retry-After": "60"})
    held.start()

    standing = Softphone(held.path, server=portal.address, clock=lambda: now - 10_000).start()

    assert standing.outcome == "not_controlled"


@pytest.mark.rule("DLV-10")
def test_a_faulty_catalogue_does_not_keep_the_answer_away(portal, held):
    portal.script("GET settings-catalogue", 200, b'{"version": 5}', content_type="application/json")

    standing = held.start()

    assert standing.outcome == "not_controlled"
    assert held.settings.item("phone.auto_answer").value is False
