"""What the pages of profiles, snapshots and webhooks become while somebody works on them."""

import json
import re

import pytest
from examined_pages import LOCALES, READERS, Examination
from playwright.sync_api import expect
from portal_pages import Portal

FAULTY_SNAPSHOT = {"format": "haishin-snapshot", "settings": {"phone.auto_answer_delay": "ten"}}
TARGETS = "1001\n9999\n"


@pytest.fixture
def sign_in(open_context, language):
    def signed_in(login):
        portal = Portal(open_context(locale=LOCALES[language]).new_page(), language)
        portal.sign_in("acme", login)
        return portal

    return signed_in


@pytest.fixture
def portal(sign_in):
    return sign_in("watanabe.a")


@READERS
def test_every_state_of_a_profile_is_for_everybody(portal, sign_in, language, viewport):
    examination = Examination(portal.page, viewport=viewport)
    portal.make_profile(f"下書きの見え方 {language}", "Softphone extension")
    address = portal.page.url.partition("?")[0]

    _draft(portal, examination)
    _changed_meanwhile(portal, sign_in("suzuki.k"), examination, address)
    _file_of_targets(portal.page, examination, address)

    assert not examination.faults, "\n\n".join(examination.faults)


def _draft(portal, examination):
    page = portal.page
    portal.open_tab("Target selection")
    portal.edit()
    page.locator("tbody .tick input[type=checkbox]").first.check()
    expect(page.locator("#checklist:not([data-pending])")).to_have_count(1)
    expect(page.locator("#draft-changes")).to_be_visible()
    examination.of_this("with a draft")
    portal.press_save()
    examination.of_this("whether to save")
    page.locator("dialog [data-cancel]").click()
    page.locator("#draft-changes").click()
    expect(page.locator("#draft-changes")).to_have_count(0)
    examination.of_this("what the draft changes")


def _changed_meanwhile(portal, colleague, examination, address):
    """A colleague changes the profile while the draft waits: both are shown side by side."""
    portal.page.goto(f"{address}targets/edit")
    colleague.page.goto(f"{address}edit")
    colleague.page.get_by_label(colleague.word("Memo")).fill("変更した")
    colleague.save()
    portal.press_save()
    portal.page.get_by_role("button", name="OK", exact=True).click()
    expect(portal.page.locator("#conflict")).to_be_visible()
    examination.of_this("changed meanwhile")


def _file_of_targets(page, examination, address):
    page.goto(f"{address}targets/upload")
    page.locator("main .buttons [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    file = {"name": "targets.csv", "mimeType": "text/csv", "buffer": TARGETS.encode()}
    page.locator("[type=file]").set_input_files(file)
    page.locator("[type=radio]").first.check()
    page.locator("main .buttons [type=submit]").click()
    expect(page).to_have_url(re.compile("upload/preview"))
    examination.of_this("what a file would change")


@READERS
def test_every_state_of_what_else_is_worked_on_is_for_everybody(portal, language, viewport):
    examination = Examination(portal.page, viewport=viewport)

    _snapshots(portal, examination)
    _webhooks(portal.page, examination)
    _daily_mail(portal.page, examination)

    assert not examination.faults, "\n\n".join(examination.faults)


def _snapshots(portal, examination):
    page = portal.page
    portal.open_menu("Captured softphone settings")
    portal.link("標準設定").click()
    page.locator("main a[href*='/versions/'][href$='/edit']").click()
    page.locator("#values tr:has([name=included]:checked) input[name^='v-']").first.fill("999")
    _save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    page.goto("/snapshots/import")
    document = json.dumps(FAULTY_SNAPSHOT).encode()
    page.locator("[type=file]").set_input_files(
        {"name": "version.json", "mimeType": "application/json", "buffer": document}
    )
    page.locator("main .buttons [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("a file that cannot be taken in")


def _webhooks(page, examination):
    page.goto("/webhooks/new")
    page.locator("[name=url]").fill("ftp://nowhere")
    _save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    page.locator("[name=url]").fill("https://127.0.0.1:9/hook")
    page.locator("[name=events]").first.check()
    _save(page)
    expect(page.locator("#made")).to_be_visible()
    examination.of_this("the secret")
    page.locator("form[action$='/delete'] button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    examination.of_this("whether to delete")
    page.locator("dialog [data-ok]").click()
    expect(page.locator("#made")).to_have_count(0)


def _daily_mail(page, examination):
    page.goto("/daily-mail/edit")
    page.locator("[name=enabled]").check()
    page.locator("[name=addresses]").fill("not an address")
    _save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")


def _save(page):
    page.locator("main .buttons [type=submit]").first.click()
    page.locator("dialog [data-ok]").click()
