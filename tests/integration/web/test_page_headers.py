"""What browsers are told about the pages, and what they may not be made to send (TRU-15)."""

import re
from uuid import uuid4

import pytest

from factories import make_profile
from plumbing.browser import Browser
from plumbing.programs import settings_for
from portal.app import create_app
from portal.config import Settings

pytestmark = pytest.mark.rule("TRU-15")

PASSWORD = "correct horse battery"
PAGES = ["/sign-in", "/", "/profiles/", "/profiles/new", "/snapshots/", "/no-such-page"]


def directives(answer):
    """Return the content security policy as a table."""
    policy = answer.headers["Content-Security-Policy"]
    return {
        name: values.split()
        for name, _, values in (part.strip().partition(" ") for part in policy.split(";"))
    }


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_a_strict_policy(portal, path):
    told = directives(portal.get(path))

    assert told["default-src"] == ["'none'"]
    assert told["script-src"] == ["'self'"]
    assert told["style-src"] == ["'self'"]
    assert told["frame-ancestors"] == ["'none'"]
    assert told["form-action"] == ["'self'"]
    assert told["base-uri"] == ["'none'"]
    assert portal.answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_person_is_kept_by_anybody(portal, path):
    assert portal.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_of_its_own(portal, path):
    answer = portal.get(path)

    assert [script for script in answer.page.root.iter("script") if script.get("src") is None] == []
    assert re.findall(r"\son[a-z]+=|\sstyle=|javascript:", answer.text) == []


def test_the_cookie_is_for_this_site_and_no_script(portal):
    kept = portal.client.get_cookie("haishin", domain="127.0.0.1")

    assert (kept.http_only, kept.same_site, kept.secure) == (True, "Lax", False)


def test_over_tls_the_cookie_is_secure_and_stays_so(postgresql_installation):
    chosen = postgresql_installation.settings
    app = create_app(
        Settings.from_environment(
            settings_for(chosen.database_url, chosen.redis_url)
            | {"HAISHIN_BASE_URL": "https://portal.example"}
        )
    )

    answer = app.test_client().get("/sign-in", base_url="https://portal.example")

    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_every_change_needs_the_token_of_its_page(app, portal, organization):
    profile = make_profile(organization)
    named = {"part": "display_numbers", "tab": "numbers", "public_id": uuid4()}
    changing = [
        rule.build(dict.fromkeys(rule.arguments, profile.id) | named, append_unknown=False)[1]
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and not rule.rule.startswith("/api/")
    ]

    answers = {path: portal.client.post(path, data={"confirmed": "1"}).status_code for path in changing}

    assert len(answers) > 10
    assert set(answers.values()) == {400}
    assert portal.get(f"/profiles/{profile.id}/").status_code == 200


def test_a_change_that_another_site_sends_is_refused_with_the_token_too(portal):
    portal.get("/profiles/new")
    token = portal.answer.page.find(".//input[@name='csrf_token']").get("value")

    answer = portal.client.post(
        "/language",
        data={"csrf_token": token, "language": "ja"},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert answer.status_code == 403


def test_what_was_typed_survives_a_token_that_is_no_longer_known(app, portal, admin):
    portal.get("/profiles/new")
    portal.client.delete_cookie("haishin", domain="127.0.0.1")
    again = Browser(app)
    again.sign_in(admin.organization.slug, "admin", PASSWORD)
    portal.client.set_cookie(
        "haishin", again.client.get_cookie("haishin", domain="127.0.0.1").value, domain="127.0.0.1"
    )

    asked = portal.submit("/profiles/new", name="忘れられない名前")

    assert asked.status_code == 400
    assert "忘れられない名前" in asked.text
    assert asked.page.find(".//*[@id='confirm-page']") is not None


def test_looking_at_a_page_changes_nothing(portal, statements):
    with statements() as sent:
        for path in PAGES:
            portal.get(path)

    assert sent
    assert [each for each in sent if not each.startswith(("SELECT", "WITH"))] == []
