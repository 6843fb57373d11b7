"""A version is edited, compared and carried to another organisation, with scripts and without."""

import pytest
from playwright.sync_api import expect
from portal_pages import Portal

from plumbing.waiting import wait_until


@pytest.mark.rule("SNP-1", "SNP-4", "SNP-6", "CAP-6", "PRF-8")
@pytest.mark.parametrize(
    ("scripts", "volume"), [pytest.param(True, "33", id="scripts"), pytest.param(False, "34", id="none")]
)
def test_a_version_is_edited_compared_and_carried_to_another_organisation(
    open_context, tmp_path, scripts, volume
):
    portal = Portal(open_context(locale="en-GB", javascript=scripts).new_page(), "en")
    elsewhere = Portal(open_context(locale="en-GB", javascript=scripts).new_page(), "en")
    file = tmp_path / "version.json"

    portal.sign_in("acme", "watanabe.a")
    portal.open_menu("Captured softphone settings")
    portal.link("標準設定").click()
    portal.link("Edit the values").click()
    portal.page.get_by_label("Ring volume", exact=True).fill(volume)
    portal.button("Save as the next version").click()
    portal.page.get_by_role("button", name="OK", exact=True).click()
    expect(portal.fact("Source")).to_contain_text("Edited by watanabe.a from version")
    with portal.page.expect_download() as saved:
        portal.link("Export").click()
    saved.value.save_as(file)
    portal.link("Compare").click()
    expect(portal.page.get_by_role("row").filter(has_text="Ring volume")).to_contain_text(
        f"{volume} % Changed"
    )

    elsewhere.sign_in("sakura", "sakurai.t")
    elsewhere.open_menu("Captured softphone settings")
    elsewhere.link("Take in a file").click()
    elsewhere.page.get_by_label("Exported file (JSON)").set_input_files(file)
    elsewhere.page.get_by_label("Setting name").fill(f"From acme {volume}")
    elsewhere.button("Take in").click()
    expect(elsewhere.heading(f"From acme {volume}")).to_be_visible()
    taken_in = elsewhere.link(f"See the settings: From acme {volume}, version 1")
    if scripts:
        expect(taken_in).to_be_visible()
    else:
        wait_until(lambda: elsewhere.page.reload() and taken_in.is_visible(), what="the file is taken in")
    taken_in.click()
    expect(elsewhere.page.get_by_role("row").filter(has_text="Ring volume")).to_contain_text(f"{volume} %")
