"""Every cell of the two number tables, for every relation of the asker and every system setting."""

import itertools
from dataclasses import dataclass

import pytest
from resolver_facts import (
    CALL_CENTER,
    CATALOGUE,
    IVR,
    JOINED_GROUP,
    OTHER_CALL_CENTER,
    OTHER_GROUP,
    OTHER_TERMINAL,
    OWN,
    account_profile,
    extension,
    external,
    question,
    withheld,
)

from portal.domain.effective import explain
from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.words import Kind, OwnerType, Part, Reason


@dataclass(frozen=True)
class Case:
    """`related`: own terminal, joined group, the agent's call centre; an IVR is nobody's."""

    owner: OwnerType
    kind: Kind
    related: bool
    all_groups: bool
    call_centers_shown: bool


OWNERS = {
    (OwnerType.TERMINAL, True): OWN,
    (OwnerType.TERMINAL, False): OTHER_TERMINAL,
    (OwnerType.RING_GROUP, True): JOINED_GROUP,
    (OwnerType.RING_GROUP, False): OTHER_GROUP,
    (OwnerType.IVR, True): IVR,
    (OwnerType.IVR, False): IVR,
    (OwnerType.CALL_CENTER, True): CALL_CENTER,
    (OwnerType.CALL_CENTER, False): OTHER_CALL_CENTER,
}


def always(_case):
    return None


def never(_case):
    return Reason.LIST_EXCLUDES


def own(case):
    return None if case.related else Reason.NOT_OWN_NUMBER


def shown_group(case):
    return None if case.all_groups or case.related else Reason.NOT_GROUP_MEMBER


def shown_call_center(case):
    return None if case.call_centers_shown else Reason.HIDDEN_BY_SYSTEM_SETTING


# The manual's tables [5.1, 5.4], written down a second time: (owner, kind) -> (rules, why withheld).
EXPECTED = {
    Part.DISPLAY_NUMBERS: {
        (OwnerType.TERMINAL, Kind.EXTENSION): (("NLS-1",), own),
        (OwnerType.TERMINAL, Kind.EXTERNAL): (("NLS-2",), own),
        (OwnerType.RING_GROUP, Kind.EXTENSION): (("NLS-7",), never),
        (OwnerType.RING_GROUP, Kind.EXTERNAL): (("NLS-3", "NLS-4"), shown_group),
        (OwnerType.IVR, Kind.EXTENSION): (("NLS-7",), never),
        (OwnerType.IVR, Kind.EXTERNAL): (("NLS-5",), always),
        (OwnerType.CALL_CENTER, Kind.EXTENSION): (("NLS-7",), never),
        (OwnerType.CALL_CENTER, Kind.EXTERNAL): (("NLS-6",), always),
    },
    Part.CTI_NUMBERS: {
        (OwnerType.TERMINAL, Kind.EXTENSION): (("CLS-1",), own),
        (OwnerType.TERMINAL, Kind.EXTERNAL): (("CLS-2",), own),
        (OwnerType.RING_GROUP, Kind.EXTENSION): (("CLS-3",), always),
        (OwnerType.RING_GROUP, Kind.EXTERNAL): (("CLS-4",), shown_group),
        (OwnerType.IVR, Kind.EXTENSION): (("CLS-5",), never),
        (OwnerType.IVR, Kind.EXTERNAL): (("CLS-6",), always),
        (OwnerType.CALL_CENTER, Kind.EXTENSION): (("CLS-7",), shown_call_center),
        (OwnerType.CALL_CENTER, Kind.EXTERNAL): (("CLS-8",), always),
    },
}


def every_case():
    switches = [True, False]
    for part, (owner, kind) in itertools.product(EXPECTED, itertools.product(OwnerType, Kind)):
        rules, why = EXPECTED[part][owner, kind]
        for related, groups, centers in itertools.product(switches, repeat=3):
            case = Case(owner, kind, related, groups, centers)
            name = "-".join(
                [
                    part,
                    owner,
                    kind,
                    "related" if related else "unrelated",
                    f"groups_{'on' if groups else 'off'}",
                    f"centers_{'on' if centers else 'off'}",
                ]
            )
            yield pytest.param(part, case, why(case), id=name, marks=pytest.mark.rule(*rules))


def delivered(document, part):
    listed = document["display"] if part == Part.DISPLAY_NUMBERS else document["cti"]
    return [number["number"] for number in listed["numbers"]]


@pytest.mark.parametrize(("part", "case", "reason"), list(every_case()))
def test_a_selected_number_is_delivered_exactly_where_the_table_allows(part, case, reason):
    owner = OWNERS[case.owner, case.related]
    number = extension(owner) if case.kind == Kind.EXTENSION else external("0312340001", owner)
    selected = {"numbers": (number,)} if part == Part.DISPLAY_NUMBERS else {"cti_numbers": (number,)}
    facts = question(
        all_groups=case.all_groups,
        call_centers_shown=case.call_centers_shown,
        account=account_profile(**selected),
    )

    explanation = explain(facts, CATALOGUE)

    assert delivered(explanation.document, part) == ([] if reason else [number.number])
    assert withheld(explanation, part) == ({number.number: reason} if reason else {})


@pytest.mark.rule("NUM-1", "NLS-7")
def test_number_list_offers_exactly_the_cells_that_are_not_never():
    never_shown = {cell for cell, (_, why) in EXPECTED[Part.DISPLAY_NUMBERS].items() if why is never}

    assert set(NUMBER_LIST) == set(itertools.product(OwnerType, Kind)) - never_shown


@pytest.mark.rule("CTI-2", "CLS-5")
def test_cti_list_offers_exactly_the_cells_that_are_not_never():
    never_shown = {cell for cell, (_, why) in EXPECTED[Part.CTI_NUMBERS].items() if why is never}

    assert set(CTI_LIST) == set(itertools.product(OwnerType, Kind)) - never_shown
