"""Reference softphones, the job that writes what they asked, and the administrator's page."""

import threading
from dataclasses import dataclass

import pytest
from werkzeug.serving import make_server

from factories import make_account, make_administrator, make_organization, make_portal_session, make_terminal
from plumbing.browser import Browser
from portal.extensions import cache
from softphone.softphone import Softphone

PASSWORD = "denwa password"


@pytest.fixture(autouse=True)
def redis_of_this_test(app):
    """Speak to the tests' own Valkey: an application that was built since speaks to another."""
    cache.connect(app.config["SETTINGS"].redis_url)


@pytest.fixture
def address(app, database):
    """The portal on a real socket, for real softphones."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def organization(database):
    """A call centre with two softphones and two agents."""
    organization = make_organization(slug="acme")
    for extension in ("1001", "1002"):
        make_terminal(organization, extension, password=PASSWORD)
    for login in ("user1", "user2"):
        make_account(organization, login, password=PASSWORD)
    database.commit()
    return organization


@pytest.fixture
def administrator(organization):
    return make_administrator(organization, "admin")


@pytest.fixture
def phone(address, organization, tmp_path):
    """A function that gives the enrolled softphone of an extension: `phone("1001")`."""
    enrolled = {}

    def of(extension):
        if extension not in enrolled:
            enrolled[extension] = Softphone(tmp_path / f"{extension}.json", server=address, language="ja")
            enrolled[extension].enrol("acme", extension, PASSWORD)
            enrolled[extension].change({"agent.enabled": True})
        return enrolled[extension]

    return of


@pytest.fixture
def write(database):
    """Do what the job does every few seconds."""
    from workers.sightings import write  # noqa: PLC0415  a task needs its application

    return write


@pytest.fixture
def admin(app, administrator):
    """The administrator's browser."""
    browser = Browser(app, "en")
    browser.enter(make_portal_session(administrator))
    return browser


@dataclass
class States:
    """The states that a profile's page shows."""

    browser: object
    write: object
    profile_id: int

    def __call__(self):
        """Return the words of each target by its key, as they are once the job has run."""
        self.write()
        answer = self.browser.get(f"/profiles/{self.profile_id}/delivery/")
        assert answer.status_code == 200, answer.text
        found = {}
        for row in answer.page.all(".//tbody/tr[@id]"):
            cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")]
            found[cells[0]] = {"state": cells[2], "when": cells[3], "version": cells[4], "why": cells[-2]}
        return found

    def of(self, key):
        """Return the state of one target."""
        return self()[key]["state"]


@pytest.fixture
def states(admin, write):
    """A function that reads the page of a profile: `states(profile)()`."""
    return lambda profile: States(admin, write, profile.id)
