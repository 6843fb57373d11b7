"""What everybody changes of their own account: language and password."""

import pytest
from pages_in_words import facts, refusals

from factories import make_account
from plumbing.browser import Browser
from portal.services import failures, passwords

PASSWORD, ANOTHER = "correct horse battery", "another horse battery"


@pytest.fixture
def account(organization):
    return make_account(organization, "user1", name="佐藤", password=PASSWORD)


@pytest.fixture
def own(account, sign_in):
    """The browser of somebody without any right, on their own page."""
    browser = sign_in(account)
    browser.get("/account")
    return browser


def change(browser, *, current=PASSWORD, new=ANOTHER, again=ANOTHER):
    return browser.submit("password-form", current=current, new=new, again=again)


def test_the_own_page_is_in_the_menu_of_the_account_and_says_who_it_is(own):
    link = own.answer.page.find(".//details//a")

    assert link.get("href") == "/account"
    assert facts(own.answer) == {"Login": "user1", "Name": "佐藤", "Role": "ユーザ"}


def test_the_language_is_that_of_the_account_until_it_is_left_to_the_browser_again(own, account, sign_in):
    own.submit("language-form", language="ja")
    elsewhere = sign_in(account, "en").get("/account")
    back = own.submit("language-form", language="")

    assert elsewhere.page.root.get("lang") == "ja"
    assert back.page.root.get("lang") == "en"


@pytest.mark.rule("TRU-11", "TRU-12")
def test_a_changed_password_ends_every_session_and_opens_the_next(own, account, sign_in, database, app):
    elsewhere = sign_in(account)

    answer = change(own)

    again = Browser(app)
    again.sign_in(account.organization.slug, "user1", ANOTHER)
    assert answer.path == "/sign-in"
    assert "The password is changed." in answer.page.words(".//main")
    assert elsewhere.get("/account").path == "/sign-in"
    assert again.get("/account").path == "/account"


@pytest.mark.rule("TRU-12", "TRU-16")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"current": "not this one"}, "Current password: This is not", id="wrong present one"),
        pytest.param({"new": "brief 7", "again": "brief 7"}, "New password: Too short: 7", id="short"),
        pytest.param({"new": "a" * 129, "again": "a" * 129}, "New password: Too long: 129", id="long"),
        pytest.param(
            {"new": "password123", "again": "password123"}, "New password: This password is", id="common"
        ),
        pytest.param({"again": "another horse"}, "New password again: This differs", id="different"),
    ],
)
def test_a_password_that_cannot_be_is_refused_and_not_shown(own, account, database, typed, said):
    answer = change(own, **typed)

    assert answer.status_code == 422
    assert refusals(answer)[0].startswith(said)
    assert not any(text in answer.text for text in typed.values())
    database.expire_all()
    assert passwords.matches(account.password_hash, PASSWORD)


@pytest.mark.rule("TRU-12")
def test_the_present_password_cannot_be_guessed_by_trying(own, account):
    for _ in range(failures.MOST.amount):
        change(own, current="wrong password")

    closed = change(own)

    assert closed.status_code == 429
    assert passwords.matches(account.password_hash, PASSWORD)
