"""How a delivery is watched: what the administrator's page says of each softphone through a working day."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow

from softphone.answers import Controlled
from softphone.client import Credentials
from softphone.client import Portal as Server
from softphone.state import Report

FOLLOWED = 30_000
"""Milliseconds in which the page shows it: the job runs every 5 s, the page asks as often at first."""

CURRENT, TOO_OLD = "3.13.7", "3.10.0"
SEATS = {"1204": "営業1課 04", "1205": "営業1課 05", "1206": "営業1課 06"}
# The digest of something that nobody was given.
OF_SOMETHING_ELSE = "0" * 64


class OtherSoftphone:
    """A softphone of another maker, which does not always manage to do what it is told."""

    def __init__(self, server, extension):
        self._server = server
        enrolled = server.enrol("acme", extension, "denwa-demo")
        self._credentials = Credentials(enrolled.device_token)

    def start(self, result, *, digest=None, detail=None):
        """Ask, and say what became of the answer."""
        answer = self._server.ask(self._credentials, None)
        assert isinstance(answer, Controlled), answer
        said = Report(answer.revision, result, digest or answer.digest, detail)
        self._server.report(self._credentials, said)


@pytest.fixture
def server(live_portal):
    with Server(live_portal.base_url, CURRENT, "ja") as server:
        yield server


@pytest.mark.rule("DST-1", "DST-2", "DST-4", "DLV-2", "VER-1", "REL-1")
def test_the_page_of_a_delivery_follows_softphones_through_the_day(live_portal, server, open_context):
    portal = Portal(open_context().new_page())
    softphone = SoftphoneWindow(open_context().new_page(), live_portal.softphone_url)
    portal.sign_in("acme", "watanabe.a")
    _make_the_profiles(portal)

    one_that_fails, one_that_drifts = _the_first_start(portal, softphone, server)
    _mended_and_too_old(portal, softphone, one_that_fails, one_that_drifts)
    _an_agent_signs_in(portal, softphone)
    _the_agent_signs_out(portal, softphone)
    _delivered_again(portal, softphone)
    _released(portal, softphone)


def _make_the_profiles(portal):
    portal.make_profile("見届ける人", "Account")
    portal.tick("Target selection", "goto.n 後藤 直美")
    _enable(portal)
    portal.make_profile("見届ける席", "Softphone extension")
    portal.tick("Target selection", *(f"{extension} {name}" for extension, name in SEATS.items()))
    _enable(portal)
    portal.link("配信状況").click()
    _shows(portal, dict.fromkeys(SEATS, "ソフトフォン未確認"))


def _enable(portal):
    portal.switch("Enabled")
    portal.answer_ok()


def _shows(portal, states):
    """The page comes to say this of the extensions, without a reload."""
    for extension, state in states.items():
        expect(_row(portal, extension)).to_contain_text(state, timeout=FOLLOWED)


def _row(portal, extension):
    return portal.page.get_by_role("row").filter(has_text=SEATS[extension])


def _the_first_start(portal, softphone, server):
    """Applied is what a softphone says: one could not do it, another has something else in force."""
    softphone.add("acme", "1204")
    expect(softphone.standing).to_have_attribute("data-outcome", "controlled")
    one_that_fails, one_that_drifts = (OtherSoftphone(server, extension) for extension in ("1205", "1206"))
    one_that_fails.start("failed", detail="The disk is full.")
    one_that_drifts.start("applied", digest=OF_SOMETHING_ELSE)

    _shows(portal, {"1204": "適用済み", "1205": "適用失敗", "1206": "設定の相違"})
    expect(_row(portal, "1205")).to_contain_text("The disk is full.")
    expect(portal.page.get_by_text("3件中1件に適用済みです。")).to_be_visible()
    return one_that_fails, one_that_drifts


def _mended_and_too_old(portal, softphone, one_that_fails, one_that_drifts):
    one_that_fails.start("applied")
    one_that_drifts.start("applied")
    softphone.become_version(TOO_OLD)
    softphone.restart()

    _shows(portal, {"1204": "バージョン不足", "1205": "適用済み", "1206": "適用済み"})
    softphone.become_version(CURRENT)
    softphone.restart()
    _shows(portal, {"1204": "適用済み"})


def _an_agent_signs_in(portal, softphone):
    """The profile of the account wins on this softphone, and its own page says that it arrived."""
    softphone.use_the_agent_function()
    softphone.sign_in("goto.n")

    _shows(portal, {"1204": "見届ける人"})
    _row(portal, "1204").get_by_role("link", name="見届ける人").click()
    expect(portal.page.get_by_text("1件中1件に適用済みです。")).to_be_visible()


def _the_agent_signs_out(portal, softphone):
    softphone.sign_out()

    expect(portal.page.get_by_role("row").filter(has_text="goto.n")).to_contain_text(
        "サインアウト", timeout=FOLLOWED
    )
    portal.open_profile("見届ける席")
    portal.link("配信状況").click()
    _shows(portal, {"1204": "適用済み"})


def _delivered_again(portal, softphone):
    _row(portal, "1204").get_by_role("button", name="もう一度配信").click()
    _shows(portal, {"1204": "配信待ち"})
    softphone.restart()
    _shows(portal, {"1204": "適用済み"})


def _released(portal, softphone):
    portal.open_profile("見届ける席")
    portal.switch("Disabled")
    portal.answer_ok()
    portal.link("配信状況").click()
    _shows(portal, dict.fromkeys(SEATS, "配信待ち"))
    softphone.restart()
    _shows(portal, {"1204": "解除済み"})
