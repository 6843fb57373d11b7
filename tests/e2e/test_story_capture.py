"""From one softphone to all: set up, captured, pinned, in force on another. Told by the English pages.

Once with the portal's script, once in a browser that runs none.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow

NOTICE = "Some settings are controlled by your administrator."


@dataclass(frozen=True)
class Names:
    """What a telling calls things: the snapshot, the profile, and both softphones."""

    snapshot: str
    profile: str
    source: str
    other: str
    target: str


@pytest.mark.rule("CAP-1", "CAP-6", "CAP-8", "SNP-1", "OTH-2", "OTH-3", "OSV-1", "LCK-4", "PRF-8")
@pytest.mark.parametrize(
    ("names", "scripts"),
    [
        pytest.param(
            Names("Night shift", "Night shift seats", "1305", "1302", "1302 総務部 02"), True, id="scripts"
        ),
        pytest.param(
            Names("Early shift", "Early shift seats", "1208", "1209", "1209 営業2課 03"), False, id="none"
        ),
    ],
)
def test_what_was_set_up_on_one_softphone_is_in_force_on_another(live_portal, open_context, names, scripts):
    portal = Portal(open_context(locale="en-GB", javascript=scripts).new_page(), "en")
    source = SoftphoneWindow(open_context(locale="en-GB").new_page(), live_portal.softphone_url, "en")
    other = SoftphoneWindow(open_context(locale="en-GB").new_page(), live_portal.softphone_url, "en")

    portal.sign_in("acme", "watanabe.a")
    portal.open_menu("Captured softphone settings")
    _set_up(source, names)
    _capture(source, names)
    if not scripts:
        # Nothing follows the captures there: the person looks again.
        portal.page.reload()
    _the_version_appears(portal, names)
    _pin(portal, names)
    _in_force_and_locked(other, names)


def _set_up(softphone, names):
    softphone.add("acme", names.source)
    softphone.open_settings("Phone")
    softphone.setting("Answer automatically").check()
    softphone.setting("Calls kept in the history").fill("50")
    softphone.save_settings()
    softphone.open_settings("Notifications")
    softphone.setting("Ring tone").select_option(label="Bright")
    softphone.save_settings()


def _capture(softphone, names):
    softphone.use_the_agent_function()
    softphone.sign_in("watanabe.a")
    softphone.capture(names.snapshot)
    softphone.follow_capture()
    expect(softphone.capture_state).to_have_text(f"taken in: “{names.snapshot}”, version 1")


def _the_version_appears(portal, names):
    """The page was opened before the capture, and nobody has touched it since (CAP-6)."""
    shown = [names.snapshot, "1", names.source, "3.13.7", "0"]
    expect(portal.row(names.snapshot).get_by_role("cell")).to_contain_text(shown)
    portal.link(names.snapshot).click()
    history = portal.page.get_by_role("row").filter(has_text="Calls kept in the history")
    expect(history).to_contain_text("50")


def _pin(portal, names):
    portal.make_profile(names.profile, "Softphone extension")
    portal.tick("Target selection", names.target)
    portal.pin(names.snapshot)
    expect(portal.fact("Setting name")).to_have_text(names.snapshot)
    expect(portal.fact("Source extension")).to_have_text(names.source)
    expect(portal.fact("Source softphone version")).to_have_text("3.13.7")
    portal.link("See the settings").click()
    expect(portal.heading(names.snapshot)).to_be_visible()
    portal.open_profile(names.profile)
    portal.switch("Enabled")
    portal.answer_ok()


def _in_force_and_locked(softphone, names):
    softphone.add("acme", names.other)
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
