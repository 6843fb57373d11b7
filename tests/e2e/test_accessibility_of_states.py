"""What the directory's pages become while somebody works on them: questions, refusals, what is shown once."""

import json

from examined_pages import LOCALES, READERS, Examination
from playwright.sync_api import expect
from portal_pages import Portal

DIRECTORY = {"ivrs": [{"extension": "3901", "name": "追加した窓口"}], "business_labels": []}
FAULTY = {"ivrs": [{"extension": "内線", "name": ""}], "roles": 1}


@READERS
def test_every_state_of_the_directory_is_for_everybody(open_context, language, viewport):
    portal = Portal(open_context(locale=LOCALES[language]).new_page(), language)
    examination = Examination(portal.page, viewport=viewport)
    portal.sign_in("acme", "watanabe.a")

    _found_and_not_found(portal.page, examination)
    _menu_of_the_account(portal.page, examination)
    _questions(portal.page, examination)
    _refused_and_saved(portal, examination)
    _upload(portal.page, examination)
    _shown_once(portal.page, examination)

    assert not examination.faults, "\n\n".join(examination.faults)


def _found_and_not_found(page, examination):
    for address in (
        "/directory/search?search=10",
        "/directory/search?search=nothing+is+called+so",
        "/directory/search",
        "/directory/accounts/?search=nothing+is+called+so",
    ):
        page.goto(address)
        examination.of_this(address.rpartition("?")[2])


def _menu_of_the_account(page, examination):
    page.goto("/account")
    page.locator("details.menu summary").click()
    expect(page.locator("details.menu a")).to_be_visible()
    examination.of_this("with the menu")
    page.locator("#password-form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")


def _questions(page, examination):
    page.goto("/directory/ivrs/")
    page.locator("tbody a").first.click()
    page.locator("form[action$='/delete'] button").click()
    _examine_dialog(page, examination, "whether to delete")
    page.goto("/directory/roles/?sort=key")
    page.locator("tbody tr", has_text="system_admin").locator("a").click()
    page.locator("a[href$='/edit']").click()
    page.locator("main .buttons [type=submit]").click()
    expect(page.locator("#confirm-detail p")).to_be_visible()
    _examine_dialog(page, examination, "whether to save with a warning")


def _examine_dialog(page, examination, state):
    expect(page.get_by_role("dialog")).to_be_visible()
    examination.of_this(state)
    page.locator("dialog [data-cancel]").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def _save(page):
    page.locator("main .buttons [type=submit]").first.click()
    page.locator("dialog [data-ok]").click()


def _refused_and_saved(portal, examination):
    page = portal.page
    page.goto("/directory/roles/new")
    _save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    page.goto("/directory/business-labels/")
    page.locator("tbody a").first.click()
    page.locator("a[href$='/edit']").click()
    page.locator("[name=name]").fill("")
    _save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    page.locator("[name=name]").fill("名前を直した業務ラベル")
    page.evaluate("document.querySelector('[name=revision]').value = 'another'")
    _save(page)
    expect(page.locator("#conflict")).to_be_visible()
    examination.of_this("changed meanwhile")
    _save(page)
    expect(page.locator(".toast-note")).to_be_visible()
    examination.of_this("saved")


def _upload(page, examination):
    for document, shown in ((FAULTY, ".error-summary"), (DIRECTORY, "#directory-upload-preview")):
        page.goto("/directory/upload")
        file = {
            "name": "directory.json",
            "mimeType": "application/json",
            "buffer": json.dumps(document).encode(),
        }
        page.locator("[type=file]").set_input_files(file)
        page.locator("[name=mode][value=sync]").check()
        page.locator("main .buttons [type=submit]").click()
        expect(page.locator(shown)).to_be_visible()
        examination.of_this(shown)


def _shown_once(page, examination):
    page.goto("/directory/api-keys/new")
    page.locator("[name=name]").fill("連携")
    page.locator("[name=directory]").check()
    _save(page)
    expect(page.locator("#made")).to_be_visible()
    examination.of_this("the key")
    page.goto("/directory/terminals/?search=1016")
    page.locator("tbody a").first.click()
    page.locator("form[action$='/password'] button").click()
    page.locator("dialog [data-ok]").click()
    expect(page.locator("#made")).to_be_visible()
    examination.of_this("the password")
