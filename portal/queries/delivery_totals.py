"""How far deliveries have come in total, of a profile, of several, and of all (DST-2, DST-4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import case, extract, func, select

from portal.domain.delivery_state import DeliveryState, worst
from portal.domain.words import TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.among import among
from portal.queries.delivery_judged import judged
from portal.queries.delivery_state_signs import Now

_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Totals:
    """How many targets are in each state; states that none is in are left out."""

    counts: Mapping[DeliveryState, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many targets there are."""
        return sum(self.counts.values())

    def of(self, state: DeliveryState) -> int:
        """How many are in this state."""
        return self.counts.get(state, 0)

    @property
    def worst(self) -> DeliveryState | None:
        """The state that the whole is in: never better than its worst part; None without targets."""
        return worst(self.counts.keys()) if self.counts else None


def totals(profile: Profile, now: Now) -> Totals:
    """Return how far the profile's delivery has come, in one query."""
    return totals_of(profile.target_type, [profile.id], now).get(profile.id, Totals())


def totals_of(target_type: TargetType, profile_ids: Iterable[int], now: Now) -> dict[int, Totals]:
    """Return how far the delivery of several profiles of one type has come, in one query."""
    targets = judged(target_type, now, among(Profile.id, profile_ids)).c
    statement = select(targets.profile_id, targets.state, func.count()).group_by(
        targets.profile_id, targets.state
    )
    counts: dict[int, dict[DeliveryState, int]] = {}
    for profile_id, state, count in db.session.execute(statement):
        counts.setdefault(profile_id, {})[DeliveryState(state)] = count
    return {profile_id: Totals(found) for profile_id, found in counts.items()}


def totals_of_all(now: Now) -> Totals:
    """Return how far the delivery of all profiles of the organisation has come, in two queries."""
    counts: dict[DeliveryState, int] = {}
    for target_type in TargetType:
        targets = judged(target_type, now, Profile.organization_id == now.organization.id).c
        grouped = select(targets.state, func.count()).group_by(targets.state)
        for state, count in db.session.execute(grouped):
            counts[DeliveryState(state)] = counts.get(DeliveryState(state), 0) + count
    return Totals(counts)


def applied_by_minute(profile: Profile, now: Now) -> dict[int, int]:
    """Return how many softphones applied what is in force, in each minute since the profile's last change.

    What was applied before, and did not change by it, is in the first.
    """
    targets = judged(profile.target_type, now, Profile.id == profile.id).c
    since = func.floor((extract("epoch", targets.reported_at) - profile.changed_at.timestamp()) / _MINUTE_S)
    minute = case((since < 0, 0), else_=since)
    statement = (
        select(minute, func.count()).where(targets.state == DeliveryState.APPLIED.value).group_by(minute)
    )
    return {int(place): count for place, count in db.session.execute(statement)}
