"""The command line tells the same as softphones get, and why they get no more."""

import json

import pytest
from playwright.sync_api import expect
from softphone_pages import SoftphoneWindow


@pytest.mark.rule("EXP-1", "DLV-7")
def test_the_command_shows_the_answer_that_the_softphone_got(live_portal, japanese_page):
    softphone = SoftphoneWindow(japanese_page, live_portal.softphone_url)
    softphone.add("acme", "1001")
    softphone.use_the_agent_function()
    softphone.sign_in("sato.y")
    expect(softphone.standing).to_have_attribute("data-outcome", "controlled")

    shown = live_portal.run("haishin", "settings", "show", "acme", "1001", "--account", "sato.y")

    assert shown.returncode == 0, shown.stderr
    document, reasons = json.JSONDecoder().raw_decode(shown.stdout)[0], shown.stdout
    assert document["revision"] == softphone.revision()
    assert document["profile"]["name"] == "オペレーター標準"
    assert "オペレーター標準: applies" in reasons
    assert "オペレーター標準, display_numbers 1002: not_own_number" in reasons
    assert "オペレーター標準, contact_points 4002: not_call_center_member" in reasons
