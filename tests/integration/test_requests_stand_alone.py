"""The plumbing's client keeps what a request did apart from what the test sees."""

from types import SimpleNamespace

import pytest
from flask import Flask, g
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select

from plumbing.client import PortalClient
from portal.extensions import db

NOTES = Table("notes", MetaData(), Column("id", Integer, primary_key=True))


@pytest.fixture
def client(tmp_path):
    app = Flask(__name__)
    app.config["SETTINGS"] = SimpleNamespace(base_url="http://127.0.0.1:8000")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{tmp_path}/notes.sqlite3"
    app.test_client_class = PortalClient
    db.init_app(app)

    @app.post("/forgotten/<int:status>")
    def forget(status):
        db.session.execute(insert(NOTES))
        return "", status

    @app.post("/committed")
    def commit():
        db.session.execute(insert(NOTES))
        db.session.commit()
        return ""

    @app.get("/count")
    def count():
        g.seen = g.get("seen", 0) + 1
        return {"notes": db.session.scalar(select(func.count()).select_from(NOTES)), "seen": g.seen}

    with app.app_context():
        NOTES.create(db.engine)
        yield app.test_client()
        db.session.remove()
        db.engine.dispose()


def test_a_success_that_did_not_commit_fails(client):
    with pytest.raises(AssertionError, match="did not commit"):
        client.post("/forgotten/200")


def test_what_a_refusal_did_not_commit_is_gone(client):
    client.post("/forgotten/422")

    assert client.get("/count").json["notes"] == 0


def test_what_a_request_committed_stays(client):
    client.post("/committed")

    assert client.get("/count").json["notes"] == 1


def test_what_the_test_arranged_is_there_for_the_request(client):
    db.session.execute(insert(NOTES))

    assert client.get("/count").json["notes"] == 1


def test_each_request_begins_with_nothing(client):
    assert [client.get("/count").json["seen"] for _ in range(2)] == [1, 1]
