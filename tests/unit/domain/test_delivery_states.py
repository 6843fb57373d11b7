"""Every state of a delivery, and what makes it (DST-2)."""

from itertools import chain, combinations

import pytest

from portal.domain.delivery_state import DECISIONS, DeliveryState, Sign, state_of, worst

S, D = Sign, DeliveryState
# A softphone that has this profile as it is now, and said nothing yet.
HAS_IT = {S.ENABLED, S.UNCHANGED, S.HELD}
SAID_SO = HAS_IT | {S.REPORTED, S.SAYS_APPLIED}

pytestmark = pytest.mark.rule("DST-2")


@pytest.mark.parametrize(
    ("signs", "state"),
    [
        pytest.param({S.ENABLED, S.UNSEEN}, D.UNSEEN, id="nobody asked"),
        pytest.param({S.UNSEEN}, D.UNSEEN, id="nobody asked, and the profile is disabled"),
        pytest.param({S.ENABLED}, D.PENDING, id="asked before the change, and had nothing of it"),
        pytest.param({S.ENABLED, S.HELD}, D.PENDING, id="asked before the last change"),
        pytest.param(SAID_SO - {S.UNCHANGED}, D.PENDING, id="applied what was before the change"),
        pytest.param(HAS_IT, D.DELIVERED, id="got it, said nothing"),
        pytest.param(HAS_IT | {S.SAYS_APPLIED}, D.DELIVERED, id="got it, applied what was before"),
        pytest.param(HAS_IT | {S.SAYS_FAILED}, D.DELIVERED, id="got it, failed with what was before"),
        pytest.param(HAS_IT | {S.REPORTED}, D.DELIVERED, id="got it, says that it released it"),
        pytest.param(SAID_SO, D.APPLIED, id="applied"),
        pytest.param(HAS_IT | {S.REPORTED, S.SAYS_FAILED}, D.FAILED, id="failed"),
        pytest.param(SAID_SO | {S.DIFFERS}, D.DRIFTED, id="something else is in force"),
        pytest.param(SAID_SO | {S.PART_TOO_OLD}, D.OUTDATED, id="applied all but a part"),
        pytest.param(HAS_IT | {S.PART_TOO_OLD}, D.DELIVERED, id="got all but a part"),
        pytest.param(
            HAS_IT | {S.REPORTED, S.SAYS_FAILED, S.PART_TOO_OLD}, D.FAILED, id="failed, and is too old"
        ),
        pytest.param({S.ENABLED, S.TOO_OLD}, D.OUTDATED, id="too old for everything"),
        pytest.param({S.ENABLED, S.TOO_OLD, S.HELD}, D.OUTDATED, id="became older"),
        pytest.param({S.ENABLED, S.OVERRIDDEN}, D.SUPERSEDED, id="the account's profile applies"),
        pytest.param(
            {S.ENABLED, S.OVERRIDDEN, S.HELD}, D.PENDING, id="an account profile will apply when it asks"
        ),
        pytest.param({S.HELD}, D.PENDING, id="disabled, and not asked since"),
        pytest.param({S.HELD, S.REPORTED, S.SAYS_APPLIED}, D.PENDING, id="disabled, still in force"),
        pytest.param({S.NOT_GIVEN_BACK, S.SAYS_APPLIED}, D.DELIVERED, id="told to release, said nothing"),
        pytest.param({S.REPORTED}, D.RELEASED, id="released"),
        pytest.param(set(), D.RELEASED, id="disabled, and never had"),
        pytest.param({S.OVERRIDDEN}, D.RELEASED, id="disabled, another one applies"),
        pytest.param({S.UNDELIVERABLE, S.UNSEEN}, D.UNDELIVERABLE, id="does not qualify"),
        pytest.param({S.UNDELIVERABLE, S.ENABLED}, D.UNDELIVERABLE, id="does not qualify, and asked"),
        pytest.param({S.UNDELIVERABLE, S.ENABLED, S.HELD}, D.PENDING, id="does not qualify, still has it"),
        pytest.param({S.ENABLED, S.MOVED_ON, S.UNCHANGED}, D.RELEASED, id="signed out"),
        pytest.param({S.ENABLED, S.MOVED_ON}, D.PENDING, id="signed out before the change"),
        pytest.param({S.MOVED_ON}, D.RELEASED, id="signed out before it was disabled"),
        pytest.param(
            {S.ENABLED, S.MOVED_ON, S.UNCHANGED, S.NOT_GIVEN_BACK},
            D.DELIVERED,
            id="signed out, and not said to be released",
        ),
    ],
)
def test_the_signs_make_the_state(signs, state):
    assert state_of(signs) is state


def test_whatever_the_signs_there_is_a_state():
    assert all(isinstance(state_of(found), DeliveryState) for found in _all_signs())


def test_nothing_is_applied_before_the_softphone_said_so():
    needed = {S.ENABLED, S.UNCHANGED, S.REPORTED, S.SAYS_APPLIED}

    assert all(needed <= found for found in _all_signs() if state_of(found) is D.APPLIED)


def test_every_row_of_the_table_decides_something():
    deciding = {
        next(
            place
            for place, (there, absent, _) in enumerate(DECISIONS)
            if there <= found and not absent & found
        )
        for found in _all_signs()
    }

    assert deciding == set(range(len(DECISIONS)))


def test_a_total_is_never_better_than_its_worst_part():
    assert worst({D.APPLIED, D.PENDING, D.FAILED}) is D.FAILED
    assert worst({D.APPLIED, D.SUPERSEDED}) is D.SUPERSEDED
    assert worst({D.APPLIED}) is D.APPLIED


def _all_signs():
    return map(frozenset, chain.from_iterable(combinations(Sign, count) for count in range(len(Sign) + 1)))
