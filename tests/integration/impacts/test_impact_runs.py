"""A worker counts what a change of a large profile would do, whatever changes or ends meanwhile."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from large_profiles import ask, count, make_large_profile, run, step
from sqlalchemy import func, select, update

from factories import make_administrator, make_organization
from importer.directory import Mode
from portal.domain.impact import Action, RunState
from portal.domain.selection import Ticked
from portal.domain.words import Part, Status
from portal.extensions import db
from portal.jobs import Job
from portal.models import ImpactRun, ImpactTarget, TerminalTarget
from portal.queries.clock import database_now
from portal.services import directory, drafts, impact_counting, impact_runs, profiles
from portal.services.directory import Taking
from portal.services.drafts_tab import Tab

TARGETS = 25


@pytest.fixture
def organization(database):
    return make_organization(slug="acme")


@pytest.fixture
def admin(organization):
    return make_administrator(organization, "admin")


@pytest.fixture
def profile(organization):
    return make_large_profile(organization, TARGETS)


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch):
    monkeypatch.setattr(impact_counting, "STEP", 10)


@pytest.fixture
def asked(profile, admin):
    """A run that a worker has taken up."""
    run_id = ask(profile, admin, Action.DISABLE)
    assert impact_runs.claim(run_id)
    db.session.commit()
    return run_id


def counted(run_id):
    """How many targets are counted, and how many of them once."""
    found = select(func.count(), func.count(ImpactTarget.target_id.distinct())).where(
        ImpactTarget.run_id == run_id
    )
    return tuple(db.session.execute(found).one())


def change_profile(profile):
    """Save the profile, as a colleague would."""
    db.session.refresh(profile)
    status = Status.DISABLED if profile.status is Status.ENABLED else Status.ENABLED
    profiles.set_status(profile, status, seen_revision=profile.revision, who="colleague")
    db.session.commit()


def let_the_lease_end():
    db.session.execute(update(ImpactRun).values(claimed_until=database_now() - dt.timedelta(seconds=1)))
    db.session.commit()


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("STA-2")
def test_a_run_tells_how_far_it_is_and_then_all_of_it(asked):
    told = []
    while step(asked):
        told.append((run(asked).done, run(asked).total))

    assert told == [(10, TARGETS), (20, TARGETS)]
    assert (run(asked).done, run(asked).state) == (TARGETS, RunState.DONE)
    assert run(asked).summary["effects"] == {"released": TARGETS}
    assert counted(asked) == (TARGETS, TARGETS)


@pytest.mark.rule("STA-2", "TRU-7")
def test_two_workers_at_the_same_run_count_each_target_once(app, asked):
    def work():
        with app.app_context():
            while step(asked):
                pass

    with ThreadPoolExecutor(2) as workers:
        for each in [workers.submit(work) for _ in range(2)]:
            each.result()

    assert counted(asked) == (TARGETS, TARGETS)
    assert (run(asked).done, run(asked).state, run(asked).restarts) == (TARGETS, RunState.DONE, 0)


@pytest.mark.rule("TRU-7")
def test_a_second_ring_a_forged_id_and_one_that_ended_change_nothing(asked):
    assert not impact_runs.claim(asked)
    count(asked + 1)
    while step(asked):
        pass
    before = run(asked).finished_at

    count(asked)

    assert run(asked).finished_at == before
    assert counted(asked) == (TARGETS, TARGETS)


@pytest.mark.rule("STA-2", "TRU-5")
def test_what_a_worker_left_is_gone_on_with_where_it_stood(asked):
    step(asked)
    let_the_lease_end()

    assert impact_runs.waiting(10) == [asked]
    count(asked)

    assert (run(asked).state, run(asked).restarts) == (RunState.DONE, 0)
    assert counted(asked) == (TARGETS, TARGETS)


@pytest.mark.rule("TRU-5")
def test_a_ring_that_nobody_heard_is_swept_up_when_it_is_old_enough(profile, admin):
    run_id = ask(profile, admin, Action.DISABLE)
    at_once = impact_runs.waiting(10)
    db.session.execute(update(ImpactRun).values(asked_at=database_now() - dt.timedelta(hours=1)))

    assert at_once == []
    assert impact_runs.waiting(10) == [run_id]


@pytest.mark.rule("TRU-6")
def test_a_run_that_kills_its_workers_is_given_up_and_one_that_goes_on_is_not(asked):
    for _attempt in range(impact_runs.MOST_ATTEMPTS):
        step(asked)
        let_the_lease_end()
        impact_runs.give_up_exhausted()
        assert impact_runs.claim(asked) or run(asked).state is RunState.DONE
    going_on = run(asked).state
    db.session.execute(update(ImpactRun).values(state=RunState.COUNTING, attempts=3))
    let_the_lease_end()

    assert not impact_runs.claim(asked)
    impact_runs.give_up_exhausted()

    assert going_on is not RunState.GIVEN_UP
    assert run(asked).state is RunState.GIVEN_UP
    assert impact_runs.waiting(10) == []


def change_directory(organization):
    terminals = [{"extension": "999", "name": "新しい席", "type": "softphone"}]
    directory.take({"terminals": terminals}, Taking(Mode.MERGE), slug=organization.slug)
    db.session.commit()


@pytest.mark.rule("STA-2")
@pytest.mark.parametrize("what", ["profile", "directory"])
def test_what_changes_under_a_run_makes_it_begin_anew(asked, profile, organization, what):
    step(asked)
    change_profile(profile) if what == "profile" else change_directory(organization)

    assert step(asked)
    begun_anew = run(asked).done, counted(asked)
    while step(asked):
        pass

    assert begun_anew == (0, (0, 0))
    effect = "uncontrolled" if what == "profile" else "released"
    assert run(asked).summary["effects"] == {effect: TARGETS}
    assert counted(asked) == (TARGETS, TARGETS)


@pytest.mark.rule("STA-2")
def test_a_draft_counts_for_the_question_about_saving_alone(profile, admin):
    questions = [ask(profile, admin, action) for action in (Action.SAVE, Action.DISABLE)]
    for each in questions:
        impact_runs.claim(each)
        step(each)
    first = db.session.scalars(
        select(TerminalTarget.terminal_id).order_by(TerminalTarget.terminal_id)
    ).first()
    tab = Tab(profile, Part.TARGETS, admin.id)
    drafts.tick(tab, {"": Ticked(frozenset({first}), frozenset())}, seen_revision=profile.revision)
    for each in questions:
        while step(each):
            pass

    saving, disabling = (run(each) for each in questions)
    assert (saving.restarts, saving.summary["effects"]) == (1, {"released": 1, "same": TARGETS - 1})
    assert (disabling.restarts, disabling.summary["effects"]) == (0, {"released": TARGETS})


@pytest.mark.rule("STA-2")
def test_what_changes_again_and_again_ends_the_run(asked, profile):
    steps = 1
    while step(asked):
        change_profile(profile)
        steps += 1

    assert steps <= 2 * (impact_counting.MOST_RESTARTS + 1)
    assert (run(asked).state, counted(asked)) == (RunState.OUTDATED, (0, 0))


@pytest.mark.rule("STA-2")
def test_what_is_asked_anew_takes_the_place_of_what_was_counted(asked, profile, admin):
    step(asked)
    anew = ask(profile, admin, Action.DISABLE)

    assert not step(asked)
    count(anew)

    assert db.session.scalars(select(ImpactRun.id)).all() == [anew]
    assert db.session.scalar(select(func.count()).select_from(ImpactTarget)) == TARGETS


@pytest.mark.rule("STA-2")
def test_a_run_ends_with_its_profile(asked, profile):
    step(asked)
    profiles.delete(profile, seen_revision=profile.revision)
    db.session.commit()

    assert not step(asked)
    assert run(asked) is None
    assert counted(asked) == (0, 0)


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("STA-2", "TRU-7")
def test_what_was_counted_long_ago_is_deleted(asked, profile, organization):
    colleague = make_administrator(organization, "colleague")
    recent = ask(profile, colleague, Action.DISABLE)
    count(asked)
    long_ago = database_now() - impact_runs.KEPT_FOR - dt.timedelta(minutes=1)
    db.session.execute(update(ImpactRun).where(ImpactRun.id == asked).values(asked_at=long_ago))

    deleted = [impact_runs.delete_old(), impact_runs.delete_old()]

    assert deleted == [1, 0]
    assert db.session.scalars(select(ImpactRun.id)).all() == [recent]
    assert counted(asked) == (0, 0)


@pytest.mark.rule("STA-2", "TRU-7")
def test_a_long_run_gives_other_work_its_turn_and_is_gone_on_with(profile, admin, monkeypatch):
    from workers import impacts  # noqa: PLC0415  builds an application

    monkeypatch.setattr(impacts, "TURN_S", -1)
    run_id = ask(profile, admin, Action.DISABLE)
    impacts.count(run_id)
    left = run(run_id).done, run(run_id).claimed_until

    impacts.count(run_id)
    impacts.count(run_id)

    assert left == (10, None)
    assert (run(run_id).state, counted(run_id)) == (RunState.DONE, (TARGETS, TARGETS))


def test_the_tasks_are_the_jobs(databases):
    from workers import impacts  # noqa: PLC0415  builds an application

    names = {task.name for task in (impacts.count, impacts.sweep, impacts.expire)}
    assert names == {Job.COUNT_IMPACT, Job.SWEEP_IMPACTS, Job.EXPIRE_IMPACTS}
