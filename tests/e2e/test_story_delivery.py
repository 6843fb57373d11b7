"""How a delivery is watched: the administrator's page follows while a softphone starts, without a reload."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow

FOLLOWED = 30_000
"""Milliseconds in which the page shows it: the job runs every 5 s, the page asks as often at first."""


@pytest.mark.rule("DST-1", "DST-4")
def test_the_page_of_a_delivery_follows_a_softphone_that_starts(live_portal, open_context):
    portal = Portal(open_context().new_page())
    softphone = SoftphoneWindow(open_context().new_page(), live_portal.softphone_url)
    portal.sign_in("acme", "watanabe.a")
    portal.make_profile("見届ける席", "Softphone extension")
    portal.tick("Target selection", "1203 営業1課 03")
    portal.switch("Enabled")
    portal.answer_ok()
    portal.link("配信状況").click()
    row = portal.page.get_by_role("row").filter(has_text="営業1課 03")
    expect(row).to_contain_text("ソフトフォン未確認")

    softphone.add("acme", "1203")

    expect(softphone.standing).to_have_attribute("data-outcome", "controlled")
    expect(row).to_contain_text("適用済み", timeout=FOLLOWED)
    expect(portal.page.get_by_text("1件中1件に適用済みです。")).to_be_visible()
    row.get_by_role("button", name="もう一度配信").click()
    expect(row).to_contain_text("配信待ち")
    softphone.restart()
    expect(row).to_contain_text("適用済み", timeout=FOLLOWED)
