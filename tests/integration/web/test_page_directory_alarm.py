"""A directory source that suddenly sends much less removes nothing, and administrators see it (TRU-21)."""

import json

import pytest
from sqlalchemy import select

from factories import make_api_key, make_profile, make_terminal
from portal.models import AuditEntry, Terminal

pytestmark = pytest.mark.rule("TRU-21")


@pytest.fixture
def send(client, organization):
    """A function by which the PBX makes the directory what a document says."""
    for extension in range(1001, 1011):
        make_terminal(organization, str(extension), name="席")
    make_profile(organization, "標準")
    headers = {"Authorization": f"Bearer {make_api_key(organization, name='PBX')}"}

    def send(*extensions, query=""):
        terminals = [{"extension": each, "name": "席", "type": "softphone"} for each in extensions]
        return client.put(f"/api/v1/directory{query}", json={"terminals": terminals}, headers=headers)

    return send


def alarms(portal):
    """The alarms of the two pages that show them."""
    return [
        bool(portal.get(path).page.all(".//*[@id='directory-alarm']"))
        for path in ("/profiles/", "/directory/upload")
    ]


def test_a_refused_directory_raises_an_alarm_that_names_the_sender(portal, send, database):
    assert send("1001").status_code == 409

    assert alarms(portal) == [True, True]
    words = portal.get("/profiles/").page.words()
    assert "PBX" in words
    entry = database.scalar(select(AuditEntry).filter_by(action="directory_refused"))
    assert json.loads(entry.details)["counts"] == {"terminals": {"removed": 9}}
    assert database.query(Terminal).count() == 10


def test_the_alarm_ends_with_the_next_directory_that_is_taken_in(portal, send):
    send("1001")

    assert send("1001", query="?confirm=1").status_code == 200

    assert alarms(portal) == [False, False]


def test_the_alarm_ends_when_the_source_sends_again_what_is_there(portal, send):
    send("1001")

    assert send(*(str(extension) for extension in range(1001, 1011))).status_code == 200

    assert alarms(portal) == [False, False]


def test_a_correction_by_hand_is_no_end_of_the_alarm(portal, send, database):
    send("1001")
    terminal = database.scalar(select(Terminal).filter_by(extension="1002"))
    portal.get(f"/directory/terminals/{terminal.id}/edit")

    portal.submit(forged={"name": "別の席", "confirmed": "1"})

    assert database.scalar(select(AuditEntry).filter_by(action="directory_changed")) is not None
    assert alarms(portal) == [True, True]


def test_a_dry_run_raises_no_alarm(portal, send):
    send("1001", query="?dry_run=1")

    assert alarms(portal) == [False, False]
