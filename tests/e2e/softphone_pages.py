"""The softphone's window as its user sees it, in the words of its pages."""

from playwright.sync_api import expect

from plumbing.waiting import wait_until

JAPANESE = {
    "Add a softphone": "ソフトフォンを追加",
    "Organisation": "契約ID",
    "Extension": "内線番号",
    "Terminal password": "端末パスワード",
    "Enrol": "登録",
    "Restart": "再起動",
    "Menu": "メニュー",
    "Phone": "電話",
    "Agent": "エージェント",
    "Settings": "設定",
    "Capture": "設定値を取得",
    "About": "バージョン情報",
    "Contact points": "窓口リスト",
    "Use the agent function": "エージェント機能を利用する",
    "Login": "ログインID",
    "Password": "パスワード",
    "Sign in": "サインイン",
    "Sign out": "サインアウト",
    "Save": "保存",
    "Name of the snapshot": "ソフトフォン設定値名",
    "Look again": "状態を更新",
}


class SoftphoneWindow:
    """One phone of the window at `address`."""

    def __init__(self, page, address, language="ja"):
        """Look through a tab of a browser that asks for `language`."""
        self.page = page
        self.address = address
        self.language = language

    def word(self, english):
        return JAPANESE[english] if self.language == "ja" else english

    @property
    def numbers(self):
        """What the number list shows first in each line: the numbers, or their names."""
        return self.page.get_by_test_id("number").locator(".line-title")

    @property
    def contact_points(self):
        return self.page.get_by_test_id("contact-point").locator(".line-title")

    @property
    def standing(self):
        """What came of the last question to the portal."""
        return self.page.get_by_test_id("standing")

    @property
    def notice(self):
        """The information icon, and its text."""
        return self.page.get_by_test_id("notice-icon")

    @property
    def notice_text(self):
        return self.page.get_by_test_id("notice-text")

    @property
    def capture_state(self):
        return self.page.get_by_test_id("capture-state")

    def button(self, english):
        return self.page.get_by_role("button", name=self.word(english), exact=True)

    def add(self, organization, extension, password="denwa-demo"):
        """Add a phone to the window and enrol it as a terminal."""
        self.page.goto(self.address)
        self.button("Add a softphone").click()
        self.page.get_by_label(self.word("Organisation")).fill(organization)
        self.page.get_by_label(self.word("Extension")).fill(extension)
        self.page.get_by_label(self.word("Terminal password")).fill(password)
        self.button("Enrol").click()
        expect(self.page.get_by_test_id("status-extension")).to_contain_text(extension)
        expect(self.standing).to_be_visible()

    def open(self, english):
        """Follow a link of the menu below."""
        menu = self.page.get_by_role("navigation", name=self.word("Menu"), exact=True)
        menu.get_by_role("link", name=self.word(english), exact=True).click()

    def restart(self):
        self.button("Restart").click()
        expect(self.standing).to_be_visible()

    def become_version(self, version):
        """Act as another version of the softphone, from the next start on."""
        self.open("About")
        form = self.page.get_by_test_id("version-form")
        form.get_by_role("textbox").fill(version)
        form.get_by_role("button").click()
        expect(self.page.get_by_test_id("said")).to_be_visible()

    def use_the_agent_function(self):
        """Tick エージェント機能を利用する; without it nobody signs in."""
        self.open("Agent")
        self.button("Use the agent function").click()
        expect(self.button("Sign in")).to_be_visible()

    def sign_in(self, login, password="haishin-demo"):
        self.open("Agent")
        self.page.get_by_label(self.word("Login")).fill(login)
        self.page.get_by_label(self.word("Password")).fill(password)
        self.button("Sign in").click()
        expect(self.standing).to_be_visible()

    def sign_out(self):
        self.open("Agent")
        self.button("Sign out").click()
        expect(self.standing).to_be_visible()

    def show(self, english):
        """Switch between 番号リスト and 窓口リスト."""
        lists = self.page.get_by_role("main").get_by_role("navigation")
        lists.get_by_role("link", name=self.word(english), exact=True).click()

    def open_settings(self, menu):
        """Open a menu of ソフトフォン設定, by its own name."""
        self.open("Settings")
        self.page.get_by_role("main").get_by_role("link", name=menu, exact=True).click()
        expect(self.page.get_by_role("heading", level=1, name=menu, exact=True)).to_be_visible()

    def setting(self, label):
        """The control of a setting, by its own name."""
        return self.page.get_by_label(label, exact=True)

    @property
    def locked_settings(self):
        """The settings of the shown menu that are greyed out."""
        return self.page.locator("[data-testid^='field-'][data-locked=true]")

    @property
    def open_controls(self):
        """The controls of the shown menu that a user can change."""
        return self.page.get_by_test_id("settings-form").locator(
            ":is(input:not([type=hidden]), select, textarea):enabled"
        )

    def save_settings(self):
        self.button("Save").click()
        expect(self.page.get_by_test_id("said")).to_be_visible()

    def capture(self, name):
        self.open("Capture")
        self.page.get_by_label(self.word("Name of the snapshot")).fill(name)
        self.page.get_by_test_id("capture").click()

    def follow_capture(self):
        """Look again until the newest capture is finished."""
        look_again = self.page.get_by_role("link", name=self.word("Look again"), exact=True)

        def finished():
            if look_again.count() == 0:
                return True
            look_again.click()
            return False

        expect(self.capture_state).to_be_visible()
        wait_until(finished, seconds=20, what="the capture is finished")

    def revision(self):
        """What バージョン情報 says that is in force."""
        self.open("About")
        return self.page.get_by_test_id("revision").inner_text()
