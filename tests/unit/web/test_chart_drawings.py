"""Where the parts of a chart stand; every chart has its numbers in it."""

import pytest

from portal.web.charts import HEIGHT, WIDTH, bars, drawing, shares


@pytest.mark.rule("DST-4")
def test_the_pieces_of_a_bar_stand_one_after_the_other_and_fill_it():
    pieces = shares([("a", 1, "x", None), ("b", 0, "y", None), ("c", 3, "z", "/c")])

    assert [(piece.label, piece.start, piece.width) for piece in pieces] == [("a", 0, 25), ("c", 25, 75)]


def test_nothing_has_no_pieces():
    assert shares([("a", 0, "x", None)]) == ()
    assert bars([]) == ()


def test_the_longest_bar_is_as_wide_as_can_be():
    assert [bar.width for bar in bars([("a", 4, "x", ""), ("b", 1, "y", "")])] == [100, 25]


@pytest.mark.parametrize(
    ("highest", "lines"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (5, ["0", "1", "2", "3", "4", "5"]),
        (6, ["0", "2", "4", "6"]),
        (50_000, ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
    ],
)
def test_the_scale_is_of_round_numbers_and_reaches_the_highest(highest, lines):
    drawn = drawing([("now", highest)])

    assert [tick.label for tick in drawn.up] == lines
    assert drawn.up[0].at == HEIGHT
    assert drawn.up[-1].at == 0


def test_columns_share_the_width_and_keep_their_numbers():
    drawn = drawing([("one", 1), ("two", 4)], most=4)

    assert [(column.label, column.count) for column in drawn.columns] == [("one", 1), ("two", 4)]
    assert sum(column.width for column in drawn.columns) == WIDTH
    assert drawn.line == "280.0,112.5 560.0,0.0"
    assert drawn.area == "0,150 280.0,112.5 560.0,0.0 560.0,150"


def test_not_every_moment_is_named_below_a_long_chart():
    assert len(drawing([(str(minute), 1) for minute in range(60)]).across) == 6
