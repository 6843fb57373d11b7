import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.versions import BadVersion, parse_version


@pytest.mark.rule("VER-3")
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("3.12.5", "3.12.10"),
        ("3.9", "3.13"),
        ("3.12.4", "3.12.5"),
        ("3.12.9", "3.12.10"),
        ("3.13.6", "3.13.7"),
        ("3.12.99", "3.13"),
        ("3.13", "3.13.0.1"),
        ("9.9.9", "10.0.0"),
    ],
)
def test_versions_compare_by_number_part_by_part(older, newer):
    assert parse_version(older) < parse_version(newer)


@pytest.mark.rule("VER-3")
def test_missing_parts_are_zero():
    assert parse_version("3.13") == parse_version("3.13.0") == parse_version("3.13.0.0")
    assert hash(parse_version("3.13")) == hash(parse_version("3.13.0"))


@pytest.mark.rule("VER-3")
def test_version_is_shown_as_it_was_written():
    assert [str(parse_version(text)) for text in ("3.13.0", "3.13", "0.0")] == ["3.13.0", "3.13", "0.0"]


@pytest.mark.rule("VER-3")
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "3",
        "3.",
        ".3",
        "3..13",
        "3.13.7.1.2",
        "v3.13.7",
        "3.13.x",
        "3.13.7-beta",
        "3.13.7+1",
        " 3.13.7",
        "3.13.7\n",
        "-3.13",
        "3.013.7",
        "3,13,7",
        "３.１３.７",
        "3.1٣",
        "3.13.1234567890",
        "3.13.7\x00",
    ],
)
def test_version_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadVersion):
        parse_version(text)


@pytest.mark.rule("VER-3")
@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 999), min_size=3, max_size=3), min_size=2, max_size=5))
def test_order_is_that_of_the_numbers(rows):
    versions = [parse_version(".".join(map(str, row))) for row in rows]

    for (one, version), (other, another) in itertools.combinations(zip(rows, versions, strict=True), 2):
        assert (version < another) is (one < other)
        assert (version == another) is (one == other)
