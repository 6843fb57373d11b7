"""Uploading a capture and following it, over HTTP."""

import gzip
import json

import pytest
from softphones import Softphone
from sqlalchemy import func, select, text, update

from factories import make_account, make_administrator, make_device_token, make_terminal, role_of
from plumbing.waiting import wait_until
from portal.domain.rights import RoleKey
from portal.domain.words import CaptureState
from portal.models import Account, Capture, Organization
from portal.services.sessions import end_all_of
from workers.captures import ingest

BODY = {
    "name": "標準設定",
    "captured_at": "2026-11-20T09:00:00+09:00",
    "softphone": {"version": "3.13.7", "os": "Windows 11 10.0.26100"},
    "settings": {"phone.auto_answer": True, "terminal.extension": "1001", "tea.time": 4},
}


@pytest.fixture
def administrator(organization):
    return make_administrator(organization, "admin")


@pytest.fixture
def source(softphone, administrator):
    """The softphone of terminal 1001 with an administrator signed in on it."""
    return softphone.signed_in(administrator)


def upload(softphone, body=BODY, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = body if isinstance(body, bytes) else json.dumps(body)
    return softphone.request("POST", "captures", {"Content-Type": "application/json"} | named, data=sent)


def how_many(database):
    return database.scalar(select(func.count(Capture.id)))


@pytest.mark.rule("CAP-1", "CAP-2")
def test_an_upload_is_stored_and_says_where_its_state_is(database, source):
    answer = upload(source)

    assert answer.status_code == 202
    assert answer.json["state"] == "received"
    assert answer.headers["Location"].endswith(answer.json["location"])
    assert source.get(answer.json["location"].removeprefix("/api/v1/")).json["state"] == "received"
    assert database.scalar(select(Capture.name)) == "標準設定"


@pytest.mark.rule("CAP-3")
def test_the_same_upload_again_is_the_same_capture(database, source):
    first = upload(source)
    again = upload(source)
    with_key = upload(source, Idempotency_Key="k1")
    with_key_again = upload(source, Idempotency_Key="k1")

    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json["id"] == again.json["id"] != with_key.json["id"]
    assert with_key_again.status_code == 200
    assert with_key.json["id"] == with_key_again.json["id"]
    assert how_many(database) == 2


@pytest.mark.rule("CAP-3")
def test_the_same_key_with_another_body_is_a_conflict(database, source):
    upload(source, Idempotency_Key="k1")

    other = upload(source, BODY | {"name": "別の設定"}, Idempotency_Key="k1")

    assert other.status_code == 409
    assert how_many(database) == 1


@pytest.mark.rule("CAP-3", "TRU-18")
@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_that_is_none_is_refused(database, source, key):
    assert upload(source, Idempotency_Key=key).status_code == 422
    assert how_many(database) == 0


@pytest.mark.rule("CAP-6", "CAP-8", "SNP-1")
def test_an_ingested_capture_says_what_it_became_and_what_was_left_out(database, source):
    answer = upload(source)
    ingest(database.scalar(select(Capture.id)))

    state = source.get(f"captures/{answer.json['id']}").json

    assert state == {
        "id": answer.json["id"],
        "state": "ingested",
        "snapshot": {"name": "標準設定", "version": 1},
        "errors": [],
        "left_out": ["terminal.extension"],
        "unrecognised": ["tea.time"],
    }


@pytest.mark.rule("CAP-6", "CAP-7")
def test_a_refused_capture_says_every_reason(database, source):
    bad = {"phone.dtmf": "morse", "audio.ring_volume": 101}
    answer = upload(source, BODY | {"settings": bad})
    ingest(database.scalar(select(Capture.id)))

    state = source.get(f"captures/{answer.json['id']}").json

    assert state["state"] == "refused"
    assert {error["pointer"] for error in state["errors"]} == {f"/settings/{key}" for key in bad}
    assert state["snapshot"] is None


@pytest.mark.rule("CAP-1")
@pytest.mark.parametrize("role", [RoleKey.SUPERVISOR, RoleKey.USER])
def test_only_an_administrator_may_upload(database, organization, softphone, role):
    answer = upload(softphone.signed_in(make_account(organization, role=role)))

    assert answer.status_code == 403
    assert "administrator" in answer.json["detail"]
    assert how_many(database) == 0


@pytest.mark.rule("CAP-1")
def test_an_administrator_with_one_right_less_may_not(database, organization, source):
    role = role_of(organization, RoleKey.SYSTEM_ADMIN)
    role.rights = role.rights | {"numbers": ["view"]}

    assert upload(source).status_code == 403
    assert how_many(database) == 0


@pytest.mark.rule("CAP-1")
@pytest.mark.parametrize(
    ("server", "softphone_version", "status"),
    [("3.12.10", "3.13.7", 403), ("3.13.0", "3.13.6", 403), ("3.13.0", "3.13.7", 202)],
)
def test_server_and_softphone_must_be_new_enough(database, source, server, softphone_version, status):
    database.execute(update(Organization).values(server_version=server))
    body = BODY | {"softphone": {"version": softphone_version, "os": "Windows 11"}}

    assert upload(source.of_version(softphone_version), body).status_code == status
    assert how_many(database) == (status == 202)


@pytest.mark.rule("CAP-1")
def test_an_upload_needs_both_tokens_and_the_version(database, softphone, source):
    assert upload(softphone).status_code == 401
    assert upload(source.of_version(None)).status_code == 400
    assert how_many(database) == 0


@pytest.mark.rule("CAP-4", "TRU-19")
@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        pytest.param(b"", 400, "", id="nothing"),
        pytest.param(b"{", 400, "", id="no JSON"),
        pytest.param(json.dumps(BODY).encode("utf-16"), 400, "", id="UTF-16"),
        pytest.param(b"[]", 422, "", id="a list"),
        pytest.param(json.dumps(BODY | {"source_extension": "1002"}), 422,
                     "/source_extension", id="claims more"),
        pytest.param(json.dumps(BODY | {"settings": {"terminal.extension": "1002"}}), 422,
                     "/settings/terminal.extension", id="another terminal"),
        pytest.param(json.dumps(BODY | {"softphone": {"version": "3.13.8", "os": "x"}}), 422,
                     "/softphone/version", id="another version"),
        pytest.param(json.dumps(BODY | {"name": "x" * 61}), 422, "/name", id="a long name"),
        pytest.param(json.dumps(BODY | {"settings": {"a": float("nan")}}), 422, "/settings/a", id="NaN"),
        pytest.param(b"[" * 100_000, 400, None, id="nested without end"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(database, source, body, status, pointer):
    answer = upload(source, body if isinstance(body, bytes) else body.encode())

    assert answer.status_code == status or (pointer is None and answer.status_code in {400, 422})
    assert answer.mimetype == "application/problem+json"
    if pointer is not None:
        assert pointer in {error["pointer"] for error in answer.json["errors"]}
    assert how_many(database) == 0


@pytest.mark.rule("CAP-4")
def test_a_body_is_limited_by_what_it_unpacks_to(database, source):
    bomb = gzip.compress(b" " * (4 * 1024 * 1024))
    small = gzip.compress(json.dumps(BODY).encode())

    assert upload(source, bomb, Content_Encoding="gzip").status_code == 413
    assert upload(source, b" " * (1024 * 1024 + 1)).status_code == 413
    assert upload(source, small, Content_Encoding="br").status_code == 415
    assert upload(source, small, Content_Encoding="gzip").status_code == 202


@pytest.mark.rule("CAP-9", "TRU-16")
def test_no_secret_of_an_upload_is_in_any_table(database, source):
    secret = "Kirschbluete-7"
    settings = {
        "terminal.password": secret,
        "vendor.apiToken": secret,
        "vendor": {"deep": {"passwd": secret}},
    }
    upload(source, BODY | {"settings": settings})
    ingest(database.scalar(select(Capture.id)))

    names = database.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    rows = [str(row) for name in names.all() for row in database.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608

    assert how_many(database) >= 1
    assert [row for row in rows if secret in row] == []


@pytest.mark.rule("TRU-14")
def test_another_terminals_capture_is_as_unknown_as_one_that_is_not(
    organization, source, client, administrator
):
    answer = upload(source)
    other_token = make_device_token(make_terminal(organization, "1002"))
    other = Softphone(client, other_token).signed_in(administrator)

    foreign = other.get(f"captures/{answer.json['id']}")
    unknown = other.get("captures/00000000-0000-4000-8000-000000000000")

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert {k: v for k, v in foreign.json.items() if k != "instance"} == {
        k: v for k, v in unknown.json.items() if k != "instance"
    }


@pytest.mark.rule("TRU-11")
def test_an_ended_session_uploads_nothing(database, source, administrator):
    end_all_of([administrator.id])

    answer = upload(source)

    assert answer.status_code == 401
    assert answer.json["type"].endswith("/agent-session-ended")
    assert how_many(database) == 0


@pytest.mark.rule("CAP-2", "CAP-6")
def test_a_real_worker_ingests_what_was_uploaded(worker, database, source):
    answer = upload(source)

    wait_until(lambda: source.get(f"captures/{answer.json['id']}").json["state"] == CaptureState.INGESTED)


@pytest.mark.rule("CAP-5")
def test_an_upload_outlives_who_sent_it(database, source, terminal, administrator):
    upload(source)
    database.execute(update(Capture).values(account_id=None))
    database.delete(database.get(Account, administrator.id))
    database.commit()

    kept = database.scalars(select(Capture)).one()

    assert (kept.account_login, kept.source_extension) == ("admin", "1001")
