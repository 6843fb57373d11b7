"""What has to change for a list to become what was chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.selection import Change, Ticked, Whole, change

IDS = st.frozensets(st.integers(1, 30))


def of(*ids):
    return frozenset(ids)


def after(selected, choice):
    made = change(selected, choice)
    return (selected - made.removed) | made.added


def test_a_whole_list_replaces_the_former():
    assert change(of(1, 2), Whole(of(2, 3))) == Change(of(3), of(1))


@pytest.mark.rule("TRU-20")
def test_what_was_not_shown_stays():
    assert after(of(1, 2, 9), Ticked(shown=of(1, 2, 3), chosen=of(3))) == of(3, 9)


@pytest.mark.rule("TRU-20")
def test_zero_ticks_empty_what_was_shown():
    assert after(of(1, 2), Ticked(shown=of(1, 2), chosen=of())) == of()


@pytest.mark.rule("TRU-20")
@given(IDS, IDS, IDS)
def test_ticked_is_the_rest_and_the_chosen(selected, shown, chosen):
    choice = Ticked(shown, chosen)

    made = change(selected, choice)

    assert after(selected, choice) == (selected - shown) | chosen
    assert made.added.isdisjoint(selected)
    assert made.removed <= selected


@given(IDS, IDS)
def test_a_whole_list_becomes_exactly_that(selected, wanted):
    assert after(selected, Whole(wanted)) == wanted
