"""What a page of ticks says of its rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.domain.selection import Ticked
from portal.web.profiles.ticks import read_ids, read_ticks, value_of

ids = st.frozensets(st.integers(min_value=1, max_value=60))


def sent(**fields):
    return MultiDict([(name, str(row_id)) for name, of in fields.items() for row_id in of])


@pytest.mark.rule("TRU-20")
def test_a_page_speaks_of_its_own_rows_alone():
    ticks = read_ticks(sent(shown=[1, 2, 3], chosen=[2], was=[3]), [""])

    assert ticks == {"": Ticked(frozenset({2, 3}), frozenset({2}))}


@pytest.mark.rule("TGT-3")
def test_a_row_that_is_as_it_was_says_nothing():
    ticks = read_ticks(sent(shown=[1, 2], chosen=[1], was=[1]), [""])

    assert ticks == {"": Ticked(frozenset(), frozenset())}


@pytest.mark.rule("TRU-20")
@given(shown=ids, chosen=ids, was=ids)
def test_what_is_said_is_of_rows_that_were_sent_and_as_they_are_ticked(shown, chosen, was):
    ticked = read_ticks(sent(shown=shown, chosen=chosen, was=was), [""])[""]

    assert ticked.shown <= shown | chosen
    assert ticked.chosen == ticked.shown & chosen
    assert (shown - ticked.shown) & (chosen ^ was) == frozenset()


def test_rows_of_several_lists_are_told_apart():
    form = MultiDict([("chosen", value_of("call_center", 7)), ("chosen", value_of("business_label", 7))])

    assert read_ids(form, "chosen") == {"call_center": {7}, "business_label": {7}}
    assert value_of("", 7) == "7"


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("value", ["", "x", "１２", "-", "call_center-", "2147483648", "9" * 5000, "-3-"])
def test_what_no_page_sends_is_left_out(value):
    assert read_ticks(MultiDict([("chosen", value), ("shown", value), ("was", value)]), [""]) == {
        "": Ticked(frozenset(), frozenset())
    }
