"""What one step of counting an impact reads (STA-2)."""

import pytest
from large_profiles import ask, make_large_profile
from sqlalchemy import text

from factories import make_administrator, make_organization
from importer.catalogue import catalogue
from portal.domain.impact import Action
from portal.services import impact_counting, impact_runs

STEP = 100
TARGETS = 10_000
# Rows of this transaction, whatever the statistics know already.
READ = text("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")


@pytest.mark.rule("STA-2")
def test_a_step_reads_what_its_own_targets_have_and_not_all_the_others(database, monkeypatch):
    monkeypatch.setattr(impact_counting, "STEP", STEP)
    organization = make_organization()
    profile = make_large_profile(organization, TARGETS)
    database.execute(text("ANALYZE"))
    database.commit()
    run_id = ask(profile, make_administrator(organization, "admin"), Action.DISABLE)
    impact_runs.claim(run_id)
    read = []
    for _step in range(12):
        before = database.scalar(READ)
        impact_counting.count_some(run_id, catalogue())
        read.append(database.scalar(READ) - before)
        database.commit()

    # Each target, its terminal, its two numbers and its group's a few times; the first looks at all once.
    assert max(read[1:]) < 20 * STEP
