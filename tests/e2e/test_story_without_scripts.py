"""A profile made and enabled in a browser that runs no scripts: every save asks on a page of its own."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow


@pytest.mark.rule("PRF-8")
def test_a_profile_is_made_and_delivered_without_scripts(live_portal, page_without_javascript, japanese_page):
    portal = Portal(page_without_javascript)
    softphone = SoftphoneWindow(japanese_page, live_portal.softphone_url)

    portal.sign_in("acme", "watanabe.a")
    portal.make_profile("情報システム部", "Softphone extension")
    _nothing_is_saved_before_the_answer(portal)
    portal.tick("Target selection", "1306 情報システム部 02")
    portal.tick("Display (phone numbers)", "1306 情報システム部 02", "0312005410 情報システム")
    portal.pin("標準設定", version=2)
    expect(portal.fact("Version")).to_have_text("2")
    portal.switch("Enabled")
    expect(portal.page.get_by_role("main").get_by_role("listitem")).to_contain_text(
        ["配信先選択: 1件", "その他配信設定: 標準設定 バージョン 2"]
    )
    portal.answer_ok()
    expect(portal.fact("Status")).to_have_text("有効")

    softphone.add("acme", "1306")
    expect(softphone.numbers).to_have_text(["1306", "0312005410"])
    softphone.open_settings("音声設定")
    expect(softphone.setting("着信音量")).to_have_value("50")
    expect(softphone.setting("着信音量")).to_be_disabled()


def _nothing_is_saved_before_the_answer(portal):
    """キャンセル leads back to the form with what was ticked; a second one, once meant, gives that up."""
    portal.open_tab("Target selection")
    portal.edit()
    box = portal.page.get_by_role("checkbox", name="1306 情報システム部 02", exact=True)
    box.check()
    portal.press_save()
    portal.page.get_by_role("button", name="キャンセル", exact=True).click()
    expect(box).to_be_checked()
    portal.page.get_by_role("button", name="キャンセル", exact=True).click()
    expect(portal.heading("このタブの下書きを破棄しますか?")).to_be_visible()
    portal.answer_ok()
    expect(portal.page.get_by_role("main")).to_contain_text("0件")
