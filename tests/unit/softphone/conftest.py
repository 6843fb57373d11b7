"""Fixtures of the softphone's tests: a far side, and a softphone that is enrolled there."""

import socket

import pytest
from softphone_answers import CATALOGUE
from softphone_far_side import FarSide, serving

from softphone.softphone import Softphone
from softphone.state import State, Terminal
from softphone.state_file import write_state
from softphone.window.app import Window, create_app


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


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The window's application, made once: what takes time is compiling its templates."""
    return create_app(Window(tmp_path_factory.mktemp("window"), "http://127.0.0.1:9", "3.13.7"))


@pytest.fixture
def app(application, portal, tmp_path):
    """The application before a folder of its own."""
    folder = tmp_path / "phones"
    folder.mkdir()
    application.extensions["window"] = Window(folder, portal.address, "3.13.7")
    return application
