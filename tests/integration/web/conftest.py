"""Administrators at their browsers."""

import pytest

from factories import make_account, make_administrator, make_organization, make_portal_session
from plumbing.browser import Browser
from plumbing.statements import counted

PASSWORD = "correct horse battery"


@pytest.fixture
def organization(database):
    return make_organization()


@pytest.fixture
def sign_in(app, database):
    """A function that opens a browser in which an account is signed in: `sign_in(account, "ja")`."""

    def signed_in(account, language="en"):
        browser = Browser(app, language)
        browser.enter(make_portal_session(account))
        return browser

    return signed_in


@pytest.fixture
def admin(organization):
    return make_administrator(organization, "admin")


@pytest.fixture
def colleague(organization):
    return make_administrator(organization, "colleague")


@pytest.fixture
def portal(admin, sign_in):
    """The administrator's browser, in English."""
    return sign_in(admin)


@pytest.fixture
def theirs(colleague, sign_in):
    """The browser of another administrator of the same organisation."""
    return sign_in(colleague)


@pytest.fixture
def accounts(organization):
    """A function that makes accounts with the agent function: `accounts("user1", "user2")`."""
    return lambda *logins: [make_account(organization, login) for login in logins]


@pytest.fixture
def statements(database):
    """A context in which the statements that are sent are collected."""

    return counted
