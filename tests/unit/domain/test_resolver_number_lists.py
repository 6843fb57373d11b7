"""The two number lists as wholes: delivered or not, empty or not, and in which order."""

import pytest
from resolver_facts import (
    CALL_CENTER,
    CATALOGUE,
    IVR,
    JOINED_GROUP,
    OWN,
    account_profile,
    extension,
    extension_profile,
    external,
    question,
    withheld,
)

from portal.domain.effective import explain
from portal.domain.words import DisplayList, Part, Reason


@pytest.mark.rule("NLS-8")
def test_contact_points_only_delivers_no_number_list():
    selected = account_profile(
        display_list=DisplayList.CONTACT_POINTS_ONLY, numbers=(external("0312345678"),)
    )

    explanation = explain(question(account=selected), CATALOGUE)

    assert explanation.document["display"]["numbers"] is None
    assert withheld(explanation, Part.DISPLAY_NUMBERS) == {"0312345678": Reason.LIST_EXCLUDES}


@pytest.mark.rule("NLS-9")
@pytest.mark.parametrize("build", [account_profile, extension_profile])
def test_nothing_selected_delivers_an_empty_list(build):
    facts = question(account=None, terminal=build())

    document = explain(facts, CATALOGUE).document

    assert document["display"]["numbers"] == []
    assert document["cti"] == {"numbers": []}


@pytest.mark.rule("CLS-9")
def test_without_the_option_no_cti_part_is_delivered():
    facts = question(options=(), account=account_profile(cti_numbers=(external("0312345678"),)))

    explanation = explain(facts, CATALOGUE)

    assert explanation.document["cti"] is None
    assert withheld(explanation, Part.CTI_NUMBERS) == {"0312345678": Reason.OPTION_MISSING}


@pytest.mark.rule("CLS-9")
def test_another_option_does_not_bring_the_cti_part():
    document = explain(question(options=("recording",), account=account_profile()), CATALOGUE).document

    assert document["cti"] is None


@pytest.mark.rule("NLS-5")
def test_numbers_come_by_owner_type_then_kind_then_number():
    wanted = [
        extension(OWN),
        external("05012340001", OWN),
        external("0312340001", JOINED_GROUP),
        external("0312340002", JOINED_GROUP),
        external("0120000009", IVR),
        external("0120000001", CALL_CENTER),
    ]
    facts = question(account=account_profile(numbers=tuple(reversed(wanted))))

    document = explain(facts, CATALOGUE).document

    assert [number["number"] for number in document["display"]["numbers"]] == [
        number.number for number in wanted
    ]
