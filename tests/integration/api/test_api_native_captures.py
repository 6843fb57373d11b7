"""Uploading the settings file of another softphone, over HTTP."""

import gzip
import json

import pytest
from sqlalchemy import func, select

from factories import make_administrator
from plumbing.waiting import wait_until
from portal.models import Capture
from workers.captures import ingest

LINPHONE, MICROSIP = "text/x-linphonerc", "text/x-microsip-ini"
LINPHONERC = b"[ui]\nauto_answer=1\n[auth_info_0]\nusername=1001\npasswd=Kirschbluete-7\n"
SPACE_FOR_PLUS = "name=a&captured_at=2026-11-20T09:00:00+09:00"
QUERY = {"name": "標準設定", "captured_at": "2026-11-20T09:00:00+09:00"}


@pytest.fixture
def source(organization, softphone):
    """The softphone of terminal 1001 with an administrator signed in on it."""
    return softphone.signed_in(make_administrator(organization, "admin"))


def upload(softphone, raw=LINPHONERC, media_type=LINPHONE, query=QUERY, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    headers = {"Content-Type": media_type} | named
    return softphone.request("POST", "captures", headers, data=raw, query_string=query)


def state_of(softphone, answer):
    return softphone.get(f"captures/{answer.json['id']}").json


def how_many(database):
    return database.scalar(select(func.count(Capture.id)))


@pytest.mark.rule("CAP-2", "CAP-7", "CAP-8")
def test_a_file_of_another_softphone_becomes_a_snapshot(database, source):
    answer = upload(source)
    ingest(database.scalar(select(Capture.id)))
    # Where a worker of other tests still runs, it may have taken it first.
    wait_until(lambda: state_of(source, answer)["state"] == "ingested")

    state = state_of(source, answer)

    assert answer.status_code == 202
    assert state["snapshot"] == {"name": "標準設定", "version": 1}
    assert state["unrecognised"] == ["[auth_info_0] passwd", "[auth_info_0] username"]
    kept = database.scalars(select(Capture)).one()
    assert (kept.source_version, kept.source_os) == ("3.13.7", "Linphone")
    assert json.loads(kept.body)["settings"]["phone.auto_answer"] is True


@pytest.mark.rule("CAP-9")
def test_its_secrets_are_not_kept(database, source):
    upload(source)

    assert "Kirschbluete" not in database.scalar(select(Capture.body))


@pytest.mark.rule("CAP-3")
def test_the_same_file_under_the_same_name_is_the_same_capture(database, source):
    first, again = upload(source), upload(source)
    other_name = upload(source, query=QUERY | {"name": "別の設定"})

    assert (first.status_code, again.status_code, other_name.status_code) == (202, 200, 202)
    assert first.json["id"] == again.json["id"]
    assert how_many(database) == 2


@pytest.mark.rule("CAP-4")
def test_it_may_be_compressed_and_in_the_encoding_of_windows(source):
    raw = b"\xff\xfe" + "[Settings]\r\nEC=1\r\naudioInputDevice=マイク\r\n".encode("utf-16-le")

    assert upload(source, gzip.compress(raw), MICROSIP, Content_Encoding="gzip").status_code == 202


@pytest.mark.rule("CAP-4", "TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("raw", "query", "refusal"),
    [
        (b"", QUERY, (400, [("", "empty", None)])),
        (b"{}", QUERY, (400, [("", "bad_line", 1)])),
        (b"[a]\nx=1\nx=2", QUERY, (422, [("/settings/[a] x", "duplicate_key", 3)])),
        (b"[a]\nx=\xff", QUERY, (400, [("", "not_decoded", None)])),
        (LINPHONERC, {}, (422, [("/name", "missing", None), ("/captured_at", "missing", None)])),
        (LINPHONERC, QUERY | {"os": "x" * 201}, (422, [("/softphone/os", "too_long", None)])),
        (LINPHONERC, QUERY | {"settings": "x"}, (422, [("/settings", "unknown_field", None)])),
        (LINPHONERC, QUERY | {"version": "5.1"}, (422, [("/version", "unknown_field", None)])),
        (LINPHONERC, QUERY | {"name": ["a", "b"]}, (422, [("/name", "wrong_type", None)])),
        (LINPHONERC, "name=%ff&captured_at=2026-11-20T09:00:00Z", (400, [("", "not_utf8", 1)])),
        (LINPHONERC, SPACE_FOR_PLUS, (422, [("/captured_at", "bad_time", None)])),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_every_place(database, source, raw, query, refusal):
    answer = upload(source, raw, query=query)

    errors = [(error["pointer"], error["code"], error.get("line")) for error in answer.json["errors"]]
    assert (answer.status_code, errors) == refusal
    assert how_many(database) == 0


def test_a_type_that_nobody_reads_is_refused_with_those_that_are(source):
    answer = upload(source, media_type="text/plain")

    assert answer.status_code == 415
    assert answer.headers["Accept"] == f"application/json, {LINPHONE}, {MICROSIP}"
