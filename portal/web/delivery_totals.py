"""How far deliveries have come, in short: for the list of profiles and above the pages of the delivery."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from portal.domain.delivery_state import DeliveryState
from portal.domain.words import TargetType
from portal.queries.delivery_state_signs import Now
from portal.queries.delivery_totals import Totals, totals_of
from portal.queries.profiles import ProfileRow
from portal.services import answers
from portal.web import charts
from portal.web.access import visitor
from portal.web.charts import Part
from portal.web.delivery_words import STATES
from portal.web.lists import Address


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """The delivery of one profile: how many of how many have it, how it divides, and where more is said."""

    applied: int
    total: int
    parts: tuple[Part, ...]
    url: str


def now() -> Now:
    """Return what answers of the visitor's organisation depend on, as it is now."""
    return Now(visitor().account.organization, answers.release())


def parts_of(totals: Totals, address: Address) -> tuple[Part, ...]:
    """Return the bar of a total, the best first as it grows from the left."""
    return charts.shares(
        [
            (str(words.label), totals.of(state), state.value, address(state=state.value))
            for state, words in reversed(list(STATES.items()))
        ]
    )


def shown_totals(rows: Iterable[ProfileRow]) -> dict[int, ShownTotal]:
    """Return the totals of these profiles that have targets, in one query for each type of target."""
    at, rows = now(), tuple(rows)
    found: dict[int, Totals] = {}
    for target_type in TargetType:
        found |= totals_of(target_type, [row.id for row in rows if row.target_type is target_type], at)
    return {profile_id: _shown(profile_id, totals) for profile_id, totals in found.items()}


def _shown(profile_id: int, totals: Totals) -> ShownTotal:
    def address(**query: str) -> str:
        values: dict[str, str | int] = {"profile_id": profile_id, **query}
        return url_for("delivery.profile", **values)  # type: ignore[arg-type]

    parts = parts_of(totals, address)
    return ShownTotal(totals.of(DeliveryState.APPLIED), totals.total, parts, address())
