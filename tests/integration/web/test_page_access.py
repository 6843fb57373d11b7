"""Who reaches the pages of profiles and snapshots."""

import pytest
from pages_in_words import post

from factories import (
    make_account,
    make_call_center,
    make_organization,
    make_profile,
    make_snapshot_version,
    role_of,
)
from plumbing.browser import Browser
from portal.domain.rights import RoleKey

PASSWORD = "correct horse battery"

PAGES = [
    "/profiles/",
    "/profiles/new",
    "/profiles/{profile}/",
    "/profiles/{profile}/edit",
    "/profiles/{profile}/targets",
    "/profiles/{profile}/targets/edit",
    "/profiles/{profile}/numbers",
    "/profiles/{profile}/numbers/edit",
    "/profiles/{profile}/contact-points",
    "/profiles/{profile}/contact-points/edit",
    "/profiles/{profile}/contact-points/{call_center}/not-members",
    "/profiles/{profile}/cti-numbers",
    "/profiles/{profile}/cti-numbers/edit",
    "/profiles/{profile}/other",
    "/profiles/{profile}/other/edit",
    "/snapshots/",
    "/snapshots/captures/",
    "/snapshots/{snapshot}/",
    "/snapshots/{snapshot}/versions/1",
]
OF_ONE = [page for page in PAGES if "{" in page]
CHANGES = ["/profiles/{profile}/duplicate", "/profiles/{profile}/delete", "/profiles/{profile}/other/move"]
EDITS = [page for page in OF_ONE if page.endswith("/edit")]


@pytest.fixture
def things(organization):
    """The ids that the addresses need, all of `organization`."""
    return _things(organization)


def _things(organization):
    version = make_snapshot_version(organization)
    return {
        "profile": make_profile(organization, pinned=version).id,
        "call_center": make_call_center(organization).id,
        "snapshot": version.snapshot_id,
    }


@pytest.mark.rule("ACC-1")
def test_the_system_administrator_reaches_every_page(portal, things):
    answers = {path: portal.get(path.format(**things)).status_code for path in PAGES}

    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.mark.rule("ACC-1")
def test_one_right_less_and_every_page_is_gone(organization, admin, sign_in, things):
    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = {**role.rights, "ivrs": ["view", "edit"]}
    browser = sign_in(admin)

    answers = {path: browser.get(path.format(**things)).status_code for path in PAGES}

    assert {path: status for path, status in answers.items() if status != 403} == {}


@pytest.mark.rule("ACC-1")
def test_one_right_less_and_the_menu_is_gone(organization, admin, sign_in):
    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = {**role.rights, "ivrs": ["view", "edit"]}

    first = sign_in(admin).get("/")

    menu = {link.get("href") for link in first.page.all(".//nav[@class='side']//a")}
    assert menu.isdisjoint({"/profiles/", "/snapshots/"})


@pytest.mark.rule("ACC-1")
def test_a_supervisor_can_change_nothing_by_address(app, organization, sign_in, things):
    supervisor = sign_in(make_account(organization, role=RoleKey.SUPERVISOR, password=PASSWORD))
    supervisor.get("/")

    answers = {post(supervisor, path.format(**things)).status_code for path in [*CHANGES, *EDITS]}

    assert answers == {403}


@pytest.mark.rule("ACC-3")
def test_without_sign_in_every_page_leads_to_sign_in(app, things):
    browser = Browser(app)

    answers = {path: browser.get(path.format(**things)).path for path in PAGES}

    assert {path: shown for path, shown in answers.items() if shown != "/sign-in"} == {}


@pytest.mark.rule("ACC-3")
def test_sign_in_leads_back_to_the_page(app, admin, things):
    address = f"/profiles/{things['profile']}/numbers"
    browser = Browser(app)

    browser.get(address, search="営業", page=2)
    answer = browser.submit(
        "/sign-in", organization=admin.organization.slug, login="admin", password=PASSWORD
    )

    assert answer.status_code == 200
    assert answer.url.endswith(f"{address}?search=営業&page=2")


@pytest.mark.rule("ACC-3")
@pytest.mark.parametrize("path", CHANGES)
def test_sign_in_leads_back_from_what_only_a_button_does(portal, things, path):
    answer = portal.get(path.format(**things))

    assert answer.status_code == 200
    assert answer.path in (f"/profiles/{things['profile']}/", f"/profiles/{things['profile']}/other")


@pytest.mark.rule("ACC-3")
def test_a_fragment_after_the_session_ended_reloads_the_whole_page_to_sign_in(portal):
    portal.get("/profiles/")
    portal.client.delete_cookie("haishin", domain="127.0.0.1")

    answer = portal.get(
        "/profiles/?page=2",
        headers={"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/profiles/?search=a"},
    )

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/profiles/?search%3Da"


@pytest.mark.rule("ACC-4")
def test_another_organisations_pages_are_not_there(portal, things):
    theirs = _things(make_organization())

    answers = {path: portal.get(path.format(**theirs)).status_code for path in OF_ONE}

    assert {path: status for path, status in answers.items() if status != 404} == {}


@pytest.mark.rule("ACC-4")
@pytest.mark.parametrize("path", [*CHANGES, *EDITS])
def test_another_organisations_profile_cannot_be_changed(portal, things, path):
    theirs = _things(make_organization())
    portal.get("/profiles/")

    answer = post(portal, path.format(**theirs), confirmed="1")

    assert answer.status_code == 404


@pytest.mark.rule("ACC-4")
def test_who_is_not_a_member_of_another_organisations_call_centre_is_not_told(portal, things):
    theirs = make_call_center(make_organization())

    answer = portal.get(f"/profiles/{things['profile']}/contact-points/{theirs.id}/not-members")

    assert answer.status_code == 404


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("path", ["/profiles/99999999999999999999/", "/snapshots/99999999999999999999/"])
def test_a_number_that_no_row_can_have_is_not_found(portal, path):
    assert portal.get(path).status_code == 404
