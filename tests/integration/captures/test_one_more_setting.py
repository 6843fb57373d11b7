"""A setting that is added to the catalogue's data file, and nowhere else."""

import json
import threading
from importlib import resources
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from factories import (
    make_administrator,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
)
from importer.catalogue import catalogue
from importer.checking import Accepted, judge
from plumbing.browser import Browser
from portal.api import catalogue as catalogue_api
from portal.domain.words import CaptureState
from portal.models import Account, Capture, SnapshotVersion
from softphone.softphone import Softphone
from softphone.window.app import Window, create_app
from workers.captures import ingest

NEW = """
[settings."phone.tea_break"]
menu = "phone"
label = { ja = "お茶の時間", en = "Tea break" }
class = "shared"
type = { kind = "integer", least = 0, most = 30 }
default = 5
since = "3.13.9"
option = "crm_integration"
unit = { ja = "分", en = "minutes" }
"""
KEY = "phone.tea_break"


@pytest.fixture
def one_more_setting(monkeypatch, tmp_path):
    """The data file with one entry more, in the place of the installed one."""
    text = resources.files("importer").joinpath("catalogue.toml").read_text("utf-8")
    tmp_path.joinpath("catalogue.toml").write_text(text + NEW, "utf-8")
    monkeypatch.setattr("importer.catalogue.resources", SimpleNamespace(files=lambda _package: tmp_path))
    _read_anew()
    yield
    _read_anew()


def _read_anew():
    catalogue.cache_clear()
    catalogue_api._published.cache_clear()


@pytest.fixture
def address(app, database):
    """The portal on a real socket, for a real softphone."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def organization(database):
    organization = make_organization(slug="acme")
    make_terminal(organization, "1001", password="denwa password")
    make_administrator(organization, "admin", password="correct horse battery", agent_enabled=True)
    database.commit()
    return organization


@pytest.fixture
def phone(one_more_setting, address, organization, tmp_path):
    """The reference softphone of 1001 in version 3.13.9, with the administrator signed in on it."""
    phone = Softphone(tmp_path / "phone.json", server=address, language="en")
    phone.become_version("3.13.9")
    phone.enrol("acme", "1001", "denwa password")
    phone.change({"agent.enabled": True})
    phone.sign_in("admin", "correct horse battery")
    return phone


@pytest.fixture
def portal(app, organization):
    browser = Browser(app)
    browser.sign_in("acme", "admin", "correct horse battery")
    return browser


@pytest.mark.rule("CAP-7")
def test_it_is_validated(one_more_setting):
    assert isinstance(judge({KEY: 30}, catalogue()), Accepted)
    assert [fault.pointer for fault in judge({KEY: 31}, catalogue()).faults] == [f"/settings/{KEY}"]


@pytest.mark.rule("CAP-7", "CAP-8", "SNP-4")
def test_it_is_captured_shown_compared_and_edited(phone, portal, organization, database):
    other = make_snapshot_version(organization, "別の設定", settings={KEY: 6})
    database.commit()
    phone.change({KEY: 12})
    phone.capture("標準設定")
    capture = database.scalars(select(Capture)).one()
    ingest(capture.id)
    version = database.scalars(select(SnapshotVersion).where(SnapshotVersion.id != other.id)).one()
    here = f"/snapshots/{version.snapshot_id}/versions/1"

    shown = portal.get(here, search="tea").page.words(".//table")
    sides = {"left": f"{other.snapshot_id}.1", "right": f"{version.snapshot_id}.1"}
    compared = portal.get("/snapshots/compare", **sides).page.words(".//table")
    control = portal.get(f"{here}/edit").page.find(f".//input[@name='v-{KEY}']")

    assert database.get(Capture, capture.id, populate_existing=True).state is CaptureState.INGESTED
    assert json.loads(version.settings)[KEY] == 12
    assert shown.endswith("Phone Tea break 12 minutes Not the default 5 minutes")
    assert "Tea break 6 minutes 12 minutes Changed" in compared
    assert (control.get("value"), control.get("min"), control.get("max")) == ("12", "0", "30")


@pytest.mark.rule("OSV-1", "OSV-2", "LCK-4")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(("3.13.9", ["crm_integration"]), ({KEY: 12}, []), id="delivered and locked"),
        pytest.param(("3.13.7", ["crm_integration"]), ({}, []), id="not known to an older softphone"),
        pytest.param(("3.13.9", []), ({KEY: 12}, [KEY]), id="unavailable without its option"),
    ],
)
def test_it_is_delivered_and_locked_by_version_and_option(phone, organization, database, asked, expected):
    version, organization.options = asked
    admin = database.scalars(select(Account).filter_by(login="admin")).one()
    make_profile(
        organization, targets=[admin], pinned=make_snapshot_version(organization, settings={KEY: 12})
    )
    database.commit()
    phone.become_version(version)

    phone.start()

    document = phone.state.in_force
    unavailable = [each["key"] for each in document["other"]["unavailable"]]
    assert (document["other"]["values"], unavailable) == expected
    assert (KEY in document["locked"]) is (KEY in expected[0])


@pytest.mark.rule("OSV-1")
def test_the_reference_softphone_draws_it(phone, address):
    phone.change({KEY: 12})
    window = create_app(Window(phone.path.parent, address, "3.13.9")).test_client()

    page = window.get("/phones/phone/settings/phone", base_url="http://127.0.0.1:8001").text

    assert "Tea break" in page or "お茶の時間" in page
    assert f'name="{KEY}"' in page
