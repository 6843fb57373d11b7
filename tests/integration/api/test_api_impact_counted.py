"""What a worker counts of a change, some targets at a time, is what one statement says of all of them."""

import random

import pytest
from random_directories import random_directory
from random_drafts import make_drafts
from sqlalchemy import select

from factories import NOON, make_administrator, stored
from importer.catalogue import catalogue
from portal.domain.impact import Action, RunState
from portal.domain.words import Status, TargetType
from portal.extensions import db
from portal.models import AgentSighting, ImpactRun, Profile, SoftphoneSighting
from portal.queries.impact import impact_of
from portal.queries.impact_runs import impact_in, targets_in
from portal.queries.impact_targets import Change, by_target
from portal.services import impact_counting, impact_runs

VERSIONS = [None, "3.12.4", "3.12.5", "3.13.6", "3.13.7"]


def see_softphones(pick, directory, profile):
    """Let some of the targets have been seen, each in some version."""
    for terminal, account in zip(directory.terminals, directory.accounts, strict=False):
        if version := pick.choice(VERSIONS):
            seen = {
                "softphone_version": version,
                "revision": "0" * 64,
                "directory_revision": "",
                "release": "",
            }
            if profile.target_type is TargetType.ACCOUNT:
                stored(AgentSighting(account_id=account.id, terminal_id=terminal.id, asked_at=NOON, **seen))
            else:
                stored(SoftphoneSighting(terminal_id=terminal.id, asked_at=NOON, **seen))


def rows_of(targets):
    """Return what is said of every target, by its id."""
    return {row.target_id: row._asdict() for row in db.session.execute(select(*targets.c))}


@pytest.mark.rule("STA-2")
@pytest.mark.parametrize("action", [*Action])
@pytest.mark.parametrize("seed", range(320, 323))
def test_a_worker_counts_what_one_statement_says(database, monkeypatch, seed, action):
    check(monkeypatch, seed, action)


@pytest.mark.rule("STA-2")
@pytest.mark.on("sqlite")
def test_a_worker_counts_what_one_statement_says_on_the_embedded_database_too(database, monkeypatch):
    check(monkeypatch, 323, Action.SAVE)


def check(monkeypatch, seed, action):
    """Compare what is counted two targets at a time with all of it at once."""
    monkeypatch.setattr(impact_counting, "STEP", 2)
    pick = random.Random(f"{seed} {action}")  # noqa: S311  repeats itself on purpose
    directory = random_directory(seed)
    admin = make_administrator(directory.organization, "admin")
    profile = pick.choice(db.session.scalars(select(Profile).order_by(Profile.id)).all())
    profile.status = Status.DISABLED if action is Action.ENABLE else Status.ENABLED
    make_drafts(pick, directory, profile, admin)
    see_softphones(pick, directory, profile)
    drafts_of = admin.id if action is Action.SAVE else None
    at_once = by_target(Change(profile, directory.organization, action, drafts_of), catalogue()).subquery()

    impact_runs.begin(profile, admin, action)
    run = db.session.scalars(select(ImpactRun)).one()
    assert impact_runs.claim(run.id)
    while impact_counting.count_some(run.id, catalogue()):
        pass

    assert run.state is RunState.DONE
    assert rows_of(targets_in(run.id)) == rows_of(at_once)
    assert impact_in(run.summary) == impact_of(at_once)
