"""How many softphones a profile lets go, said before it is done."""

import pytest
from pages_in_words import post

from factories import make_profile, make_terminal
from portal.domain.words import Status, TerminalType

HARDPHONE = TerminalType.HARDPHONE


@pytest.fixture
def asked(portal, organization):
    """A function that returns what is asked before a profile for these terminals is deleted."""

    def asked(*targets, status=Status.ENABLED):
        profile = make_profile(organization, targets=targets, status=status)
        portal.get("/profiles/new")
        return post(portal, f"/profiles/{profile.id}/delete", revision=profile.revision).page.words(".//main")

    return asked


@pytest.mark.rule("PRF-10")
def test_only_softphones_that_get_something_are_released_by_deleting(asked, organization):
    softphone = make_terminal(organization)
    stopped_qualifying = make_terminal(organization, terminal_type=HARDPHONE)

    said = asked(softphone, stopped_qualifying)

    assert "1 softphone will be released at its next start or sign-in." in said


@pytest.mark.rule("PRF-10")
def test_a_disabled_profile_releases_nobody(asked, organization):
    said = asked(make_terminal(organization), status=Status.DISABLED)

    assert "no softphone is released" in said
