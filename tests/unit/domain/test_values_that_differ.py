"""What differs between the settings of two versions."""

import pytest

from portal.domain.values_difference import Change, changes


@pytest.mark.rule("SNP-4")
def test_each_setting_that_differs_is_added_removed_or_changed():
    before = {"a": 1, "b": ["x"], "c": True, "d": "same"}
    after = {"b": ["x", "y"], "c": True, "d": "same", "e": None}

    assert changes(before, after) == {"a": Change.REMOVED, "b": Change.CHANGED, "e": Change.ADDED}


@pytest.mark.rule("SNP-4")
def test_true_is_not_one_and_an_empty_text_is_not_a_missing_one():
    assert changes({"a": True, "b": ""}, {"a": 1}) == {"a": Change.CHANGED, "b": Change.REMOVED}


@pytest.mark.rule("SNP-4")
def test_the_other_way_round_what_was_added_is_removed():
    assert changes({}, {"a": 1}) == {"a": Change.ADDED}
    assert changes({"a": 1}, {}) == {"a": Change.REMOVED}
    assert changes({"a": 1}, {"a": 1}) == {}
