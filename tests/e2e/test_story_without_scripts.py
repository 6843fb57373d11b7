"""A browser that runs no scripts asks on a page of its own, and キャンセル loses nothing there either."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal


@pytest.mark.rule("PRF-8", "TGT-3")
def test_cancel_leads_back_to_what_was_ticked_and_once_meant_gives_it_up(page_without_javascript):
    portal = Portal(page_without_javascript)
    portal.sign_in("acme", "watanabe.a")
    portal.make_profile("情報システム部", "Softphone extension")
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
