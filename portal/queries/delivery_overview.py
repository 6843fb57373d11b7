"""Which softphones an organisation has, and how many captures came: what its charts show."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import extract, func, select

from portal.domain.words import TooOldFor
from portal.extensions import db
from portal.models import Capture, NumberOwner, SoftphoneSighting

_DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class VersionCount:
    """How many softphones were of a version when they asked last."""

    version: str
    too_old_for: TooOldFor | None
    count: int


def versions_of(organization_id: int) -> list[VersionCount]:
    """Return the versions in use, the most frequent first, in one query."""
    found = (
        select(SoftphoneSighting.softphone_version, SoftphoneSighting.too_old_for, func.count())
        .join(NumberOwner, NumberOwner.id == SoftphoneSighting.terminal_id)
        .where(NumberOwner.organization_id == organization_id)
        .group_by(SoftphoneSighting.softphone_version, SoftphoneSighting.too_old_for)
        .order_by(func.count().desc(), SoftphoneSighting.softphone_version)
    )
    return [VersionCount(*row) for row in db.session.execute(found)]


def captures_by_day(organization_id: int, first_day: dt.datetime) -> dict[int, int]:
    """Return how many captures came on each day, counted in days of 24 hours since `first_day`."""
    day = func.floor((extract("epoch", Capture.received_at) - first_day.timestamp()) / _DAY_S)
    found = (
        select(day, func.count())
        .where(Capture.organization_id == organization_id, Capture.received_at >= first_day)
        .group_by(day)
    )
    return {int(place): count for place, count in db.session.execute(found)}
