"""The API's own client, and a softphone to ask with."""

import pytest
from softphones import Softphone

from factories import make_account, make_device_token, make_organization, make_terminal
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
