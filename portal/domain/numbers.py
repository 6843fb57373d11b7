"""Which selected numbers a terminal gets: the two tables of the manual [5.1, 5.4], and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from portal.domain.facts import Facts, Number
from portal.domain.verdicts import PartVerdicts, judge_part
from portal.domain.winner import Standing
from portal.domain.words import DisplayList, Kind, Option, OwnerType, Reason


class NumberRule(StrEnum):
    """When a number on a list may be shown. Queries narrow by the same words, see `queries/delivery`."""

    OWN = "own"
    OF_SHOWN_GROUP = "of_shown_group"
    IF_CALL_CENTERS_SHOWN = "if_call_centers_shown"
    ALWAYS = "always"


NumberTable = Mapping[tuple[OwnerType, Kind], NumberRule]

# A pair that is not in the table is never shown (NLS-7), and never offered (NUM-1).
NUMBER_LIST: NumberTable = {
    (OwnerType.TERMINAL, Kind.EXTENSION): NumberRule.OWN,  # NLS-1
    (OwnerType.TERMINAL, Kind.EXTERNAL): NumberRule.OWN,  # NLS-2
    (OwnerType.RING_GROUP, Kind.EXTERNAL): NumberRule.OF_SHOWN_GROUP,  # NLS-3, NLS-4
    (OwnerType.IVR, Kind.EXTERNAL): NumberRule.ALWAYS,  # NLS-5
    (OwnerType.CALL_CENTER, Kind.EXTERNAL): NumberRule.ALWAYS,  # NLS-6
}

# A pair that is not in the table is never shown (CLS-5), and never offered (CTI-2).
CTI_LIST: NumberTable = {
    (OwnerType.TERMINAL, Kind.EXTENSION): NumberRule.OWN,  # CLS-1
    (OwnerType.TERMINAL, Kind.EXTERNAL): NumberRule.OWN,  # CLS-2
    (OwnerType.RING_GROUP, Kind.EXTENSION): NumberRule.ALWAYS,  # CLS-3
    (OwnerType.RING_GROUP, Kind.EXTERNAL): NumberRule.OF_SHOWN_GROUP,  # CLS-4
    (OwnerType.IVR, Kind.EXTERNAL): NumberRule.ALWAYS,  # CLS-6
    (OwnerType.CALL_CENTER, Kind.EXTENSION): NumberRule.IF_CALL_CENTERS_SHOWN,  # CLS-7
    (OwnerType.CALL_CENTER, Kind.EXTERNAL): NumberRule.ALWAYS,  # CLS-8
}


def own(number: Number, facts: Facts) -> bool:
    """Whether the number is the asking terminal's own; extensions are unique in the organisation."""
    return number.owner.extension == facts.terminal.extension


def of_shown_group(number: Number, facts: Facts) -> bool:
    """Whether all groups are shown, or the asking terminal is a member of this one."""
    return (
        facts.organization.show_all_ring_group_numbers or number.owner.extension in facts.terminal.ring_groups
    )


def if_call_centers_shown(_number: Number, facts: Facts) -> bool:
    """Whether the organisation shows call centre numbers (コールセンター着信番号表示)."""
    return facts.organization.show_call_center_numbers


# What each rule asks, and the reason that a "no" is explained by.
_RULES: Mapping[NumberRule, tuple[Callable[[Number, Facts], bool], Reason]] = {
    NumberRule.OWN: (own, Reason.NOT_OWN_NUMBER),
    NumberRule.OF_SHOWN_GROUP: (of_shown_group, Reason.NOT_GROUP_MEMBER),
    NumberRule.IF_CALL_CENTERS_SHOWN: (if_call_centers_shown, Reason.HIDDEN_BY_SYSTEM_SETTING),
}

_OWNER_ORDER = {owner_type: place for place, owner_type in enumerate(OwnerType)}
_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


def display_numbers(standing: Standing, facts: Facts) -> PartVerdicts[Number]:
    """Judge the number list (NLS)."""
    excluded = standing.profile.shown_list == DisplayList.CONTACT_POINTS_ONLY
    left_out = Reason.LIST_EXCLUDES if excluded else None
    return judge_part(
        standing,
        left_out,
        in_order(standing.profile.numbers),
        lambda number: _hidden_because(NUMBER_LIST, number, facts),
    )


def cti_numbers(standing: Standing, facts: Facts) -> PartVerdicts[Number]:
    """Judge the numbers that the CTI reacts to (CLS)."""
    contracted = Option.CRM_INTEGRATION in facts.organization.options
    left_out = None if contracted else Reason.OPTION_MISSING
    return judge_part(
        standing,
        left_out,
        in_order(standing.profile.cti_numbers),
        lambda number: _hidden_because(CTI_LIST, number, facts),
    )


def in_order(numbers: Iterable[Number]) -> list[Number]:
    """Return the numbers by owner type, then extension before external, then number by code point."""
    return sorted(numbers, key=_place)


def _place(number: Number) -> tuple[int, int, str]:
    return _OWNER_ORDER[number.owner.type], _KIND_ORDER[number.kind], number.number


def _hidden_because(table: NumberTable, number: Number, facts: Facts) -> Reason | None:
    rule = table.get((number.owner.type, number.kind))
    if rule is None:
        return Reason.LIST_EXCLUDES
    if rule is NumberRule.ALWAYS:
        return None
    shown, reason = _RULES[rule]
    return None if shown(number, facts) else reason
