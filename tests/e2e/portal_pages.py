"""The portal as its administrator works with it, in the words of its pages."""

import re

from playwright.sync_api import expect

# What the manual calls the things that stories touch; an English page says the left side.
JAPANESE = {
    "Organisation": "契約ID",
    "Login": "ログインID",
    "Password": "パスワード",
    "Sign in": "サインイン",
    "Common settings": "共通設定",
    "Softphone setting profiles": "ソフトフォン設定配信",
    "Captured softphone settings": "ソフトフォン設定値取得",
    "New": "新規",
    "Edit": "編集",
    "Save": "保存",
    "Search": "検索",
    "Profile name": "ソフトフォン設定配信名",
    "Target type": "配信先種別",
    "Account": "アカウント",
    "Softphone extension": "ソフトフォンの内線番号",
    "Memo": "メモ",
    "Status": "ステータス",
    "Enabled": "有効",
    "Disabled": "無効",
    "Basic settings": "基本設定",
    "Target selection": "配信先選択",
    "Display (phone numbers)": "表示設定(電話番号)",
    "Display (contact points)": "表示設定(窓口)",
    "CTI (phone numbers)": "CTI設定(電話番号)",
    "Other settings": "その他配信設定",
    "Choose the version": "バージョンを選択",
    "Version of “%s”": "「%s」のバージョン",
    "Version": "バージョン",
    "See the settings": "設定値を参照",
    "Do you want to save?": "保存しますか?",
}


class Portal:
    """One administrator's browser tab."""

    def __init__(self, page, language="ja"):
        """Work in a tab of a browser that asks for `language`."""
        self.page = page
        self.language = language

    def word(self, english):
        return JAPANESE[english] if self.language == "ja" else english

    def heading(self, words):
        return self.page.get_by_role("heading", name=words, exact=True)

    def button(self, english):
        return self.page.get_by_role("button", name=self.word(english), exact=True)

    def link(self, words):
        return self.page.get_by_role("main").get_by_role("link", name=words, exact=True)

    def row(self, words):
        """The row of a list in which something is called `words`."""
        return self.page.get_by_role("row").filter(has=self.page.get_by_role("link", name=words, exact=True))

    def fact(self, english):
        """What the page says about the thing called `english`."""
        term = self.page.get_by_text(self.word(english), exact=True)
        return self.page.locator("dl.facts > div").filter(has=term).get_by_role("definition")

    @property
    def question(self):
        """The question that stands open: a dialog or, without scripts, a page."""
        return self.page.locator("dialog[open], #confirm-page")

    def sign_in(self, organization, login, password="haishin-demo"):
        self.page.goto("/")
        self.page.get_by_label(self.word("Organisation")).fill(organization)
        self.page.get_by_label(self.word("Login")).fill(login)
        self.page.get_by_label(self.word("Password")).fill(password)
        self.button("Sign in").click()

    def open_menu(self, english):
        """Follow a link of the menu at the side, under 共通設定."""
        menu = self.page.get_by_role("list", name=self.word("Common settings"))
        menu.get_by_role("link", name=self.word(english), exact=True).click()
        expect(self.heading(self.word(english))).to_be_visible()

    def open_profile(self, name):
        self.open_menu("Softphone setting profiles")
        self.link(name).click()
        expect(self.heading(name)).to_be_visible()

    def open_tab(self, english):
        self.link(self.word(english)).click()
        expect(self.heading(self.word(english))).to_be_visible()

    def edit(self):
        self.link(self.word("Edit")).click()
        expect(self.button("Save")).to_be_visible()

    def press_save(self):
        """Press 保存; the question 保存しますか? stands there then: a dialog or, without scripts, a page."""
        self.button("Save").click()
        expect(self.heading(self.word("Do you want to save?"))).to_be_visible()

    def answer_ok(self):
        """Answer the question; the saved state is shown then."""
        self.page.get_by_role("button", name="OK", exact=True).click()
        expect(self.link(self.word("Edit"))).to_be_visible()

    def save(self):
        self.press_save()
        self.answer_ok()

    def choose(self, group, choice):
        """Choose one of a few, both as the English page calls them."""
        shown = self.page.get_by_role("group", name=self.word(group))
        shown.get_by_label(self.word(choice), exact=True).check()

    def make_profile(self, name, target_type, memo=""):
        self.open_menu("Softphone setting profiles")
        self.link(self.word("New")).click()
        self.page.get_by_label(self.word("Profile name")).fill(name)
        self.choose("Target type", target_type)
        self.page.get_by_label(self.word("Memo")).fill(memo)
        self.save()
        expect(self.heading(name)).to_be_visible()

    def tick(self, tab, *labels):
        """Tick what is called so on a tab and save; what is not on the list's first page is searched for."""
        self.open_tab(tab)
        self.edit()
        for label in labels:
            box = self.page.get_by_role("checkbox", name=label, exact=True)
            if box.count() == 0:
                self.search(label.split()[0])
            box.check()
        self.save()

    def search(self, words):
        """Search; the list keeps what was ticked."""
        self.page.get_by_role("searchbox").fill(words)
        self.button("Search").click()

    def pin(self, snapshot, version=None):
        """Choose a snapshot on その他配信設定: its newest version, or the named one."""
        self.open_tab("Other settings")
        self.edit()
        self.page.get_by_label(snapshot, exact=True).check()
        if version is not None:
            self.button("Choose the version").click()
            versions = self.page.get_by_label(self.word("Version of “%s”") % snapshot, exact=True)
            numbered = versions.get_by_role("option").filter(has_text=re.compile(rf"^\s*{version}\b"))
            versions.select_option(numbered.get_attribute("value"))
        self.save()

    def switch(self, status):
        """Switch ステータス on the first tab; the question stands open then."""
        self.open_tab("Basic settings")
        self.edit()
        self.choose("Status", status)
        self.press_save()
