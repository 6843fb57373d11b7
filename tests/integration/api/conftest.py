"""The API's own client, and a softphone to ask with."""

import pytest
from softphones import Softphone

from factories import (
    make_account,
    make_call_center,
    make_device_token,
    make_ivr,
    make_label,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_snapshot_version,
    make_terminal,
)
from plumbing.conformity import ConformingClient


@pytest.fixture
def client(app, database):
    """A client for programs; each of its answers is as the OpenAPI document says."""
    return ConformingClient(app)


@pytest.fixture
def organization(database):
    """A call centre with the CRM option."""
    return make_organization(slug="acme")


@pytest.fixture
def terminal(organization):
    """A softphone with the extension 1001 and a dial-in number."""
    return make_terminal(organization, "1001", dial_in=["05012340001"], password="terminal password")


@pytest.fixture
def account(organization):
    """An agent."""
    return make_account(organization, "user1", password="agent password")


@pytest.fixture
def softphone(client, terminal):
    """An enrolled softphone of `terminal`, nobody signed in."""
    return Softphone(client, make_device_token(terminal))


@pytest.fixture
def agents_softphone(softphone, account):
    """The same softphone with `account` signed in."""
    return softphone.signed_in(account)


@pytest.fixture
def everything(organization, account, terminal):
    """An account profile that selects something of each kind."""
    make_ring_group(organization, "2001", name="営業", dial_in=["0312340001"], members=[terminal])
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678"])
    center = make_call_center(
        organization,
        "4001",
        name="サポート",
        dial_in=["0120000001"],
        caller_number="0120000001",
        agents=[account],
    )
    label = make_label(organization, "renewal", name="更新", caller_number="0312345678")
    make_phone_book_entry(organization, "0312345678", "代表")
    version = make_snapshot_version(
        organization, settings={"phone.auto_answer": True, "cti.popup_size": "large"}
    )
    return make_profile(
        organization,
        "営業部",
        targets=[account],
        display_numbers=["0312345678", "0120000001", "0312340001", "05012340001", "1001"],
        contact_points=[label, center],
        cti_numbers=["4001", "2001"],
        pinned=version,
    )
