"""An upload becomes one row, however often and however closely together it comes."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from ingesting import upload
from sqlalchemy import func, select

from factories import make_account, make_organization, make_terminal
from portal.extensions import db
from portal.models import Account, Capture, Organization, Terminal
from portal.queries.clock import database_now
from portal.services import captures
from portal.services.errors import Taken


@pytest.fixture
def source(database):
    organization = make_organization()
    return {"terminal": make_terminal(organization, "1001"), "account": make_account(organization)}


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-3")
def test_the_same_key_gives_the_same_capture(source):
    first = captures.receive(upload(), key="once", **source)
    second = captures.receive(upload(), key="once", **source)

    assert (first.fresh, second.fresh) == (True, False)
    assert first.capture.id == second.capture.id


@pytest.mark.rule("CAP-3")
def test_the_same_key_with_another_body_is_refused(source):
    captures.receive(upload(digest="a" * 64), key="once", **source)

    with pytest.raises(Taken):
        captures.receive(upload(digest="b" * 64), key="once", **source)


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-3")
@pytest.mark.parametrize(("hours", "fresh"), [(23, False), (25, True)])
def test_the_same_bytes_are_the_same_capture_for_a_day(database, source, hours, fresh):
    first = captures.receive(upload(), key=None, **source)
    first.capture.received_at = database_now() - dt.timedelta(hours=hours)
    database.flush()

    second = captures.receive(upload(), key=None, **source)

    assert second.fresh is fresh
    assert (second.capture.id != first.capture.id) is fresh


@pytest.mark.rule("CAP-3")
def test_another_terminal_may_use_the_same_key(database, source):
    first = captures.receive(upload(), key="once", **source)
    other = make_terminal(database.get(Organization, source["account"].organization_id), "1002")

    second = captures.receive(upload(), key="once", terminal=other, account=source["account"])

    assert second.fresh
    assert second.capture.id != first.capture.id


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("CAP-3")
@pytest.mark.parametrize("key", ["once", None])
def test_twenty_at_the_same_time_are_one_capture(app, database, source, key):
    database.commit()
    terminal_id, account_id = source["terminal"].id, source["account"].id
    database.commit()

    def receive(_turn):
        with app.app_context():
            terminal, account = db.session.get(Terminal, terminal_id), db.session.get(Account, account_id)
            received = captures.receive(upload(), key=key, terminal=terminal, account=account)
            db.session.commit()
            return received.fresh, received.capture.id

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(receive, range(20)))

    assert [fresh for fresh, _ in answers].count(True) == 1
    assert len({capture_id for _, capture_id in answers}) == 1
    assert database.scalar(select(func.count(Capture.id))) == 1
