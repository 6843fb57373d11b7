"""Errors are problem documents, whatever happens (RFC 9457)."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.extensions import db
from portal.services import answers
from portal.services.errors import EditConflict, InUse, Refused, Taken


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/nothing", "/api/v2/settings", "/api/v1/captures/x"]
)
def test_an_unknown_path_below_the_api_is_answered_in_json(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"].endswith("/not-found")


def test_an_unknown_page_is_answered_as_a_page(client):
    assert client.get("/nothing").mimetype == "text/html"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/settings", {"GET", "HEAD"}),
        ("GET", "/api/v1/enrollments", {"POST", "DELETE"}),
        ("OPTIONS", "/api/v1/settings", {"GET", "HEAD"}),
        ("TRACE", "/api/v1/call-ui", {"GET", "HEAD"}),
        ("BREW", "/api/v1/settings/reports", {"POST"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
    ],
)
def test_a_method_that_is_not_possible_is_told_with_those_that_are(client, method, path, allowed):
    answer = client.open(path, method=method)

    assert answer.status_code == 405
    assert {word.strip() for word in answer.headers["Allow"].split(",")} == allowed


@pytest.mark.parametrize("given", ["abc-123", "A.b_9"])
def test_a_sane_request_id_of_the_caller_is_kept(client, given):
    answer = client.get("/api/v1/nothing", headers={"X-Request-ID": given})

    assert answer.headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "日本", "<script>"])
def test_another_request_id_is_replaced(client, given):
    answer = client.get("/api/v1/nothing", headers={"X-Request-ID": given.encode().decode("latin-1")})

    assert answer.headers["X-Request-ID"] not in {"", given}


@pytest.mark.rule("TRU-1")
@pytest.mark.parametrize(
    "error",
    [
        OperationalError("SELECT secret", {}, Exception("server closed the connection")),
        InterfaceError("SELECT secret", {}, Exception("connection already closed")),
        PoolTimeout("QueuePool limit reached"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_database_that_is_away_is_a_503_with_a_spread_retry_after(agents_softphone, failing, error):
    failing(error)

    waits = {agents_softphone.get().headers["Retry-After"] for _ in range(20)}
    answer = agents_softphone.get()

    assert answer.status_code == 503
    assert "secret" not in answer.text
    assert len(waits) > 1


def test_an_unexpected_error_says_nothing_of_itself(agents_softphone, failing):
    failing(RuntimeError("secret"))

    answer = agents_softphone.get()

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json["type"].endswith("/internal-error")


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (EditConflict("sato"), 412, "changed-meanwhile"),
        (EditConflict(), 412, "changed-meanwhile"),
        (Taken("name", ("営業部",), "営業部"), 409, "taken"),
        (InUse(["営業部"]), 409, "in-use"),
        (Refused(), 409, "conflict"),
        (IntegrityError("INSERT", {}, Exception("constraint")), 409, "conflict"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_each_refusal_has_its_status(agents_softphone, failing, error, status, kind):
    failing(error)

    answer = agents_softphone.get()

    assert answer.status_code == status
    assert answer.json["type"].endswith(f"/{kind}")


@pytest.fixture
def failing(monkeypatch):
    """Let every settings answer fail with an error."""

    def failing(error):
        def fail(*_args, **_kwargs):
            raise error

        monkeypatch.setattr(answers, "answer", fail)

    return failing


@pytest.mark.rule("TRU-1")
def test_a_statement_that_takes_too_long_is_a_503(agents_softphone, database):
    def cancel(_connection, _cursor, _statement, _parameters, _context, _many):
        raise OperationalError("SELECT", {}, Exception("canceling statement due to statement timeout"))

    event.listen(db.engine, "before_cursor_execute", cancel)
    try:
        answer = agents_softphone.get()
    finally:
        event.remove(db.engine, "before_cursor_execute", cancel)

    assert answer.status_code == 503


def test_no_error_is_kept_by_anybody(client):
    assert client.get("/api/v1/settings").headers["Cache-Control"] == "no-store"
