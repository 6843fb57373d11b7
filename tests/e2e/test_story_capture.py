"""From one softphone to all: set up, captured, pinned, in force on another. Told by the English pages."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow

SNAPSHOT = "Night shift"
NOTICE = "Some settings are controlled by your administrator."


@pytest.mark.rule("CAP-1", "CAP-6", "CAP-8", "SNP-1", "OTH-2", "OTH-3", "OSV-1", "LCK-4")
def test_what_was_set_up_on_one_softphone_is_in_force_on_another(live_portal, open_context):
    portal = Portal(open_context(locale="en-GB").new_page(), "en")
    source = SoftphoneWindow(open_context(locale="en-GB").new_page(), live_portal.softphone_url, "en")
    other = SoftphoneWindow(open_context(locale="en-GB").new_page(), live_portal.softphone_url, "en")

    portal.sign_in("acme", "watanabe.a")
    portal.open_menu("Captured softphone settings")
    _set_up(source)
    _capture(source)
    _the_version_appears(portal)
    _pin(portal)
    _in_force_and_locked(other)


def _set_up(softphone):
    softphone.add("acme", "1305")
    softphone.open_settings("Phone")
    softphone.setting("Answer automatically").check()
    softphone.setting("Calls kept in the history").fill("50")
    softphone.save_settings()
    softphone.open_settings("Notifications")
    softphone.setting("Ring tone").select_option(label="Bright")
    softphone.save_settings()


def _capture(softphone):
    softphone.use_the_agent_function()
    softphone.sign_in("watanabe.a")
    softphone.capture(SNAPSHOT)
    softphone.follow_capture()
    expect(softphone.capture_state).to_have_text(f"taken in: “{SNAPSHOT}”, version 1")


def _the_version_appears(portal):
    """The page was opened before the capture, and nobody has touched it since (CAP-6)."""
    expect(portal.row(SNAPSHOT).get_by_role("cell")).to_contain_text([SNAPSHOT, "1", "1305", "3.13.7", "0"])
    portal.link(SNAPSHOT).click()
    history = portal.page.get_by_role("row").filter(has_text="Calls kept in the history")
    expect(history.get_by_role("cell").last).to_contain_text("50")


def _pin(portal):
    portal.make_profile("Night shift seats", "Softphone extension")
    portal.tick("Target selection", "1302 総務部 02")
    portal.pin(SNAPSHOT)
    expect(portal.fact("Setting name")).to_have_text(SNAPSHOT)
    expect(portal.fact("Source extension")).to_have_text("1305")
    expect(portal.fact("Source softphone version")).to_have_text("3.13.7")
    portal.link("See the settings").click()
    expect(portal.heading(SNAPSHOT)).to_be_visible()
    portal.open_profile("Night shift seats")
    portal.switch("Enabled")
    portal.answer_ok()


def _in_force_and_locked(softphone):
    softphone.add("acme", "1302")
    expect(softphone.standing).to_have_attribute("data-outcome", "controlled")
    softphone.notice.focus()
    expect(softphone.notice_text).to_have_text(NOTICE)
    expect(softphone.numbers).to_have_count(0)
    softphone.open_settings("Phone")
    expect(softphone.setting("Answer automatically")).to_be_checked()
    expect(softphone.setting("Calls kept in the history")).to_have_value("50")
    expect(softphone.open_controls).to_have_count(0)
    softphone.open_settings("Notifications")
    expect(softphone.setting("Ring tone")).to_have_value("bright")
    expect(softphone.setting("Ring tone")).to_be_disabled()
