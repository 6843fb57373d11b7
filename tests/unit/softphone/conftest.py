"""Fixtures of the softphone's tests: a far side, and a softphone that is enrolled there."""

import socket

import pytest
from softphone_answers import CATALOGUE
from softphone_far_side import FarSide, serving

from softphone.softphone import Softphone
from softphone.state import State, Terminal
from softphone.state_file import write_state


@pytest.fixture(scope="session")
def far_side_server():
    """One server for all tests; each test puts its own far side behind it."""
    with serving() as server:
        yield server


@pytest.fixture
def portal(far_side_server):
    """A far side that controls every softphone with lists alone."""
    far_side_server.portal = FarSide(address=far_side_server.address)
    return far_side_server.portal


@pytest.fixture
def phone(portal, tmp_path):
    """A softphone that was enrolled as 1001 but not started, with the agent function on."""
    portal.devices["device-1001"] = "1001"
    state = State(
        server=portal.address,
        organization="acme",
        terminal=Terminal("1001", "営業1", "softphone"),
        device_token="device-1001",
        own={"terminal.extension": "1001", "terminal.password": "terminal-1001", "agent.enabled": True},
        catalogue=CATALOGUE,
        catalogue_etag=f'"{CATALOGUE["version"]}"',
    )
    path = tmp_path / "phone.json"
    write_state(path, state)
    return Softphone(path)


@pytest.fixture
def silent_server():
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
