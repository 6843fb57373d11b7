"""What must hold of every answer, over random questions."""

import json
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from resolver_answers import delivered_items, delivered_points, listed_numbers, selected_items, winner_of
from resolver_facts import CATALOGUE, DISPLAY_LOCKS
from resolver_strategies import always_holds, questions

from portal.domain.effective import call_ui, explain, resolve
from portal.domain.words import ContactPointType, Part

KIND_ORDER = ["extension", "external"]
OWNER_ORDER = ["terminal", "ring_group", "ivr", "call_center"]


@pytest.mark.rule("DLV-2", "EXP-1")
@always_holds
@given(questions())
def test_nothing_is_delivered_that_the_winner_did_not_select(facts):
    document = resolve(facts, CATALOGUE).document

    profile = winner_of(facts, document)
    event("controlled" if profile else document["reason"])
    delivered = delivered_items(facts, document)
    assert delivered <= selected_items(profile)
    shown = (document["display"] or {}).get("contact_points") or []
    assert len(shown) == sum(
        count for (_, part, _), count in delivered.items() if part == Part.CONTACT_POINTS
    )


@pytest.mark.rule("NLS-1", "NLS-2", "CLS-1", "CLS-2")
@always_holds
@given(questions())
def test_nothing_of_another_terminal_is_delivered(facts):
    document = resolve(facts, CATALOGUE).document

    owners = [number["owner"] for listed in listed_numbers(document).values() for number in listed]
    terminals = {owner["extension"] for owner in owners if owner["type"] == "terminal"}
    assert terminals <= {facts.terminal.extension}


@pytest.mark.rule("CPL-1", "CPL-2", "CPL-3")
@always_holds
@given(questions())
def test_contact_points_are_labels_and_the_agents_own_call_centers(facts):
    document = resolve(facts, CATALOGUE).document

    profile = winner_of(facts, document)
    points = delivered_points(profile, document) if profile else []
    centers = {point.key for point in points if point.type == ContactPointType.CALL_CENTER}
    assert centers <= (facts.agent.call_centers if facts.agent else frozenset())
    assert all(point.caller_number for point in points)


@pytest.mark.rule("LCK-2", "LCK-3", "LCK-4")
@always_holds
@given(questions())
def test_what_is_locked_is_in_the_document(facts):
    document = resolve(facts, CATALOGUE).document

    values = (document["other"] or {}).get("values", {})
    if document["controlled"]:
        cti = ["cti.numbers"] if document["cti"] else []
        assert document["locked"] == sorted([*DISPLAY_LOCKS, *cti, *values])
    else:
        assert document["locked"] == []


@pytest.mark.rule("DLV-7")
@always_holds
@given(questions(), st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_of_the_input(facts, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    def shuffle(profile):
        if profile is None:
            return None
        pinned = profile.pinned
        if pinned:
            pinned = replace(pinned, values=dict(shuffled([*pinned.values.items()])))
        return replace(
            profile,
            numbers=shuffled(profile.numbers),
            contact_points=shuffled(profile.contact_points),
            cti_numbers=shuffled(profile.cti_numbers),
            removed=shuffled(profile.removed),
            pinned=pinned,
        )

    other_order = replace(
        facts,
        account_profile=shuffle(facts.account_profile),
        terminal_profile=shuffle(facts.terminal_profile),
    )

    first, second = explain(facts, CATALOGUE), explain(other_order, CATALOGUE)

    assert first.effective.body == second.effective.body
    assert json.dumps(first.document) == json.dumps(second.document)
    assert first.trace == second.trace


@pytest.mark.rule("NLS-1", "CLS-1")
@always_holds
@given(questions())
def test_order_of_numbers_is_total(facts):
    document = resolve(facts, CATALOGUE).document

    for listed in listed_numbers(document).values():
        places = [
            (OWNER_ORDER.index(number["owner"]["type"]), KIND_ORDER.index(number["kind"]), number["number"])
            for number in listed
        ]
        assert places == sorted(set(places))


@pytest.mark.rule("DLV-7", "TRU-3")
@always_holds
@given(questions())
def test_document_is_json_and_its_revision_is_stable(facts):
    first, second = resolve(facts, CATALOGUE), resolve(facts, CATALOGUE)

    assert json.loads(json.dumps(first.document)) == first.document == json.loads(first.body)
    assert first == second


@pytest.mark.rule("CUI-1")
@always_holds
@given(questions())
def test_call_ui_never_says_more_than_the_answer(facts):
    document = resolve(facts, CATALOGUE).document

    answer = call_ui(document).document

    assert set(answer) == {"revision", "controlled", "numbers", "contact_points"}
    assert answer["numbers"] == (document["display"] or {}).get("numbers")
    assert answer["contact_points"] == (document["display"] or {}).get("contact_points")


@pytest.mark.rule("PRF-6")
@always_holds
@given(questions())
def test_extension_profile_never_delivers_contact_points(facts):
    document = resolve(replace(facts, account_profile=None), CATALOGUE).document

    if document["controlled"]:
        assert document["display"]["list"] == "numbers_only"
        assert document["display"]["contact_points"] is None
