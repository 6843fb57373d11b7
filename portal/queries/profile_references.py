"""What the names in a profile document stand for: ids of rows, or a fault with its place."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import and_, or_, select

from importer.faults import Fault, FaultCode
from portal.domain.words import ContactPointType, Part, TargetType
from portal.extensions import db
from portal.models import (
    BusinessLabel,
    CallCenter,
    Number,
    NumberOwner,
    SelectedBusinessLabel,
    SelectedCallCenter,
    Snapshot,
    SnapshotVersion,
)
from portal.queries.among import LARGEST_ID, among_texts
from portal.queries.numbers import listable
from portal.queries.profile_documents import Names, PointName, ProfileDocument, VersionName
from portal.queries.targets import TARGETS

Name = TypeVar("Name", bound=Hashable)
Ids = frozenset[int]


@dataclass(frozen=True, slots=True)
class References:
    """The ids of what a document names."""

    targets: Ids
    display_numbers: Ids
    cti_numbers: Ids
    call_centers: Ids
    business_labels: Ids
    snapshot_version_id: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A row that a name stands for, and whether the profile may have it."""

    id: int
    offered: bool


def references_of(
    document: ProfileDocument, faults: list[Fault], *, organization_id: int, profile_id: int = 0
) -> References:
    """Look up every name in six queries, and add a fault for each that cannot be chosen.

    What the profile has already it may keep, also where it could not be added any more (TGT-5); without
    `profile_id` it is a new one.
    """
    target_type, numbers, cti = (
        document.target_type,
        document.display_numbers or (),
        document.cti_numbers or (),
    )
    targets, points = document.targets or (), document.contact_points or ()
    known_targets = _targets(targets, target_type, organization_id, profile_id)
    known_points = _points(points, organization_id, profile_id)
    known_numbers = _numbers(numbers, Part.DISPLAY_NUMBERS, organization_id)
    known_cti = _numbers(cti, Part.CTI_NUMBERS, organization_id)
    point_ids = _found(Part.CONTACT_POINTS, points, known_points, faults)
    return References(
        targets=_ids(_found(Part.TARGETS, targets, known_targets, faults, kind=target_type)),
        display_numbers=_ids(_found(Part.DISPLAY_NUMBERS, numbers, known_numbers, faults)),
        cti_numbers=_ids(_found(Part.CTI_NUMBERS, cti, known_cti, faults)),
        call_centers=_of_type(point_ids, ContactPointType.CALL_CENTER),
        business_labels=_of_type(point_ids, ContactPointType.BUSINESS_LABEL),
        snapshot_version_id=_version(document.other, organization_id, faults),
    )


def _found(
    part: Part,
    names: Sequence[Name],
    known: Mapping[Name, Known],
    faults: list[Fault],
    *,
    kind: TargetType | None = None,
) -> dict[Name, int]:
    # The fields of a document are called as the parts of a profile.
    found = {}
    for index, name in enumerate(names):
        row = known.get(name)
        if row is not None and row.offered:
            found[name] = row.id
            continue
        code = FaultCode.UNKNOWN_REFERENCE if row is None else FaultCode.NOT_OFFERED
        faults.append(Fault(f"/{part}/{index}", code, {"kind": (kind or part).value}))
    return found


def _ids(found: Mapping[Name, int]) -> Ids:
    return frozenset(found.values())


def _of_type(found: Mapping[PointName, int], point_type: ContactPointType) -> Ids:
    return frozenset(row_id for name, row_id in found.items() if name.type is point_type)


def _targets(
    names: Names, target_type: TargetType, organization_id: int, profile_id: int
) -> dict[str, Known]:
    table = TARGETS[target_type]
    mine = table.target.profile_id == profile_id
    rows = db.session.execute(
        select(table.key, table.candidate.id, or_(table.qualifies, mine.is_(True)))
        .outerjoin(table.target, table.candidate_id == table.candidate.id)
        .where(table.candidate.organization_id == organization_id, among_texts(table.key, names))
    )
    return {key: Known(row_id, bool(offered)) for key, row_id, offered in rows}


def _numbers(names: Names, part: Part, organization_id: int) -> dict[str, Known]:
    rows = db.session.execute(
        select(Number.number, Number.id, listable(part))
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .where(Number.organization_id == organization_id, among_texts(Number.number, names))
    )
    return {number: Known(row_id, bool(offered)) for number, row_id, offered in rows}


def _points(names: Sequence[PointName], organization_id: int, profile_id: int) -> dict[PointName, Known]:
    return {
        **_call_centers(names, organization_id, profile_id),
        **_labels(names, organization_id, profile_id),
    }


def _call_centers(
    names: Sequence[PointName], organization_id: int, profile_id: int
) -> dict[PointName, Known]:
    chosen = and_(
        SelectedCallCenter.call_center_id == CallCenter.id, SelectedCallCenter.profile_id == profile_id
    )
    offered = or_(CallCenter.caller_number.is_not(None), SelectedCallCenter.call_center_id.is_not(None))
    keys = (name.key for name in names)
    rows = db.session.execute(
        select(CallCenter.extension, CallCenter.id, offered)
        .outerjoin(SelectedCallCenter, chosen)
        .where(CallCenter.organization_id == organization_id, among_texts(CallCenter.extension, keys))
    )
    return {PointName(ContactPointType.CALL_CENTER, key): Known(row_id, bool(ok)) for key, row_id, ok in rows}


def _labels(names: Sequence[PointName], organization_id: int, profile_id: int) -> dict[PointName, Known]:
    chosen = and_(
        SelectedBusinessLabel.business_label_id == BusinessLabel.id,
        SelectedBusinessLabel.profile_id == profile_id,
    )
    offered = or_(
        BusinessLabel.caller_number.is_not(None), SelectedBusinessLabel.business_label_id.is_not(None)
    )
    keys = (name.key for name in names)
    rows = db.session.execute(
        select(BusinessLabel.code, BusinessLabel.id, offered)
        .outerjoin(SelectedBusinessLabel, chosen)
        .where(BusinessLabel.organization_id == organization_id, among_texts(BusinessLabel.code, keys))
    )
    return {
        PointName(ContactPointType.BUSINESS_LABEL, key): Known(row_id, bool(ok)) for key, row_id, ok in rows
    }


def _version(name: VersionName | None, organization_id: int, faults: list[Fault]) -> int | None:
    if name is None:
        return None
    numbered = and_(
        SnapshotVersion.snapshot_id == Snapshot.id,
        SnapshotVersion.number == min(name.version, LARGEST_ID),
    )
    row = db.session.execute(
        select(SnapshotVersion.id)
        .select_from(Snapshot)
        .outerjoin(SnapshotVersion, numbered)
        .where(Snapshot.organization_id == organization_id, Snapshot.name == name.snapshot)
    ).one_or_none()
    if row is None:
        faults.append(Fault("/other/snapshot", FaultCode.UNKNOWN_REFERENCE, {"kind": "snapshot"}))
    elif row.id is None:
        faults.append(Fault("/other/version", FaultCode.UNKNOWN_REFERENCE, {"kind": "snapshot_version"}))
    return None if row is None else row.id
