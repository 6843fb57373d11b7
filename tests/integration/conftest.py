"""The portal, its database and its broker, in one process with the tests."""

import pytest

from plumbing.browser import Browser


@pytest.fixture
def browser(app, database):
    """A person's browser, in English and not signed in."""
    return Browser(app)


@pytest.fixture
def open_browser(app, database):
    """A function that opens another browser: `open_browser("ja")`."""
    return lambda language="en": Browser(app, language)
