"""How much came since a list was reviewed (REC-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.reviews import Arrivals, listable
from portal.domain.words import Kind, OwnerType

pytestmark = pytest.mark.rule("REC-1")


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 1000)), st.integers(-1, 31))
def test_what_came_after_a_change_is_all_of_the_later_ones(added, through):
    assert Arrivals(added).after(through) == sum(count for change, count in added.items() if change > through)


def test_each_list_counts_what_it_can_show():
    added = {
        (4, OwnerType.RING_GROUP, Kind.EXTENSION): 3,
        (4, OwnerType.TERMINAL, Kind.EXTENSION): 5,
        (4, OwnerType.IVR, Kind.EXTENSION): 7,
    }

    assert listable(NUMBER_LIST, added).after(3) == 5
    assert listable(CTI_LIST, added).after(3) == 8
