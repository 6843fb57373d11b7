"""The pictures of docs/guide: one journey through the portal, told once in each language.

It speaks the words of the pages through what the browser tests use, so that both stay true together.
"""

import json
import sys
from pathlib import Path

from demonstration import PASSWORD, ROOT, Addresses
from palette import write_small
from playwright.sync_api import Browser, Page, expect
from tab import open_tab

sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "e2e")]

from portal_pages import Portal
from softphone_pages import SoftphoneWindow

WIDE = (1180, 640)
PHONE = (460, 640)
NAMES = {
    "ja": {
        "profile": "営業1課",
        "snapshot": "営業の標準設定",
        "memo": "法人営業の担当者",
        "display": "表示設定",
        "phone": "電話機能",
    },
    "en": {
        "profile": "Sales 1",
        "snapshot": "Sales standard",
        "memo": "Corporate sales",
        "display": "Display",
        "phone": "Phone",
    },
}
PEOPLE = ("maeda.h 前田 弘樹", "okada.k 岡田 和也")
NUMBERS = ("1201 営業1課 01", "05001011201 営業1課 01", "0312005100 営業部", "0312005000 総合案内")
NEW_PHONES = {"terminals": [{"extension": "1291", "name": "営業1課 新任", "type": "softphone"}]}


class Journey:
    """One way through the portal and a softphone, with a picture at each step."""

    def __init__(self, started: Browser, addresses: Addresses, folder: Path, language: str) -> None:
        """Open a tab for the portal and one for the softphone."""
        self.names = NAMES[language]
        self.folder = folder / language
        self.folder.mkdir(parents=True, exist_ok=True)
        # A page without the portal's content policy, to count colours in.
        self.painter = started.new_page()
        tab = open_tab(started, addresses.portal, language, WIDE)
        self.portal = Portal(tab, language)
        window = open_tab(started, addresses.softphone, language, PHONE)
        self.softphone = SoftphoneWindow(window, addresses.softphone, language)

    def draw(self, name: str, page: Page | None = None) -> None:
        """Draw what the portal shows, or another page."""
        shown = page or self.portal.page
        picture = shown.screenshot(animations="disabled", caret="hide")
        write_small(self.painter, picture, self.folder / f"{name}.png")

    def sign_in(self) -> None:
        """Sign in for the first time."""
        page = self.portal.page
        page.goto("/")
        page.get_by_label(self.portal.word("Organisation")).fill("acme")
        page.get_by_label(self.portal.word("Login")).fill("watanabe.a")
        page.get_by_label(self.portal.word("Password")).fill(PASSWORD)
        self.draw("sign-in")
        self.portal.button("Sign in").click()
        expect(page.locator("nav.side")).to_be_visible()

    def take_the_directory_in(self) -> None:
        """Look at what a file would change, take it in, and see it in the list."""
        page = self.portal.page
        page.goto("/directory/upload")
        file = {
            "name": "directory.json",
            "mimeType": "application/json",
            "buffer": json.dumps(NEW_PHONES).encode(),
        }
        page.locator("[type=file]").set_input_files(file)
        page.locator("main .buttons [type=submit]").click()
        expect(page.locator("#directory-upload-preview")).to_be_visible()
        self.draw("directory-upload")
        page.locator("main .buttons [type=submit]").click()
        page.locator("dialog [data-ok]").click()
        expect(page.locator(".toast-note")).to_be_visible()
        page.goto("/directory/terminals/")
        self.draw("terminals")

    def make_a_profile(self) -> None:
        """Make a profile for accounts, and say what its softphones show."""
        portal, page = self.portal, self.portal.page
        portal.open_menu("Softphone setting profiles")
        portal.link(portal.word("New")).click()
        page.get_by_label(portal.word("Profile name")).fill(self.names["profile"])
        portal.choose("Target type", "Account")
        page.get_by_label(portal.word("Memo")).fill(self.names["memo"])
        self.draw("profile-new")
        portal.save()
        self._tick("Target selection", PEOPLE, "targets")
        self._tick("Display (phone numbers)", NUMBERS, "numbers")
        portal.tick("Display (contact points)", "法人窓口")
        portal.tick("CTI (phone numbers)", NUMBERS[0])

    def _tick(self, tab: str, labels: tuple[str, ...], name: str) -> None:
        portal = self.portal
        portal.open_tab(tab)
        portal.edit()
        for label in labels:
            box = portal.page.get_by_role("checkbox", name=label, exact=True)
            if box.count() == 0:
                portal.search(label.split()[0])
                expect(box).to_be_visible()
            box.check()
        self.draw(name)
        portal.save()

    def capture(self) -> None:
        """Set a softphone up, capture it, and look at the version that came of it."""
        softphone = self.softphone
        softphone.add("acme", "1305")
        softphone.use_the_agent_function()
        softphone.sign_in("watanabe.a")
        softphone.capture(self.names["snapshot"])
        softphone.follow_capture()
        self.draw("softphone-capture", softphone.page)
        self.portal.open_menu("Captured softphone settings")
        self.draw("snapshots")
        self.portal.open_profile(self.names["profile"])
        self.portal.pin(self.names["snapshot"])
        self.draw("other-settings")

    def enable(self) -> None:
        """Enable the profile, reading what will happen."""
        self.portal.switch("Enabled")
        self.draw("enable")
        self.portal.answer_ok()
        self.portal.open_menu("Softphone setting profiles")
        self.draw("profiles")

    def see_it_on_the_softphone(self) -> None:
        """Sign in where the profile reaches: its lists, its notice, what is greyed out."""
        softphone = self.softphone
        softphone.add("acme", "1201")
        softphone.use_the_agent_function()
        softphone.sign_in("maeda.h")
        softphone.open("Phone")
        softphone.notice.hover()
        expect(softphone.notice_text).to_be_visible()
        self.draw("softphone-controlled", softphone.page)
        softphone.open_settings(self.names["display"])
        self.draw("softphone-locked", softphone.page)

    def release(self) -> None:
        """Disable the profile, reading whom that releases."""
        self.portal.open_profile(self.names["profile"])
        self.portal.switch("Disabled")
        self.draw("release")
        self.portal.answer_ok()

    def correct_the_directory(self) -> None:
        """Look at a terminal, and at what a role may do."""
        page = self.portal.page
        page.goto("/directory/terminals/?search=1201")
        page.locator("tbody a").first.click()
        self.draw("terminal")
        page.goto("/directory/roles/?search=helpdesk")
        page.locator("tbody a").first.click()
        page.locator("a[href$='/edit']").click()
        expect(page.locator("#rights")).to_be_visible()
        self.draw("role")


def draw_guide(started: Browser, addresses: Addresses, folder: Path, language: str) -> None:
    """Draw the pictures of one language, in the order in which the guide tells them."""
    journey = Journey(started, addresses, folder, language)
    journey.sign_in()
    journey.take_the_directory_in()
    journey.make_a_profile()
    journey.capture()
    journey.enable()
    journey.see_it_on_the_softphone()
    journey.release()
    journey.correct_the_directory()
