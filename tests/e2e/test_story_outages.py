"""What people see while a part of the deployment is down, and after it came back."""

from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from redis import Redis
from softphone_pages import SoftphoneWindow

from plumbing import programs

SWEPT = 30_000
"""Milliseconds in which a sweep certainly comes: it comes every 10 s."""


@contextmanager
def stopped(live_portal, name, start, **how):
    """Have the process called `name` stopped inside the block, and run again after it."""
    process = live_portal.processes[name]
    process.stop()
    try:
        yield
    finally:
        live_portal.processes[name] = start(live_portal.settings, process.log.parent, **how)


@pytest.mark.rule("CAP-2", "CAP-6", "TRU-5")
def test_a_capture_that_no_ring_reached_is_taken_in_by_the_sweep(live_portal, open_context):
    softphone = SoftphoneWindow(open_context().new_page(), live_portal.softphone_url)
    portal = Portal(open_context().new_page())
    softphone.add("acme", "1304")
    softphone.use_the_agent_function()
    softphone.sign_in("watanabe.a")
    portal.sign_in("acme", "watanabe.a")

    with stopped(live_portal, "worker", programs.start_worker):
        softphone.capture("経理部の席")
        expect(softphone.capture_state).to_have_text("受け付けました")
        portal.open_menu("Captured softphone settings")
        portal.link("1件の取得を処理しています。").click()
        expect(portal.row("経理部の席")).to_contain_text("受付済み")
        _forget_every_ring(live_portal)

    expect(portal.row("経理部の席")).to_contain_text("取込済み バージョン 1", timeout=SWEPT)
    softphone.follow_capture()
    expect(softphone.capture_state).to_have_text("取り込みました: 「経理部の席」のバージョン 1")


def _forget_every_ring(live_portal):
    with Redis.from_url(live_portal.settings["HAISHIN_REDIS_URL"]) as broker:
        broker.flushall()


@pytest.mark.rule("DLV-10", "TRU-1")
def test_a_softphone_that_reaches_nobody_keeps_what_it_had(live_portal, japanese_page):
    softphone = SoftphoneWindow(japanese_page, live_portal.softphone_url)
    softphone.add("acme", "1401")
    expect(softphone.standing).to_have_attribute("data-outcome", "controlled")
    numbers = softphone.numbers.all_inner_texts()

    with stopped(live_portal, "portal", programs.start_portal, port=urlsplit(live_portal.base_url).port):
        softphone.restart()
        expect(softphone.standing).to_have_attribute("data-outcome", "unreachable")
        expect(softphone.numbers).to_have_text(numbers)
        expect(softphone.notice).to_be_visible()

    softphone.restart()
    expect(softphone.standing).to_have_attribute("data-outcome", "unchanged")
    assert len(numbers) > 1
