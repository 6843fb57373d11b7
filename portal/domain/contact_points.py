"""Which selected contact points an agent gets (CPL) [5.3]."""

from collections.abc import Iterable

from portal.domain.facts import ContactPoint, Facts
from portal.domain.verdicts import PartVerdicts, judge_part
from portal.domain.winner import Standing
from portal.domain.words import ContactPointType, DisplayList, Reason

_TYPE_ORDER = {point_type: place for place, point_type in enumerate(ContactPointType)}


def contact_points(standing: Standing, facts: Facts) -> PartVerdicts[ContactPoint]:
    """Judge the contact point list; a profile for extensions never has one (CPL-1, PRF-6)."""
    excluded = standing.profile.shown_list == DisplayList.NUMBERS_ONLY
    left_out = Reason.LIST_EXCLUDES if excluded else None
    answers_for = facts.agent.call_centers if facts.agent else frozenset()
    return judge_part(
        standing,
        left_out,
        in_order(standing.profile.contact_points),
        lambda point: _hidden_because(point, answers_for),
    )


def in_order(points: Iterable[ContactPoint]) -> list[ContactPoint]:
    """Return call centres before business labels, then by name, equal names by extension or code."""
    return sorted(points, key=_place)


def _place(point: ContactPoint) -> tuple[int, str, str]:
    return _TYPE_ORDER[point.type], point.name, point.key


def _hidden_because(point: ContactPoint, answers_for: frozenset[str]) -> Reason | None:
    if point.type == ContactPointType.CALL_CENTER and point.key not in answers_for:
        return Reason.NOT_CALL_CENTER_MEMBER
    if not point.caller_number:
        return Reason.NO_CALLER_NUMBER
    return None
