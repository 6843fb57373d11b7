"""Search, sort and page as one value."""

import pytest

from portal.queries.listing import Listing, Page, read_listing

SHAPE = {"sorts": ("name", "changed"), "filters": {"status": ["enabled", "disabled"], "owner": None}}


def test_arguments_become_one_value():
    args = {
        "search": "営業",
        "sort": "changed",
        "descending": "1",
        "page": "3",
        "status": "enabled",
        "owner": "2001",
    }

    listing = read_listing(args, **SHAPE)

    assert listing == Listing("営業", "changed", True, 3, {"status": "enabled", "owner": "2001"})
    assert read_listing(listing.args(), **SHAPE) == listing


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "args",
    [
        {"page": "0"},
        {"page": "-1"},
        {"page": "１"},
        {"page": "²"},
        {"page": "9" * 5000},
        {"page": ""},
        {"sort": "password_hash"},
        {"sort": "name; DROP TABLE profiles"},
        {"descending": "yes"},
        {"status": "enabled' OR 1=1"},
        {"search": " \u3000"},
        {"search": "\0"},
        {"search": "\ud800"},
    ],
    ids=ascii,
)
def test_what_cannot_be_read_counts_as_not_given(args):
    listing = read_listing(args, **SHAPE)

    assert listing == Listing()


def test_a_search_is_cleaned_and_cut():
    listing = read_listing({"search": "  か\u3099\0" + "x" * 500})

    assert listing.search == "が " + "x" * 98


def test_a_column_is_turned_around_by_choosing_it_again():
    first = Listing(page=4).sorted_by("name")

    second = first.sorted_by("name")

    assert (first.descending, first.page) == (False, 1)
    assert second.descending
    assert not second.sorted_by("changed").descending


@pytest.mark.parametrize(
    ("total", "number", "shown", "expected"),
    [
        pytest.param(0, 1, 0, (1, 0, 0, None, None), id="nothing"),
        pytest.param(50, 1, 50, (1, 1, 50, None, None), id="one full page"),
        pytest.param(51, 1, 50, (2, 1, 50, None, 2), id="first of two"),
        pytest.param(51, 2, 1, (2, 51, 51, 1, None), id="last of two"),
    ],
)
def test_a_page_knows_where_it_is(total, number, shown, expected):
    page = Page(tuple(range(shown)), total, number)

    assert (page.pages, page.first_item, page.last_item, page.previous, page.following) == expected
