"""The mail a day: what an organisation chose, and what there is to tell."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from portal.domain.daily_mail import DEFAULT_HOUR
from portal.domain.words import Language, Option, Part
from portal.extensions import db
from portal.models import DailyMail, ListReview, Organization, Profile
from portal.queries.reviews import PARTS

# So many profiles are named; the rest is counted.
NAMED_PROFILES = 20


@dataclass(frozen=True, slots=True)
class WaitingProfile:
    """A profile on whose lists something waits, and how much on each."""

    id: int
    name: str
    counts: tuple[tuple[Part, int], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in all, on how many profiles; `first` are named, by name."""

    items: int
    profiles: int
    first: tuple[WaitingProfile, ...]


def daily_mail_of(organization_id: int) -> DailyMail:
    """Return what the organisation chose; one that chose nothing gets no mail."""
    return db.session.get(DailyMail, organization_id) or DailyMail(
        organization_id=organization_id,
        enabled=False,
        addresses=[],
        hour=DEFAULT_HOUR,
        language=Language.JA,
        revision="",
        unsent=[],
        refused=[],
    )


def waiting(organization: Organization) -> Waiting:
    """Return what waits for review on the lists that the organisation sees, in two queries."""
    mine = (
        Profile.organization_id == organization.id,
        ListReview.waiting > 0,
        ListReview.part.in_(_parts(organization)),
    )
    totals = (
        select(func.coalesce(func.sum(ListReview.waiting), 0), func.count(ListReview.profile_id.distinct()))
        .join(Profile, Profile.id == ListReview.profile_id)
        .where(*mine)
    )
    items, profiles = db.session.execute(totals).one()
    return Waiting(items, profiles, _first(mine) if items else ())


def _parts(organization: Organization) -> tuple[Part, ...]:
    # Without the option there is no such tab (CTI-1).
    with_cti = Option.CRM_INTEGRATION in organization.options
    return tuple(part for part in PARTS if with_cti or part is not Part.CTI_NUMBERS)


def _first(mine: tuple[ColumnElement[bool], ...]) -> tuple[WaitingProfile, ...]:
    first = (
        select(Profile.id)
        .join(ListReview, ListReview.profile_id == Profile.id)
        .where(*mine)
        .group_by(Profile.id, Profile.name)
        .order_by(Profile.name, Profile.id)
        .limit(NAMED_PROFILES)
        .subquery()
    )
    rows = (
        select(Profile.id, Profile.name, ListReview.part, ListReview.waiting)
        .join(first, first.c.id == Profile.id)
        .join(ListReview, ListReview.profile_id == Profile.id)
        .where(*mine)
        .order_by(Profile.name, Profile.id)
    )
    found: dict[tuple[int, str], dict[Part, int]] = {}
    for profile_id, name, part, count in db.session.execute(rows):
        found.setdefault((profile_id, name), {})[part] = count
    return tuple(
        WaitingProfile(profile_id, name, tuple((part, counts[part]) for part in PARTS if part in counts))
        for (profile_id, name), counts in found.items()
    )
