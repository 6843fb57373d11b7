"""No secret of an upload is found anywhere afterwards; what is no secret is found everywhere (CAP-9)."""

import gc
import io
import json
import logging
import re

import pytest
from planted_secrets import (
    ACCEPTED,
    LINPHONERC,
    MICROSIP_INI,
    PLANTED,
    REFUSED_BODIES,
    REFUSED_FILE,
    REFUSED_LATER,
    secret,
    traces_of,
)
from sqlalchemy import select, text

from factories import make_account, make_administrator, make_profile
from plumbing.waiting import wait_until
from portal import logs
from portal.api import capture_bodies
from portal.models import Capture, SnapshotVersion
from workers import captures as worker

LEAST_PLANTED = 40
# What is no secret: its places prove that the search finds what is there.
CONTROL = "Sichtbar4711"
# The snapshot that the worker never comes to the end of.
CRASHES = f"{CONTROL} 3"
BODY = {
    "name": CONTROL,
    "captured_at": "2026-11-20T09:00:00+09:00",
    "softphone": {"version": "3.13.7", "os": f"Windows 11 {CONTROL}"},
    "settings": {
        "vendor.note": CONTROL,
        "cti.url_template": f"https://{CONTROL.lower()}.invalid/{CONTROL}",
        "phone.auto_answer": True,
    },
}
QUERY = {
    "name": f"{CONTROL} password={secret('the name of a snapshot')}",
    "captured_at": "2026-11-20T09:00:00Z",
}
PAGES = re.compile(r'href="(/(?:snapshots|profiles|audit|history)[^"#]*)"')
MOST_PAGES = 80
CHANGING = re.compile(r"delete|retry|edit|locale|language")


@pytest.fixture
def logged(app, monkeypatch):
    """Everything that is logged from now on, as one text to be asked for."""
    lines = io.StringIO()
    # Loggers keep the stream that they first wrote to, whichever application it was of.
    for stream in (found for found in gc.get_objects() if isinstance(found, logs._Unfailing)):
        monkeypatch.setattr(stream, "_stream", lines)
    for handler in logging.getLogger().handlers:
        monkeypatch.setattr(handler, "stream", lines, raising=False)
    return lines.getvalue


@pytest.fixture
def administrator(organization):
    return make_administrator(organization, "admin", password="administrator password")


@pytest.fixture
def source(softphone, administrator):
    """The softphone of terminal 1001 with an administrator signed in on it."""
    return softphone.signed_in(administrator)


@pytest.fixture
def answers():
    """The text of every answer, to be looked through like everything else."""
    return []


@pytest.fixture
def send(source, answers):
    """A function that uploads, keeps the answer's text and returns the answer."""

    def upload(raw, media_type="application/json", query="", **headers):
        named = {"Content-Type": media_type} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        raw = raw if isinstance(raw, bytes) else raw.encode()
        answer = source.request("POST", "captures", named, data=raw, query_string=query)
        answers.append(f"{answer.headers}\n{answer.text}")
        return answer

    return upload


def body(**fields):
    return json.dumps(BODY | fields, ensure_ascii=False)


def ingest_all(database):
    """Do what the worker does with everything that waits."""
    for capture_id in database.scalars(select(Capture.id)).all():
        worker.ingest(capture_id)
    # Where a worker of other tests still runs, it may have taken one first.
    waiting = select(Capture.id).where(Capture.settled_at.is_(None), Capture.name != CRASHES)
    wait_until(lambda: [database.commit(), database.scalars(waiting).all()][1] == [])


def plant_accepted(send):
    assert send(body(settings=BODY["settings"] | ACCEPTED), X_Request_ID=CONTROL).status_code == 202
    assert send(body(settings=BODY["settings"] | REFUSED_LATER)).status_code == 202
    fields = {
        "name": f"{CONTROL} token={secret('a name')}",
        "softphone": {"version": "3.13.7", "os": f"x password={secret('an os')}"},
    }
    assert send(body(**fields)).status_code == 202
    assert send(LINPHONERC, "text/x-linphonerc", QUERY).status_code == 202
    os = QUERY | {"os": f"password={secret('an os in a query')}"}
    assert send(MICROSIP_INI, "text/x-microsip-ini", os).status_code == 202


def plant_refused(send):
    for raw in REFUSED_BODIES:
        assert 400 <= send(raw).status_code < 500
    assert send(REFUSED_FILE, "text/x-microsip-ini", QUERY).status_code == 422
    assert send(REFUSED_FILE + "\n\0\x1b", "text/x-linphonerc", QUERY).status_code == 422
    assert send(f"passwd={secret('a line without section')}", "text/x-linphonerc", QUERY).status_code == 400
    claimed = {"terminal.extension": f"password={secret('another extension')}"}
    assert send(body(settings=claimed)).status_code == 422
    unknown = QUERY | {f"password={secret('an unknown parameter')}": "1"}
    assert send(LINPHONERC, "text/x-linphonerc", unknown).status_code == 422


def plant_in_headers(send):
    named = f"password={secret('an idempotency key')}"
    assert send(body(), Idempotency_Key=named).status_code == 202
    assert send(body(name=f"{CONTROL} 2"), Idempotency_Key=named).status_code == 409
    assert send(body(), X_Softphone_Version=f"password={secret('a version')}").status_code == 400
    assert send(body(), f"text/x; password={secret('a media type')}").status_code == 415
    assert send(body(), Content_Encoding=f"password={secret('a coding')}").status_code == 415
    headers = {
        name: f"password={secret(name)}"
        for name in ("X_Request_ID", "User_Agent", "Referer", "Cookie", "Accept_Language", "Forwarded")
    }
    assert send(body(), **headers).status_code in {200, 202}


