"""What the database says of a delivery is what the table of states says, over many random ones (DST-2)."""

from collections import Counter
from random import Random

import pytest
from random_deliveries import RELEASE, random_world
from sqlalchemy import select

from portal.domain.delivery_state import DECISIONS, DeliveryState, Sign
from portal.domain.words import TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.delivery_judged import judged
from portal.queries.delivery_state_signs import Now
from portal.queries.delivery_totals import totals, totals_of_all

pytestmark = [pytest.mark.rule("DST-2"), pytest.mark.on("postgresql", "sqlite")]
# Too old for anything; without other settings; with them.
SERVERS = ("3.12.9", "3.12.10", "3.13.2", "3.13.2")


def judged_by_database(world, target_type):
    """Return the rows of the targets, by target."""
    now = Now(world.organization, RELEASE)
    found = judged(target_type, now, Profile.organization_id == world.organization.id)
    rows = db.session.execute(select(found)).all()
    by_target = {row.target_id: row for row in rows}
    assert len(by_target) == len(rows)
    return by_target


def test_each_state_is_what_its_rows_make_of_it(database):
    random, met, used = Random(1), Counter(), set()  # noqa: S311  the same cases each time

    for server in SERVERS:
        world = random_world(random, server)
        for target_type in TargetType:
            rows = judged_by_database(world, target_type)
            told = {
                target_id: (row.profile_id, DeliveryState(row.state), row.softphones)
                for target_id, row in rows.items()
            }
            assert told == world.expected(target_type)
            met.update(state for _profile, state, _softphones in told.values())
            used.update(_decision(row) for row in rows.values())

    # Or the comparison says little: everything that the table knows has occurred.
    assert set(met) == set(DeliveryState)
    assert used == set(range(len(DECISIONS)))


def test_totals_count_what_the_lists_say(database):
    world = random_world(Random(7), "3.13.2")  # noqa: S311  the same case each time
    now = Now(world.organization, RELEASE)

    expected = [each for kind in TargetType for each in world.expected(kind).values()]

    assert totals_of_all(now).counts == Counter(state for _profile, state, _softphones in expected)
    for profile in world.profiles:
        mine = Counter(state for profile_id, state, _softphones in expected if profile_id == profile.id)
        assert totals(profile, now).counts == mine


def _decision(row):
    """Return which row of the table decided."""
    signs = {sign for sign in Sign if getattr(row, sign.value)}
    return next(
        place
        for place, (there, absent, _state) in enumerate(DECISIONS)
        if there <= signs and not absent & signs
    )
