"""Of several reasons the first counts: softphone, profile, directory, part, item."""

import pytest
from resolver_facts import (
    CATALOGUE,
    OTHER_TERMINAL,
    account_profile,
    extension,
    external,
    pinned,
    question,
    withheld,
)

from portal.domain.effective import explain
from portal.domain.facts import RemovedItem
from portal.domain.words import DisplayList, Part, Reason


@pytest.mark.rule("EXP-1")
def test_what_a_losing_profile_lost_to_the_directory_is_told_by_why_it_lost():
    removed = (RemovedItem(Part.CONTACT_POINTS, "4009"), RemovedItem(Part.TARGETS, "suzuki"))
    facts = question(account=account_profile(enabled=False, removed=removed))

    explanation = explain(facts, CATALOGUE)

    assert withheld(explanation, Part.CONTACT_POINTS) == {"4009": Reason.DISABLED}
    assert withheld(explanation, Part.TARGETS) == {}


@pytest.mark.rule("EXP-1", "REC-5")
def test_removed_comes_before_the_list_that_leaves_the_part_out():
    profile = account_profile(
        display_list=DisplayList.NUMBERS_ONLY, removed=(RemovedItem(Part.CONTACT_POINTS, "4009"),)
    )

    explanation = explain(question(account=profile), CATALOGUE)

    assert withheld(explanation, Part.CONTACT_POINTS) == {"4009": Reason.REMOVED_FROM_DIRECTORY}


@pytest.mark.rule("EXP-1")
def test_missing_option_comes_before_what_is_wrong_with_one_number():
    profile = account_profile(cti_numbers=(extension(OTHER_TERMINAL),))

    explanation = explain(question(options=(), account=profile), CATALOGUE)

    assert withheld(explanation, Part.CTI_NUMBERS) == {"1002": Reason.OPTION_MISSING}


@pytest.mark.rule("EXP-1")
def test_why_a_profile_lost_comes_before_why_its_part_is_left_out():
    profile = account_profile(
        enabled=False,
        display_list=DisplayList.CONTACT_POINTS_ONLY,
        cti_numbers=(extension(OTHER_TERMINAL),),
        pinned=pinned(future__key=1),
        numbers=(external("0312345678"),),
    )

    explanation = explain(question(options=(), server="3.12.10", account=profile), CATALOGUE)

    assert {entry.reason for entry in explanation.trace} == {Reason.DISABLED}
