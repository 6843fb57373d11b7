"""What no browser sends and anybody can: every part of a request that is text (TRU-18)."""

import pytest
from pages_in_words import post

from factories import make_profile
from plumbing.browser import Browser

pytestmark = pytest.mark.rule("TRU-18")

STRANGE = [
    pytest.param("http://[", id="half an address"),
    pytest.param("http://[::1", id="bracket left open"),
    pytest.param("//[", id="no scheme"),
    pytest.param("/\t/[", id="tab before a bracket"),
    pytest.param("/\\[", id="backslash"),
    pytest.param("null", id="null"),
    pytest.param("é" * 10, id="not ascii"),
    pytest.param("x" * 5000, id="long"),
    pytest.param("http://127.0.0.1:99999999/", id="no such port"),
]


@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_origin_is_another_origin(portal, value):
    portal.get("/profiles/new")

    answer = portal.submit("/profiles/new", name="x", headers={"Origin": value}, follow=False)

    assert answer.status_code == 403


@pytest.mark.parametrize("value", STRANGE)
def test_a_fragment_that_came_from_nowhere_still_leads_to_sign_in(app, database, value):
    answer = Browser(app).get(
        "/profiles/", headers={"HX-Request": "true", "HX-Current-URL": value}, follow=False
    )

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


@pytest.mark.parametrize("value", STRANGE)
def test_a_strange_way_back_is_the_first_page(app, admin, value):
    browser = Browser(app)
    browser.get("/sign-in", next=value)

    answer = browser.submit(
        "/sign-in",
        organization=admin.organization.slug,
        login="admin",
        password="correct horse battery",
        follow=False,
    )

    assert answer.status_code == 303
    assert answer.location == "/"


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize(
    "name",
    ["Referer", "Accept-Language", "Cookie", "X-Request-ID", "HX-Target", "Sec-Fetch-Site", "If-None-Match"],
)
def test_a_strange_header_is_no_server_error(portal, name, value):
    answer = portal.get("/profiles/", headers={name: value}, follow=False)

    assert answer.status_code < 500


@pytest.mark.parametrize("value", ["", "-1", "0", "1e3", "²", "9" * 30, "9" * 5000, "x", "é"])
@pytest.mark.parametrize(
    "path",
    [
        "/profiles/?page=",
        "/profiles/?sort=",
        "/profiles/{}/targets?page=",
        "/profiles/{}/numbers?page=",
        "/profiles/{}/numbers?owner=",
        "/snapshots/?page=",
        "/snapshots/captures/?state=",
        "/profiles/{}/other/edit?page=",
    ],
)
def test_a_strange_query_is_no_server_error(portal, organization, path, value):
    profile = make_profile(organization)

    answer = portal.get(path.format(profile.id) + value)

    assert answer.status_code < 500


@pytest.mark.parametrize("value", ["", "-1", "9" * 30, "9" * 5000, "x", "²", "1.5"])
@pytest.mark.parametrize(
    "field", ["shown", "chosen", "version", "revision", "status", "snapshot", "added", "removed"]
)
@pytest.mark.parametrize(
    "path",
    [
        "targets/edit",
        "numbers/edit",
        "contact-points/edit",
        "cti-numbers/edit",
        "other/edit",
        "other/move",
        "edit",
        "delete",
    ],
)
def test_a_strange_field_is_no_server_error(portal, organization, path, field, value):
    profile = make_profile(organization)
    portal.get(f"/profiles/{profile.id}/")

    answer = post(
        portal,
        f"/profiles/{profile.id}/{path}",
        confirmed="1",
        save="1",
        **{"revision": profile.revision} | {field: value},
    )

    assert answer.status_code < 500