def plant_in_crashes(send, database, monkeypatch):
    def crash(raw, *_arguments, **_named):
        raise RuntimeError(f"cannot read {raw.decode()}")

    def crash_later(settings, _catalogue):
        raise RuntimeError(f"cannot judge {settings} {raised}")

    raised = f'{{"password": "{secret("an error of the worker")}"}}'
    crashing = body(settings={"terminal.password": secret("a body that crashes its reader")}, name=CRASHES)
    with monkeypatch.context() as injected:
        injected.setattr(capture_bodies, "read_capture", crash)
        assert send(crashing).status_code == 500
    assert send(crashing).status_code == 202
    with monkeypatch.context() as injected:
        injected.setattr(worker, "judge", crash_later)
        worker._ingest_and_go_on(database.scalars(select(Capture.id).order_by(Capture.id.desc())).first())


def plant_in_files(browser):
    """Upload files by the pages for it, one with a secret in its name and in what it says."""
    browser.get("/snapshots/import")
    named = f"{CONTROL} password={secret('a file name')}.json"
    settings = {"phone.call_waiting": False, "vendor.token": secret("a file")}
    content = {
        "format": "haishin-snapshot-1",
        "catalogue": "x",
        "version": 1,
        "source_extension": "1001",
        "capture": json.loads(body(settings=settings, name=f"{CONTROL} 4")),
    }
    browser.submit("/snapshots/import", file=(io.BytesIO(json.dumps(content).encode()), named))
    assert "/captures/" in browser.answer.path


def everything_shown(browser):
    """Return the text of every page about captures and what became of them, and of their files."""
    seen, waiting, texts = set(), ["/snapshots/", "/profiles/", "/"], []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or CHANGING.search(path):
            continue
        seen.add(path)
        answer = browser.get(path)
        assert answer.status_code == 200, path
        texts.append(answer.text)
        waiting += PAGES.findall(answer.text.replace("&amp;", "&"))
    assert any(path.endswith("/file") for path in seen)
    return texts


def everything_stored(database):
    """Return every row of every table as text."""
    names = database.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
    return [
        row
        for name in names
        for row in database.scalars(text(f'SELECT whole::text FROM "{name}" AS whole')).all()  # noqa: S608  our own
    ]


def everything_in(valkey):
    """Return every key and every value of Redis as text."""
    read = {
        b"string": lambda client, key: [client.get(key)],
        b"hash": lambda client, key: [item for pair in client.hgetall(key).items() for item in pair],
        b"list": lambda client, key: client.lrange(key, 0, -1),
        b"set": lambda client, key: client.smembers(key),
        b"stream": lambda client, key: [repr(client.xrange(key)).encode()],
        b"zset": lambda client, key: client.zrange(key, 0, -1),
    }
    with valkey.connect() as client:
        found = [(key, read[client.type(key)](client, key)) for key in client.keys("*")]
    return [part.decode("latin-1") for key, values in found for part in (key, *values)]


def found_in(texts):
    return [where for where, planted in PLANTED for one in texts if any(t in one for t in traces_of(planted))]


@pytest.fixture
def deliver(database, organization, source):
    """A function that delivers the oldest version to an agent and returns what the softphone gets."""

    def delivered():
        version = database.scalars(select(SnapshotVersion).order_by(SnapshotVersion.id)).first()
        agent = make_account(organization, "agent")
        make_profile(organization, CONTROL, targets=[agent], pinned=version)
        return source.signed_in(agent).get().text

    return delivered


@pytest.fixture
def states(database, source):
    """A function that asks how far every capture has come."""
    asked = select(Capture.public_id).where(Capture.terminal_id.is_not(None))
    return lambda: [source.get(f"captures/{each}").text for each in database.scalars(asked).all()]


@pytest.fixture
def answered(planted, answers, states, deliver):
    """Everything that softphones were told, of what became of the uploads too."""
    return [*answers, *states(), deliver()]


@pytest.fixture
def planted(database, browser, send, logged, monkeypatch):
    """Every secret planted, and everything that came in judged; `browser` is signed in. Gives the log."""
    browser.sign_in("acme", "admin", "administrator password")
    plant_accepted(send)
    plant_refused(send)
    plant_in_headers(send)
    plant_in_crashes(send, database, monkeypatch)
    plant_in_files(browser)
    ingest_all(database)
    return logged


@pytest.mark.rule("CAP-9", "TRU-16", "TRU-18")
def test_no_planted_secret_is_found_anywhere(planted, answered, database, valkey, browser):
    places = {
        "tables": everything_stored(database),
        "Redis": everything_in(valkey),
        "logs": [planted()],
        "pages and exports": everything_shown(browser),
        "answers": answered,
    }

    assert len(PLANTED) >= LEAST_PLANTED
    assert {place: found_in(texts) for place, texts in places.items()} == {place: [] for place in places}
    assert [place for place, texts in places.items() if not any(CONTROL in one for one in texts)] == []


@pytest.mark.rule("CAP-9")
def test_the_search_finds_a_secret_however_it_is_written():
    where, planted = PLANTED[0]

    assert found_in([f"x{planted}"]) == [where]
    assert found_in([f"password={planted}".encode().hex()]) == [where]
    assert all(found_in([coded]) == [where] for coded in traces_of(planted))
