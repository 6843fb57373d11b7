"""Every page of the portal and of the softphone's window, for everybody: in both languages and themes."""

import subprocess

import pytest
from examined_pages import LOCALES, READERS, Examination
from playwright.sync_api import expect
from portal_pages import Portal
from softphone_pages import SoftphoneWindow


@READERS
def test_every_page_of_the_portal_is_for_everybody(open_context, language, viewport):
    portal = Portal(open_context(locale=LOCALES[language]).new_page(), language)
    examination = Examination(portal.page, viewport=viewport)

    _signed_out(portal, examination)
    _with_the_rights_of_an_agent(portal, examination)
    _with_the_rights_of_an_administrator(portal, examination)

    assert not examination.faults, "\n\n".join(examination.faults)
    assert len(examination.examined) > 25, examination.examined


def _signed_out(portal, examination):
    portal.page.goto("/nothing-here")
    examination.of_this()
    portal.sign_in("acme", "watanabe.a", "not the password")
    expect(portal.page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")


def _with_the_rights_of_an_agent(portal, examination):
    portal.sign_in("acme", "sato.y")
    expect(portal.fact("Login")).to_have_text("sato.y")
    examination.of_this()
    portal.page.goto("/profiles/")
    examination.of_this("without the right")
    portal.page.context.clear_cookies()


def _with_the_rights_of_an_administrator(portal, examination):
    portal.sign_in("acme", "watanabe.a")
    portal.open_profile("オペレーター標準")
    examination.of_all_from(portal.page.url)
    portal.page.goto("/profiles/?search=nothing+is+called+so")
    examination.of_this("nothing found")
    portal.page.goto("/profiles/new")
    portal.press_save()
    portal.page.get_by_role("button", name="OK", exact=True).click()
    expect(portal.page.get_by_role("alert")).to_be_visible()
    examination.of_this("with errors")
    portal.open_profile("オペレーター標準")
    portal.switch("Disabled")
    examination.of_this("with the question")
    portal.page.get_by_role("dialog").get_by_role("button").last.click()
    # As a browser without scripts sends it: the question is a page then.
    portal.page.evaluate("document.querySelector('form[data-confirm]').submit()")
    expect(portal.page.locator("#confirm-page")).to_be_visible()
    examination.of_this("the question as a page")


@READERS
def test_every_page_of_the_softphone_is_for_everybody(live_portal, open_context, language, viewport):
    page = open_context(locale=LOCALES[language]).new_page()
    softphone = SoftphoneWindow(page, live_portal.softphone_url, language)
    examination = Examination(page, viewport=viewport)

    _not_enrolled(softphone, examination)
    _with_settings_of_its_own(softphone, examination)
    _controlled(softphone, examination)

    assert not examination.faults, "\n\n".join(examination.faults)
    assert len(examination.examined) > 25, examination.examined


def _not_enrolled(softphone, examination):
    softphone.page.goto(f"{softphone.address}/nothing-here")
    examination.of_this()
    softphone.page.goto(softphone.address)
    examination.of_this()
    softphone.button("Add a softphone").click()
    examination.of_this()


def _with_settings_of_its_own(softphone, examination):
    softphone.add("acme", "1304")
    home = softphone.page.url
    examination.of_all_from(home, within=home.removeprefix(softphone.address))


def _controlled(softphone, examination):
    softphone.add("acme", "1002")
    softphone.use_the_agent_function()
    examination.of_this("to sign in")
    softphone.sign_in("sato.y")
    examination.of_this("controlled")
    softphone.show("Contact points")
    examination.of_this("contact points")
    softphone.notice.hover()
    examination.of_this("with the notice")
    softphone.open("Agent")
    examination.of_this("signed in")
    softphone.capture("標準設定")
    expect(softphone.page.get_by_role("alert")).to_be_visible()
    examination.of_this("refused")
    softphone.open_settings({"ja": "表示設定", "en": "Display"}[softphone.language])
    examination.of_this("locked")


@pytest.mark.parametrize("path", ["/sign-in", "softphone"])
def test_japanese_is_drawn_with_a_japanese_font(live_portal, japanese_page, japanese_font, path):
    """Without one, pages show boxes and everything else still passes."""
    japanese = subprocess.run(["fc-list", ":lang=ja", "family"], check=True, capture_output=True, text=True)
    known = {family.strip() for line in japanese.stdout.splitlines() for family in line.split(",")}

    japanese_page.goto(live_portal.softphone_url if path == "softphone" else path)

    assert fonts_of(japanese_page, "h1") <= known


def fonts_of(page, selector):
    """Return the families that the glyphs of the first such element come from."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert fonts, f"{selector} shows no glyph"
    return {font["familyName"] for font in fonts}
