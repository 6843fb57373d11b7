"""Ticks that are carried from page to page until they are saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from portal.domain.selection import Ticked, change
from portal.web.profiles import id_ranges
from portal.web.profiles.ticks import Pending, read_ticks, tick_all, untick_all, value_of

ids = st.frozensets(st.integers(min_value=1, max_value=60))


def sent(shown=(), chosen=(), **carried):
    fields = [("shown", str(row_id)) for row_id in shown] + [("chosen", str(row_id)) for row_id in chosen]
    return MultiDict(fields + [(name, f":{id_ranges.written(of)}") for name, of in carried.items()])


def test_ids_are_written_as_ranges():
    assert id_ranges.written({7, 1, 2, 3, 9, 10}) == "1-3,7,9-10"


@given(st.frozensets(st.integers(min_value=0, max_value=2**31 - 1), max_size=200))
def test_what_was_written_is_read(some):
    assert id_ranges.read(id_ranges.written(some)) == some


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "text",
    [
        "-",
        "1-",
        "a",
        "1;2",
        "１",
        "2147483648",
        "5-1-9",
        "1-2147483647",
        ",".join(["1-400000"] * 3 + ["400001-900000"]),
    ],
)
def test_what_nobody_wrote_is_refused(text):
    with pytest.raises(id_ranges.NotIds):
        id_ranges.read(text)


def test_ranges_that_end_before_they_begin_hold_nothing():
    assert id_ranges.read("9-1") == frozenset()


@pytest.mark.rule("TRU-20")
def test_a_page_speaks_of_its_own_rows_alone():
    ticks = read_ticks(sent(shown=[1, 2, 3], chosen=[2]), [""])

    assert ticks == {"": Ticked(frozenset({1, 2, 3}), frozenset({2}))}


@pytest.mark.rule("TGT-3")
def test_what_other_pages_changed_comes_along():
    ticks = read_ticks(sent(shown=[1], chosen=[1], added={7, 8}, removed={9}), [""])

    assert ticks[""] == Ticked(frozenset({1, 7, 8, 9}), frozenset({1, 7, 8}))


def test_lists_are_kept_apart():
    ticks = read_ticks(MultiDict([("shown", "a-1"), ("chosen", "a-1"), ("shown", "b-1")]), ["a", "b"])

    assert ticks == {
        "a": Ticked(frozenset({1}), frozenset({1})),
        "b": Ticked(frozenset({1}), frozenset()),
    }


def test_a_box_sends_the_name_of_its_list():
    assert value_of("", 5) == "5"
    assert value_of("call_center", 5) == "call_center-5"


@pytest.mark.rule("TRU-18")
def test_a_forged_range_is_a_bad_request():
    with pytest.raises(BadRequest):
        read_ticks(MultiDict([("added", ":1-2147483647")]), [""])


@pytest.mark.rule("TGT-3")
@given(saved=ids, pages=st.lists(st.tuples(ids, ids), max_size=4), matching=ids, cleared=ids)
def test_walking_over_pages_saves_what_saving_each_page_would(saved, pages, matching, cleared):
    carried = Pending.of(read_ticks(MultiDict(), [""]), {"": saved})
    wanted = saved
    for shown, ticked in pages:
        on_page = sent(shown, ticked & shown)
        on_page.update(MultiDict(carried.without({"": shown}).fields()))
        carried = Pending.of(read_ticks(on_page, [""]), {"": saved})
        wanted = (wanted - shown) | (ticked & shown)

    ticks = read_ticks(MultiDict(carried.fields()), [""])
    ticks = untick_all(tick_all(ticks, {"": matching}), {"": cleared})
    made = change(saved, ticks[""])

    assert (saved - made.removed) | made.added == (wanted | matching) - cleared


@given(saved=ids, shown=ids, ticked=ids)
def test_a_box_is_shown_as_the_person_left_it(saved, shown, ticked):
    pending = Pending.of(read_ticks(sent(shown, ticked & shown), [""]), {"": saved})

    assert {
        row_id for row_id in shown if pending.ticked("", row_id, selected=row_id in saved)
    } == ticked & shown
    assert pending.added == len((ticked & shown) - saved)
    assert pending.removed == len((saved & shown) - ticked)
