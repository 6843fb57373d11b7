"""A profile as other programs read it: everything by the names that people know."""

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import literal, select, union_all

from portal.domain import contact_points, facts, numbers
from portal.domain.words import ContactPointType, DisplayList, Part, Status, TargetType
from portal.extensions import db
from portal.models import (
    BusinessLabel,
    CallCenter,
    Number,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    Snapshot,
    SnapshotVersion,
)
from portal.queries.targets import TARGETS

Names: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointName:
    """A call centre by its extension, or a business label by its code."""

    type: ContactPointType
    key: str


@dataclass(frozen=True, slots=True)
class VersionName:
    """A snapshot version, as people call it."""

    snapshot: str
    version: int


@dataclass(frozen=True, slots=True)
class ProfileDocument:
    """What a profile is. A list that is None was never saved, `other` None is 選択なし."""

    name: str
    target_type: TargetType
    status: Status = Status.DISABLED
    memo: str = ""
    display_list: DisplayList | None = None
    targets: Names | None = ()
    display_numbers: Names | None = None
    contact_points: tuple[PointName, ...] | None = None
    cti_numbers: Names | None = None
    other: VersionName | None = None


def document_of(profile: Profile) -> ProfileDocument:
    """Return the profile in five queries; what the directory lost of it is not in it."""
    points = names_of_points(profile)
    return ProfileDocument(
        name=profile.name,
        target_type=profile.target_type,
        status=profile.status,
        memo=profile.memo,
        display_list=profile.display_list,
        targets=names_of_targets(profile),
        display_numbers=numbers_on(profile, Part.DISPLAY_NUMBERS) if profile.display_numbers_saved else None,
        contact_points=points if profile.contact_points_saved else None,
        cti_numbers=numbers_on(profile, Part.CTI_NUMBERS) if profile.cti_numbers_saved else None,
        other=_other(profile),
    )


def names_of_targets(profile: Profile) -> Names:
    """Return the logins or extensions of the targets, sorted."""
    table = TARGETS[profile.target_type]
    keys = (
        select(table.key)
        .join(table.target, table.candidate_id == table.candidate.id)
        .where(table.target.profile_id == profile.id)
    )
    return tuple(sorted(db.session.scalars(keys)))


def numbers_on(profile: Profile, part: Part) -> Names:
    """Return the digits on a list of numbers, in the order of the list."""
    rows = db.session.execute(
        select(Number.number, SelectedNumber.kind, SelectedNumber.owner_type)
        .join(Number, SelectedNumber.number_id == Number.id)
        .where(SelectedNumber.profile_id == profile.id, SelectedNumber.part == part)
    )
    selected = [facts.Number(number, kind, facts.Owner(owner, "", ""), None) for number, kind, owner in rows]
    return tuple(number.number for number in numbers.in_order(selected))


def names_of_points(profile: Profile) -> tuple[PointName, ...]:
    """Return what is on the list of contact points, in the order of the list."""
    centers = (
        select(literal(ContactPointType.CALL_CENTER.value), CallCenter.name, CallCenter.extension)
        .join(SelectedCallCenter, SelectedCallCenter.call_center_id == CallCenter.id)
        .where(SelectedCallCenter.profile_id == profile.id)
    )
    labels = (
        select(literal(ContactPointType.BUSINESS_LABEL.value), BusinessLabel.name, BusinessLabel.code)
        .join(SelectedBusinessLabel, SelectedBusinessLabel.business_label_id == BusinessLabel.id)
        .where(SelectedBusinessLabel.profile_id == profile.id)
    )
    selected = [
        facts.ContactPoint(ContactPointType(kind), name, None, key)
        for kind, name, key in db.session.execute(union_all(centers, labels))
    ]
    return tuple(PointName(point.type, point.key) for point in contact_points.in_order(selected))


def _other(profile: Profile) -> VersionName | None:
    row = db.session.execute(
        select(Snapshot.name, SnapshotVersion.number)
        .join(SnapshotVersion, SnapshotVersion.snapshot_id == Snapshot.id)
        .where(SnapshotVersion.id == profile.snapshot_version_id)
    ).one_or_none()
    return None if row is None else VersionName(*row)
