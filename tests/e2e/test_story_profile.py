"""From profile to softphone and back, told by the pages alone (manual 3.1 to 4.1)."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow

NOTICE = "管理者により一部設定が制御されています。"
STANDARD = "標準設定"

# What the softphone has of its own, and what the pinned version says instead.
OWN_DELAY, PINNED_DELAY = "7", "3"


@dataclass(frozen=True)
class Cast:
    """Who takes part: a seat of 第1営業課 and its neighbour, agents of 法人窓口, and two new profiles."""

    seat: str
    neighbour: str
    agents: tuple[str, str]
    of_the_seat: str
    of_the_agent: str

    @property
    def own_numbers(self):
        return [self.seat, f"0500101{self.seat}"]

    def labelled(self, extension, number=None):
        """What a checklist calls a number of a seat."""
        return f"{number or extension} 営業1課 {extension[-2:]}"


BY_DAY = Cast("1201", "1202", ("maeda.h 前田 弘樹", "okada.k 岡田 和也"), "営業1課の席", "法人営業")
BY_NIGHT = Cast(
    "1202", "1201", ("fujita.y 藤田 洋平", "kondo.t 近藤 智"), "営業1課の夜間席", "法人営業(夜間)"
)


@pytest.mark.rule("DLV-2", "DLV-3", "LCK-1", "LCK-2", "LCK-3", "LCK-4", "REL-1", "REL-2", "PRF-8", "STA-2")
@pytest.mark.parametrize(
    ("cast", "scripts"), [pytest.param(BY_DAY, True, id="scripts"), pytest.param(BY_NIGHT, False, id="none")]
)
def test_a_profile_reaches_the_softphone_locks_it_and_lets_it_go(live_portal, open_context, cast, scripts):
    portal = Portal(open_context(javascript=scripts).new_page())
    softphone = SoftphoneWindow(open_context().new_page(), live_portal.softphone_url)

    _set_up_as_the_user_likes(softphone, cast)
    portal.sign_in("acme", "watanabe.a")
    _make_the_profile_of_the_seat(portal, cast)
    _make_the_profile_of_the_agent(portal, cast)
    softphone.restart()
    softphone.sign_in(cast.agents[0].split()[0])
    _the_lists_are_those_of_the_account_profile(softphone, cast)
    _what_is_controlled_is_greyed_out(softphone)
    _what_is_not_can_be_changed(softphone)
    softphone.sign_out()
    _the_lists_are_those_of_the_extension_profile(softphone, cast)
    _disable(portal, cast.of_the_seat)
    softphone.restart()
    _the_user_has_everything_back(softphone)


def _set_up_as_the_user_likes(softphone, cast):
    softphone.add("acme", cast.seat)
    softphone.open_settings("電話機能")
    softphone.setting("自動応答する").check()
    softphone.setting("自動応答までの秒数").fill(OWN_DELAY)
    softphone.save_settings()
    softphone.open_settings("画面設定")
    softphone.setting("文字サイズ").select_option(label="大")
    softphone.save_settings()
    softphone.use_the_agent_function()
    softphone.restart()
    expect(softphone.standing).to_have_attribute("data-outcome", "not_controlled")
    expect(softphone.notice).to_have_count(0)


def _make_the_profile_of_the_seat(portal, cast):
    portal.make_profile(cast.of_the_seat, "Softphone extension")
    portal.tick("Target selection", cast.labelled(cast.seat))
    portal.tick("Display (phone numbers)", cast.labelled(cast.seat), "0312005110 第1営業課")
    portal.switch("Enabled")
    portal.answer_ok()


def _make_the_profile_of_the_agent(portal, cast):
    portal.make_profile(cast.of_the_agent, "Account", memo="法人窓口の担当者")
    expect(portal.fact("Status")).to_have_text("無効")
    portal.tick("Target selection", *cast.agents)
    portal.tick(
        "Display (phone numbers)",
        *(cast.labelled(cast.seat, number) for number in cast.own_numbers),
        cast.labelled(cast.neighbour),
        "0312005100 営業部",
        "0312005120 第2営業課",
        "0312005000 総合案内",
        "0312005130 法人窓口",
    )
    portal.tick("Display (contact points)", "法人窓口", "採用窓口", "保守契約の更新")
    portal.tick(
        "CTI (phone numbers)", cast.labelled(cast.seat), "2001 営業部", "4005 法人窓口", "0312005130 法人窓口"
    )
    portal.pin(STANDARD, version=1)
    expect(portal.fact("Version")).to_have_text("1")
    portal.switch("Enabled")
    expect(portal.question.get_by_role("listitem")).to_have_text(
        [
            "配信先選択: 2件",
            "表示設定(電話番号): 7件選択",
            "表示設定(窓口): 3件選択",
            "CTI設定(電話番号): 4件選択",
            "その他配信設定: 標準設定 バージョン 1",
        ]
    )
    portal.answer_ok()
    expect(portal.fact("Status")).to_have_text("有効")


def _disable(portal, name):
    portal.open_profile(name)
    portal.switch("Disabled")
    expect(portal.question).to_contain_text("解除")
    portal.answer_ok()
    expect(portal.fact("Status")).to_have_text("無効")


def _the_lists_are_those_of_the_account_profile(softphone, cast):
    """The extension of another and the number of a group without this terminal are withheld (NLS, CPL)."""
    softphone.open("Phone")
    expect(softphone.numbers).to_have_text([*cast.own_numbers, "0312005100", "0312005000", "0312005130"])
    softphone.show("Contact points")
    expect(softphone.contact_points).to_have_text(["法人窓口", "保守契約の更新"])
    softphone.notice.hover()
    expect(softphone.notice_text).to_be_visible()
    expect(softphone.notice_text).to_have_text(NOTICE)


def _what_is_controlled_is_greyed_out(softphone):
    softphone.open_settings("電話機能")
    expect(softphone.setting("自動応答する")).not_to_be_checked()
    expect(softphone.setting("自動応答までの秒数")).to_have_value(PINNED_DELAY)
    expect(softphone.open_controls).to_have_count(0)
    softphone.open_settings("画面設定")
    expect(softphone.setting("文字サイズ")).to_be_disabled()
    softphone.open_settings("CTI設定")
    expect(softphone.page.get_by_test_id("field-cti.numbers").get_by_role("listitem")).to_have_count(4)
    expect(softphone.page.get_by_test_id("field-cti.numbers")).to_have_attribute("data-locked", "true")


def _what_is_not_can_be_changed(softphone):
    softphone.open_settings("表示設定")
    by_name = softphone.setting("番号リストを電話帳の名前で表示する")
    sorts = softphone.setting("番号リストをソートして表示する")
    expect(softphone.open_controls).to_have_count(2)
    expect(by_name).to_be_enabled()
    sorts.check()
    softphone.save_settings()


def _the_lists_are_those_of_the_extension_profile(softphone, cast):
    softphone.open("Phone")
    expect(softphone.numbers).to_have_text(["0312005110", cast.seat])
    expect(softphone.page.get_by_role("link", name="窓口リスト")).to_have_count(0)
    softphone.open_settings("電話機能")
    expect(softphone.setting("自動応答までの秒数")).to_have_value(OWN_DELAY)
    expect(softphone.setting("自動応答までの秒数")).to_be_enabled()


def _the_user_has_everything_back(softphone):
    expect(softphone.standing).to_have_attribute("data-outcome", "not_controlled")
    expect(softphone.notice).to_have_count(0)
    softphone.open_settings("電話機能")
    expect(softphone.setting("自動応答する")).to_be_checked()
    expect(softphone.setting("自動応答までの秒数")).to_have_value(OWN_DELAY)
    softphone.open_settings("画面設定")
    expect(softphone.setting("文字サイズ")).to_have_value("large")
    softphone.open_settings("表示設定")
    expect(softphone.locked_settings).to_have_count(0)
    expect(softphone.setting("番号リストをソートして表示する")).to_be_checked()
