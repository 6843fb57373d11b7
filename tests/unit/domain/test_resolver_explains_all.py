"""What must hold of every explanation, over random questions."""

from collections import Counter

import pytest
from hypothesis import given
from resolver_answers import delivered_items, selected_items, winner_of
from resolver_facts import CATALOGUE
from resolver_strategies import always_holds, narrow, questions

from portal.domain.effective import explain, resolve
from portal.domain.words import Part


@pytest.mark.rule("EXP-1")
@always_holds
@given(questions())
def test_each_selected_item_is_delivered_or_explained_once(facts):
    explanation = explain(facts, CATALOGUE)

    entries = [entry for entry in explanation.trace if entry.part != Part.PROFILE]
    explained = Counter((entry.profile_id, entry.part, entry.item) for entry in entries)
    selected = selected_items(facts.account_profile) + selected_items(facts.terminal_profile)
    assert explained + delivered_items(facts, explanation.document) == selected
    assert all(entry.reason for entry in entries)


@pytest.mark.rule("EXP-1")
@always_holds
@given(questions())
def test_each_matching_profile_is_in_the_trace_and_the_winner_has_no_reason(facts):
    explanation = explain(facts, CATALOGUE)

    profiles = [profile for profile in (facts.account_profile, facts.terminal_profile) if profile]
    entries = [entry for entry in explanation.trace if entry.part == Part.PROFILE]
    assert [(entry.profile_id, entry.item) for entry in entries] == [
        (profile.id, profile.name) for profile in profiles
    ]
    won = winner_of(facts, explanation.document)
    assert [entry.profile_id for entry in entries if entry.reason is None] == ([won.id] if won else [])


@pytest.mark.rule("DLV-9", "EXP-1")
@always_holds
@given(questions())
def test_facts_that_hold_only_what_could_be_delivered_give_the_same_answer(facts):
    narrowed = narrow(facts)

    answer = resolve(narrowed, CATALOGUE)

    assert answer == resolve(facts, CATALOGUE) == explain(facts, CATALOGUE).effective
