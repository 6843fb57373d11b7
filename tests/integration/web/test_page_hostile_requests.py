"""What no browser sends and anybody can: addresses, headers and fields that make no sense (TRU-18)."""

import pytest
from pages_in_words import post

from factories import make_profile
from plumbing.browser import Browser
from plumbing.pages import Page

pytestmark = pytest.mark.rule("TRU-18")

PASSWORD = "correct horse battery"
STRANGE_ADDRESSES = [
    "http://[",
    "//[",
    "/\t/[",
    "/\\[",
    "null",
    "é",
    "http://127.0.0.1:99999999/",
    "x" * 5000,
]
STRANGE_NUMBERS = ["", "-1", "1e3", "²", "9" * 30, "9" * 5000, "x"]
FIELDS = ["shown", "chosen", "added", "removed", "version", "snapshot", "status", "revision"]


def changes(app, header, base_url):
    """Return how a change with a good token is answered under each strange value of `header`."""
    client = app.test_client()
    form = Page(client.get("/sign-in", base_url=base_url).text, fragment=False).form("/sign-in")
    token = form.values({}, None)["csrf_token"]
    answers = [
        client.post("/sign-in", data={"csrf_token": token}, headers={header: address}, base_url=base_url)
        for address in STRANGE_ADDRESSES
    ]
    return {answer.status_code for answer in answers}


@pytest.mark.rule("TRU-15")
def test_a_change_with_a_strange_origin_is_from_elsewhere(app, database):
    assert changes(app, "Origin", "http://127.0.0.1") == {403}


@pytest.mark.rule("TRU-15")
def test_a_change_with_a_strange_referrer_is_refused_where_everything_is_encrypted(app, database):
    assert changes(app, "Referer", "https://127.0.0.1") == {403}


@pytest.mark.rule("ACC-3")
def test_a_fragment_that_came_from_a_strange_address_still_leads_to_sign_in(app, database):
    browser = Browser(app)

    answers = [
        browser.get("/profiles/", headers={"HX-Request": "true", "HX-Current-URL": address})
        for address in STRANGE_ADDRESSES
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert all(answer.headers["HX-Redirect"].startswith("/sign-in?next=/") for answer in answers)


@pytest.mark.rule("ACC-3")
@pytest.mark.parametrize(
    "address",
    ["/\t/[", "/\t/elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "https://x.example"],
)
def test_a_way_back_that_leads_elsewhere_is_not_followed(app, admin, address):
    browser = Browser(app)
    browser.get("/sign-in", next=address)

    answer = browser.submit(
        "/sign-in", organization=admin.organization.slug, login="admin", password=PASSWORD, follow=False
    )

    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize(
    "name",
    ["Accept-Language", "Cookie", "X-Request-ID", "HX-Target", "Sec-Fetch-Site", "If-None-Match", "Range"],
)
def test_a_strange_header_is_no_server_error(portal, name):
    answers = [portal.get("/profiles/", headers={name: value}) for value in STRANGE_ADDRESSES]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


@pytest.mark.parametrize(
    "path",
    [
        "/profiles/?page=",
        "/profiles/?sort=",
        "/profiles/{}/targets?page=",
        "/profiles/{}/numbers?owner=",
        "/profiles/{}/other/edit?page=",
        "/snapshots/captures/?state=",
    ],
)
def test_a_strange_query_is_no_server_error(portal, organization, path):
    address = path.format(make_profile(organization).id)

    answers = [portal.get(address + value) for value in STRANGE_NUMBERS]

    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


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
    ],
)
def test_a_strange_field_is_no_server_error(portal, organization, path):
    profile = make_profile(organization)
    address, revision = f"/profiles/{profile.id}/{path}", profile.revision
    fields = [(field, value) for field in FIELDS for value in STRANGE_NUMBERS]

    answers = []
    for field, value in fields:
        portal.get("/profiles/new")
        typed = {"confirmed": "1", "save": "1", "revision": revision, field: value}
        answers.append(post(portal, address, **typed).status_code)

    failed = [field for field, status in zip(fields, answers, strict=True) if status >= 500]
    assert failed == []


@pytest.mark.parametrize("form", [{}, {"csrf_token": "forged"}])
def test_what_is_refused_before_its_view_has_a_request_id_of_its_own(app, database, form):
    client = app.test_client()

    ids = [client.post("/sign-in", data=form).headers["X-Request-ID"] for _ in range(2)]

    assert all(ids)
    assert len(set(ids)) == 2
