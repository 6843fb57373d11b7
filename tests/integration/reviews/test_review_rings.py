"""A committed change of the directory rings for a review, and a worker finds what is new (REC-1)."""

import pytest

from factories import make_api_key, make_organization, make_profile
from plumbing.waiting import wait_until
from portal.jobs import Job, ring_after_commit
from portal.queries.reviews import waiting_on

TERMINALS = [{"extension": "1001", "name": "受付", "type": "softphone"}]


@pytest.fixture
def rung(monkeypatch):
    """The jobs that somebody rang for."""
    heard = []
    monkeypatch.setattr("portal.jobs.ring", lambda job, *ids: heard.append((job, ids)))
    return heard


@pytest.mark.rule("REC-1")
def test_a_worker_finds_what_came_by_the_api(client, database, worker):
    organization = make_organization(slug="acme")
    profile = make_profile(organization, name="標準")
    headers = {"Authorization": f"Bearer {make_api_key(organization)}"}

    answer = client.patch("/api/v1/directory", json={"terminals": TERMINALS}, headers=headers)

    assert answer.status_code == 200
    wait_until(lambda: database.rollback() or waiting_on(profile), what="newly added numbers")


def test_what_is_rolled_back_rings_nobody(database, rung):
    make_organization()
    ring_after_commit(Job.REVIEW_DIRECTORY, 1)
    database.rollback()
    database.commit()

    assert rung == []


def test_the_end_of_a_savepoint_rings_nobody_yet(database, rung):
    with database.begin_nested():
        ring_after_commit(Job.REVIEW_DIRECTORY, 1)
    before = [*rung]
    database.commit()

    assert (before, rung) == ([], [(Job.REVIEW_DIRECTORY, (1,))])


def test_two_changes_in_one_commit_ring_once(database, rung):
    ring_after_commit(Job.REVIEW_DIRECTORY, 1)
    ring_after_commit(Job.REVIEW_DIRECTORY, 1)
    database.commit()
    database.commit()

    assert rung == [(Job.REVIEW_DIRECTORY, (1,))]
