"""A difference applied to the old state is the new one, and taken back it is the old one again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.difference import (
    NOTHING,
    applied,
    difference,
    inverse,
    read,
    state,
    written,
)

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.fixed_dictionaries({"snapshot": st.text(max_size=3), "version": st.integers(1, 9)}),
)
FIELDS = st.dictionaries(st.sampled_from(["name", "memo", "status", "other"]), VALUES)
LISTS = st.dictionaries(
    st.sampled_from(["targets", "display_numbers", "contact_points"]),
    st.frozensets(st.sampled_from(["1001", "1002", "0312345678", "call_center:4001"])),
)
STATES = st.builds(state, FIELDS, LISTS)


@pytest.mark.rule("HIS-1")
@given(STATES, STATES)
def test_a_difference_applied_to_the_old_gives_the_new(before, after):
    change = difference(before, after)

    assert applied(before, change) == after
    assert change.empty is (before == after)


@pytest.mark.rule("HIS-2")
@given(STATES, STATES)
def test_a_difference_taken_back_gives_the_old(before, after):
    assert applied(after, inverse(difference(before, after))) == before


@pytest.mark.rule("HIS-2")
@given(st.lists(STATES, min_size=1, max_size=6))
def test_every_earlier_state_is_found_by_going_back_from_the_last(states):
    steps = [difference(before, after) for before, after in zip([NOTHING, *states], states, strict=False)]

    found, now = [], states[-1]
    for step in reversed(steps):
        found.append(now)
        now = applied(now, inverse(step))

    assert found[::-1] == states
    assert now == NOTHING


@pytest.mark.rule("HIS-1")
@given(STATES, STATES)
def test_what_is_written_is_read_as_the_same(before, after):
    change = difference(before, after)

    assert read(json.loads(json.dumps(written(change)))) == change


@pytest.mark.parametrize(
    "document", [{}, {"fields": None, "lists": []}, {"fields": {"name": "x"}, "lists": {"targets": 1}}]
)
def test_what_is_no_difference_is_read_as_none(document):
    assert read(document).empty
