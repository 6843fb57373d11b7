"""A new terminal password: shown once, and whoever enrolled with another is out."""

import pytest
from pages_in_words import post
from sqlalchemy import select

from factories import (
    make_account,
    make_agent_token,
    make_device_token,
    make_organization,
    make_role,
    make_terminal,
)
from portal.domain.words import TerminalType
from portal.models import AgentSession, DeviceToken
from portal.services import enrollments
from portal.services.errors import WrongCredential

FORMER = "former password"


@pytest.fixture
def terminal(organization):
    return make_terminal(organization, "1001", password=FORMER)


def renew(browser, terminal):
    path = f"/directory/terminals/{terminal.id}/"
    browser.get(path)
    browser.submit(f"{path}password")
    return browser.submit(button="1")


@pytest.mark.rule("TRU-11", "TRU-16")
def test_a_new_password_enrols_and_the_former_one_and_its_tokens_are_dead(
    portal, organization, terminal, database
):
    another = make_device_token(make_terminal(organization, "1002"))
    make_agent_token(make_device_token(terminal), make_account(organization))

    password = renew(portal, terminal).page.find(".//*[@id='made']//code").text

    assert enrollments.enrol(organization.slug, "1001", password).terminal.id == terminal.id
    with pytest.raises(WrongCredential):
        enrollments.enrol(organization.slug, "1001", FORMER)
    database.rollback()
    assert database.scalars(select(AgentSession)).all() == []
    assert len(database.scalars(select(DeviceToken)).all()) == 1
    assert another not in portal.answer.text
    assert password not in portal.get(f"/directory/terminals/{terminal.id}/").text


def test_cancel_leaves_the_password_as_it_is(portal, organization, terminal):
    path = f"/directory/terminals/{terminal.id}/"
    portal.get(path)
    asked = portal.submit(f"{path}password")
    portal.submit(button="0")

    assert "enrolled again" in asked.page.words(".//h1")
    assert enrollments.enrol(organization.slug, "1001", FORMER).terminal.id == terminal.id


def test_only_terminals_that_softphones_enrol_as_are_offered_one(portal, organization):
    hardphone = make_terminal(organization, terminal_type=TerminalType.HARDPHONE)

    assert "Make a new password" not in portal.get(f"/directory/terminals/{hardphone.id}/").text


@pytest.mark.rule("ACC-2", "ACC-4")
def test_the_right_to_edit_terminals_of_the_own_organisation_is_needed(organization, sign_in, terminal):
    make_role(organization, "narrow", rights={"terminals": ["view"]})
    viewer = sign_in(make_account(organization, role="narrow", password="correct horse battery"))
    make_role(organization, "editing", rights={"terminals": ["view", "edit"]})
    editor = sign_in(make_account(organization, role="editing", password="correct horse battery"))
    theirs = make_terminal(make_organization())
    for browser in (viewer, editor):
        browser.get(f"/directory/terminals/{terminal.id}/")

    refused = post(viewer, f"/directory/terminals/{terminal.id}/password", confirmed="1").status_code
    unknown = post(editor, f"/directory/terminals/{theirs.id}/password", confirmed="1").status_code

    assert (refused, unknown) == (403, 404)
