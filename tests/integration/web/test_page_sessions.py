"""Signing in and out of the portal, and what ends a session at the next request."""

import datetime as dt

import pytest
from pages_in_words import refusals
from sqlalchemy import select, update

from factories import make_account, make_administrator, make_organization, role_of
from plumbing.browser import Browser
from portal.domain.rights import RoleKey
from portal.models import Account, PortalSession
from portal.queries.clock import database_now
from portal.services import accounts, failures
from portal.services.tokens import digest_of

PASSWORD = "correct horse battery"


@pytest.fixture
def elsewhere(app, database):
    """A browser in which nobody is signed in."""
    return Browser(app)


def cookie_of(browser):
    return browser.client.get_cookie("haishin", domain="127.0.0.1").value


def token_in(browser):
    with browser.client.session_transaction(base_url=browser._origin) as session:
        return session["_user_id"]


def is_signed_in(browser):
    return browser.get("/profiles/").path == "/profiles/"


@pytest.mark.rule("TRU-12")
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"password": "wrong password"}, id="wrong password"),
        pytest.param({"login": "nobody"}, id="unknown login"),
        pytest.param({"login": "user1"}, id="account without a password"),
        pytest.param({"organization": "unknown"}, id="unknown organisation"),
        pytest.param({"login": "ADMIN"}, id="another case"),
        pytest.param({"login": "theirs"}, id="another organisation's login"),
    ],
)
def test_every_mismatch_is_refused_in_the_same_words(organization, admin, elsewhere, wrong):
    make_account(organization, "user1")
    make_administrator(make_organization(), "theirs")

    right = {"organization": organization.slug, "login": "admin", "password": PASSWORD}

    answer = elsewhere.sign_in(**right | wrong)

    assert answer.status_code == 422
    assert refusals(answer) == ["Organisation, login or password is wrong. Check all three and try again."]
    assert not is_signed_in(elsewhere)


@pytest.mark.rule("TRU-12", "TRU-13")
@pytest.mark.parametrize("login", ["admin", "nobody"])
def test_repeated_failures_close_one_login_for_a_while_whether_it_exists_or_not(
    organization, admin, colleague, app, login
):
    for _ in range(failures.MOST.amount):
        Browser(app).sign_in(organization.slug, login, "wrong password")

    closed = Browser(app).sign_in(organization.slug, login, PASSWORD)
    another = Browser(app)
    another.sign_in(organization.slug, "colleague", PASSWORD)

    assert closed.status_code == 429
    assert 0 < int(closed.headers["Retry-After"]) <= 600
    assert is_signed_in(another)


@pytest.mark.rule("TRU-12")
def test_who_signs_in_rightly_is_never_closed_out(organization, admin, app):
    answers = [
        Browser(app).sign_in(organization.slug, "admin", PASSWORD) for _ in range(failures.MOST.amount + 1)
    ]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.rule("TRU-11")
def test_a_copied_cookie_is_dead_after_sign_out(portal, elsewhere):
    elsewhere.client.set_cookie("haishin", cookie_of(portal), domain="127.0.0.1")
    assert is_signed_in(elsewhere)

    portal.get("/")
    portal.submit("/sign-out")

    assert not is_signed_in(portal)
    assert not is_signed_in(elsewhere)


@pytest.mark.rule("TRU-11")
def test_signing_out_ends_no_other_session(portal, admin, sign_in):
    other = sign_in(admin)

    portal.get("/")
    portal.submit("/sign-out")

    assert is_signed_in(other)


@pytest.mark.rule("TRU-11")
def test_another_password_ends_every_session_and_nobody_elses(portal, theirs, admin, sign_in, database):
    other = sign_in(admin)

    accounts.set_password(database.merge(admin), "another horse battery")

    assert not is_signed_in(portal)
    assert not is_signed_in(other)
    assert is_signed_in(theirs)


@pytest.mark.rule("TRU-11", "ACC-1")
def test_a_lost_right_counts_at_the_next_request(portal, organization):
    assert is_signed_in(portal)

    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = role.rights | {"terminals": ["view", "edit"]}

    assert portal.get("/profiles/").status_code == 403


@pytest.mark.rule("TRU-11")
def test_an_account_that_is_gone_is_signed_out(portal, admin, database):
    database.delete(database.get(Account, admin.id))

    assert not is_signed_in(portal)


@pytest.mark.rule("TRU-23")
def test_a_session_ends_by_the_clock_of_the_database(portal, database):
    database.execute(update(PortalSession).values(expires_at=database_now() - dt.timedelta(seconds=1)))

    assert not is_signed_in(portal)


@pytest.mark.rule("TRU-16", "TRU-11")
def test_a_session_is_kept_on_the_server_as_its_digest_alone(portal, database):
    assert database.scalars(select(PortalSession.digest)).all() == [digest_of(token_in(portal))]


@pytest.mark.rule("TRU-11")
def test_a_new_person_on_the_same_browser_gets_nothing_of_the_former(portal, colleague):
    before = cookie_of(portal)

    portal.sign_in(colleague.organization.slug, "colleague", PASSWORD)

    assert cookie_of(portal) != before
    assert "colleagueさん" in portal.get("/").text
    assert "adminさん" not in portal.answer.text
