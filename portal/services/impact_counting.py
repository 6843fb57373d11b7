"""One step of counting what a change would do to the targets of a profile, some of them at a time (STA-2).

All targets of a run are of one state. Before the first and after each step the signs of what is counted are
read, and none ever comes back (TRU-3): when they are the same, nothing changed in between.
"""

from dataclasses import astuple

from sqlalchemy import delete, insert, literal, select

from importer.catalogue import Catalogue
from portal.database import read_no_whole_table
from portal.domain.impact import Action, RunState
from portal.extensions import db
from portal.models import ImpactRun, ImpactTarget, Organization, Profile
from portal.queries.clock import database_now
from portal.queries.impact import impact_of
from portal.queries.impact_items import these
from portal.queries.impact_runs import next_targets, shared_in, sign_of, summary_of, target_count, targets_in
from portal.queries.impact_targets import Change, by_target, shared_by_all
from portal.services.impact_runs import LEASE
from portal.services.many_rows import tell_planner

# So many targets are counted in one statement.
STEP = 1_000
# A profile that changes more often while it is counted is left alone.
MOST_RESTARTS = 3


def count_some(run_id: int, catalogue: Catalogue) -> bool:
    """Count the next targets of a run; tell whether there may be more to do.

    A run that is gone or that somebody else ended is left as it is, so that this is safe to do twice (TRU-7).
    """
    run = _locked(run_id)
    if run is None or run.state is not RunState.COUNTING:
        return False
    change = _change_of(run)
    if run.total is None or run.shared is None:
        _start(run, change, catalogue)
    ids = next_targets(change, run.last_target, STEP)
    if ids:
        _count(run, change, catalogue, ids)
    if sign_of(change, catalogue.version) != run.sign:
        _begin_anew(run)
    elif len(ids) < STEP:
        _finish(run)
    db.session.flush()
    return run.state is RunState.COUNTING


def _locked(run_id: int) -> ImpactRun | None:
    return db.session.scalar(
        select(ImpactRun)
        .where(ImpactRun.id == run_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _change_of(run: ImpactRun) -> Change:
    profile = db.session.get_one(Profile, run.profile_id, populate_existing=True)
    organization = db.session.get_one(Organization, run.organization_id, populate_existing=True)
    drafts_of = run.account_id if run.action is Action.SAVE else None
    return Change(profile, organization, run.action, drafts_of)


def _start(run: ImpactRun, change: Change, catalogue: Catalogue) -> None:
    run.sign = sign_of(change, catalogue.version)
    run.started_at = run.started_at or database_now()
    run.total = target_count(change)
    run.shared = {part.value: astuple(counts) for part, counts in shared_by_all(change).items()}


def _count(run: ImpactRun, change: Change, catalogue: Catalogue, ids: list[int]) -> None:
    shared = shared_in(run.shared or {})
    read_no_whole_table(db.session())
    rows = by_target(change, catalogue, shared=shared, whose=these(ids)).subquery()
    names = [column.name for column in ImpactTarget.__table__.c if column.name != "run_id"]
    values = select(literal(run.id), *(rows.c[name] for name in names))
    db.session.execute(insert(ImpactTarget).from_select(["run_id", *names], values))
    run.done, run.last_target = run.done + len(ids), ids[-1]
    # What goes on is not given up, however often its workers end.
    run.attempts, run.claimed_until = 0, database_now() + LEASE


def _begin_anew(run: ImpactRun) -> None:
    rows = delete(ImpactTarget).where(ImpactTarget.run_id == run.id)
    db.session.execute(rows.execution_options(synchronize_session=False))
    run.total = run.shared = None
    run.done = run.last_target = 0
    run.restarts += 1
    if run.restarts > MOST_RESTARTS:
        _end(run, RunState.OUTDATED)


def _finish(run: ImpactRun) -> None:
    tell_planner(ImpactTarget, run.done)
    run.summary = summary_of(impact_of(targets_in(run.id)))
    _end(run, RunState.DONE)


def _end(run: ImpactRun, state: RunState) -> None:
    run.state, run.claimed_until, run.finished_at = state, None, database_now()
