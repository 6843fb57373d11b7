"""Ticks that wait on the server, told by the pages alone: by mouse and keyboard, over reloads and tabs."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal


@pytest.fixture
def portal(live_portal, open_context):
    portal = Portal(open_context().new_page())
    portal.sign_in("acme", "watanabe.a")
    return portal


def box(portal, place):
    """The box of a row, from 0."""
    return portal.page.locator("tbody .tick input[type=checkbox]").nth(place)


def count(portal):
    return portal.page.locator("#draft-changes [data-words]")


def acknowledged(portal):
    """The server has all that was ticked."""
    expect(portal.page.locator("#checklist:not([data-pending])")).to_have_count(1)
    expect(portal.page.locator("#draft-changes[href]")).to_be_visible()


@pytest.mark.rule("TGT-3", "PRF-8")
def test_a_draft_survives_reloading_and_another_tab_and_is_saved_or_given_up(portal):
    portal.make_profile("下書きの確認", "Softphone extension")
    portal.open_tab("Target selection")
    portal.edit()
    box(portal, 0).check()
    expect(count(portal)).to_have_text("追加: 1、解除: 0")
    acknowledged(portal)

    _shift_ticks_all_between(portal)
    portal.page.reload()
    expect(box(portal, 1)).to_be_checked()
    expect(count(portal)).to_have_text("追加: 3、解除: 0")
    _a_tick_is_taken_back_by_keyboard_and_the_focus_stays(portal)
    _another_tab_of_the_browser_has_the_same_draft(portal)
    _the_list_of_changes_takes_one_back(portal)
    _the_question_before_saving_looks_up_what_it_does(portal)
    _cancel_asks_and_gives_it_up(portal)


def _shift_ticks_all_between(portal):
    box(portal, 2).click(modifiers=["Shift"])
    expect(box(portal, 1)).to_be_checked()
    expect(count(portal)).to_have_text("追加: 3、解除: 0")
    acknowledged(portal)


def _a_tick_is_taken_back_by_keyboard_and_the_focus_stays(portal):
    box(portal, 1).focus()
    portal.page.keyboard.press("Space")
    expect(count(portal)).to_have_text("追加: 2、解除: 0")
    acknowledged(portal)
    expect(box(portal, 1)).to_be_focused()
    expect(portal.page.locator("#announcer")).to_have_text("追加: 2、解除: 0")


def _another_tab_of_the_browser_has_the_same_draft(portal):
    other = portal.page.context.new_page()
    other.goto(portal.page.url)
    expect(count(Portal(other))).to_have_text("追加: 2、解除: 0")
    other.close()


def _the_list_of_changes_takes_one_back(portal):
    expect(portal.page.locator("#draft-changes [data-digits]")).to_have_text("+2 −0")
    portal.page.locator("#draft-changes").click()
    expect(portal.page.get_by_role("row")).to_have_count(3)
    box(portal, 0).check()
    portal.page.get_by_role("button", name="チェックした変更を取り消す").click()
    expect(portal.page.get_by_role("row")).to_have_count(2)
    portal.link("一覧に戻る").first.click()
    expect(count(portal)).to_have_text("追加: 1、解除: 0")


def _the_question_before_saving_looks_up_what_it_does(portal):
    portal.press_save()
    expect(portal.question).to_contain_text("ソフトフォンごとの影響を確認")
    portal.question.get_by_role("button", name="キャンセル").click()
    expect(portal.question).to_have_count(0)


def _cancel_asks_and_gives_it_up(portal):
    portal.page.get_by_role("button", name="キャンセル", exact=True).first.click()
    expect(portal.heading("このタブの下書きを破棄しますか?")).to_be_visible()
    portal.answer_ok()
    expect(portal.page.get_by_role("main")).to_contain_text("0件")
    portal.open_menu("Softphone setting profiles")
    expect(portal.page.get_by_role("main").get_by_text("下書き (")).to_have_count(0)
