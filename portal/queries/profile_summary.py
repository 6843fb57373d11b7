"""What a profile would deliver, in numbers: what its enabling is about (STA-2)."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, SelectedBusinessLabel, SelectedCallCenter, SelectedNumber
from portal.queries.targets import TargetCounts, counted


@dataclass(frozen=True, slots=True)
class ListSummary:
    """How many a list has; a list that was never saved delivers nothing (OTH-5)."""

    part: Part
    saved: bool
    count: int


@dataclass(frozen=True, slots=True)
class ProfileSummary:
    """Targets and lists of a profile; `lists` in the order of the tabs."""

    targets: TargetCounts
    lists: tuple[ListSummary, ...]


def lists_of(profile: Profile) -> tuple[ListSummary, ...]:
    """Return how many numbers, contact points and CTI numbers the profile has selected, in one query."""
    numbers, points, cti_numbers = db.session.execute(
        select(
            _count(select(func.count()).where(*_numbers(profile, Part.DISPLAY_NUMBERS))),
            _count(select(func.count()).where(SelectedCallCenter.profile_id == profile.id))
            + _count(select(func.count()).where(SelectedBusinessLabel.profile_id == profile.id)),
            _count(select(func.count()).where(*_numbers(profile, Part.CTI_NUMBERS))),
        )
    ).one()
    return (
        ListSummary(Part.DISPLAY_NUMBERS, profile.display_numbers_saved, numbers),
        ListSummary(Part.CONTACT_POINTS, profile.contact_points_saved, points),
        ListSummary(Part.CTI_NUMBERS, profile.cti_numbers_saved, cti_numbers),
    )


def summary_of_list(profile: Profile, part: Part) -> ListSummary:
    """Return how many one list has, in one query."""
    return next(each for each in lists_of(profile) if each.part is part)


def summary_of(profile: Profile) -> ProfileSummary:
    """Return the numbers of a profile, in two queries."""
    return ProfileSummary(counted(profile), lists_of(profile))


def _numbers(profile: Profile, part: Part) -> tuple[ColumnElement[bool], ...]:
    return SelectedNumber.profile_id == profile.id, SelectedNumber.part == part


def _count(statement: Select[int]) -> ColumnElement[int]:
    return statement.scalar_subquery()
