"""The difference of any two value sets, applied to the one, gives the other (SNP-4)."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importer.canonical import canonical
from portal.domain.values_difference import Change, changes

KEYS = st.sampled_from(["phone.dtmf", "audio.codecs", "window.position", "あ", "😀", "\ufb33"])
SCALARS = st.none() | st.booleans() | st.sampled_from([0, 1, 0.5, -(2**53), "", "1", "true", "あ"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=5,
)
SETS = st.dictionaries(KEYS, VALUES, max_size=6)


def applied(before, after):
    """Return `before` with every change that leads to `after` made, and nothing else."""
    found = changes(before, after)
    made = {key: after[key] for key, change in found.items() if change is not Change.REMOVED}
    return {key: value for key, value in before.items() if found.get(key) is not Change.REMOVED} | made


@pytest.mark.rule("SNP-4")
@settings(max_examples=300, deadline=None)
@given(before=SETS, after=SETS)
@example(before={"a": [True]}, after={"a": [1]})
@example(before={"a": {"b": False}}, after={"a": {"b": 0}})
def test_the_difference_applied_to_the_one_gives_the_other(before, after):
    assert canonical(applied(before, after)) == canonical(after)


@pytest.mark.rule("SNP-4", "SNP-2")
@settings(max_examples=200, deadline=None)
@given(before=SETS, after=SETS)
def test_nothing_differs_exactly_when_the_canonical_forms_are_the_same(before, after):
    assert (changes(before, after) == {}) is (canonical(before) == canonical(after))


@pytest.mark.rule("SNP-4")
@settings(max_examples=100, deadline=None)
@given(before=SETS, after=SETS)
def test_the_other_way_round_the_same_settings_differ(before, after):
    assert changes(before, after).keys() == changes(after, before).keys()
