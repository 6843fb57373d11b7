"""What of an earlier state of a profile can be had now; what the directory lost or others have can not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from importer.faults import Fault
from importer.json_value import JsonValue
from portal.domain.difference import State
from portal.domain.words import ContactPointType, DisplayList, Part, Status, TargetType
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.among import among_texts
from portal.queries.profile_documents import PointName, ProfileDocument
from portal.queries.profile_references import References, references_of
from portal.queries.snapshots import version_named
from portal.queries.targets import TARGETS

_FLAGS = ("display_numbers_saved", "contact_points_saved", "cti_numbers_saved")
_LISTS = (Part.TARGETS, Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS)


@dataclass(frozen=True, slots=True)
class Restorable:
    """An earlier state as far as it can be had; `left_out` names the rest, by part."""

    columns: Mapping[str, object]
    target_type: TargetType
    references: References
    left_out: Mapping[str, tuple[str, ...]]


def restorable(organization_id: int, state: State, *, profile_id: int = 0) -> Restorable:
    """Return what of a state can be had by the profile; without `profile_id` by one that is made anew."""
    document = _document(state)
    taken = _taken(organization_id, document, profile_id)
    document = replace(document, targets=tuple(name for name in document.targets or () if name not in taken))
    faults: list[Fault] = []
    references = references_of(document, faults, organization_id=organization_id, profile_id=profile_id)
    left_out = _named(document, faults)
    if taken:
        left_out[Part.TARGETS.value] = tuple(sorted({*left_out.get(Part.TARGETS.value, ()), *taken}))
    other = state.fields.get("other")
    version_id = _version_id(organization_id, other)
    if isinstance(other, Mapping) and version_id is None:
        left_out[Part.OTHER.value] = (f"{other.get('snapshot')} {other.get('version')}",)
    columns = _columns(document, state) | {"snapshot_version_id": version_id}
    return Restorable(columns, document.target_type, references, left_out)


def _document(state: State) -> ProfileDocument:
    names = {part: tuple(sorted(state.lists.get(part.value, ()))) for part in _LISTS}
    points = (point.partition(":") for point in names[Part.CONTACT_POINTS])
    return ProfileDocument(
        name=str(state.fields["name"]),
        target_type=TargetType(str(state.fields["target_type"])),
        targets=names[Part.TARGETS],
        display_numbers=names[Part.DISPLAY_NUMBERS],
        contact_points=tuple(PointName(ContactPointType(kind), key) for kind, _, key in points),
        cti_numbers=names[Part.CTI_NUMBERS],
    )


def _columns(document: ProfileDocument, state: State) -> dict[str, object]:
    return {
        "name": document.name,
        "memo": str(state.fields.get("memo", "")),
        "display_list": DisplayList(str(state.fields["display_list"])),
        "status": Status(str(state.fields["status"])),
        **{flag: state.fields.get(flag) is True for flag in _FLAGS},
    }


def _taken(organization_id: int, document: ProfileDocument, profile_id: int) -> frozenset[str]:
    """Return the targets that other profiles have now (TGT-2)."""
    table = TARGETS[document.target_type]
    rows = db.session.scalars(
        select(table.key)
        .join(table.target, table.candidate_id == table.candidate.id)
        .where(
            table.candidate.organization_id == organization_id,
            table.target.profile_id != profile_id,
            among_texts(table.key, document.targets or ()),
        )
    )
    return frozenset(rows)


def _named(document: ProfileDocument, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Return what the faults point at, by part."""
    named: dict[str, list[str]] = {}
    for fault in faults:
        part, _, index = fault.pointer.strip("/").partition("/")
        item = getattr(document, part)[int(index)]
        text = f"{item.type}:{item.key}" if isinstance(item, PointName) else str(item)
        named.setdefault(part, []).append(text)
    return {part: tuple(sorted(items)) for part, items in named.items()}


def _version_id(organization_id: int, other: JsonValue) -> int | None:
    """Return the version by its row, also when its snapshot has another name by now, else by its name."""
    if not isinstance(other, Mapping):
        return None
    number = other.get("version")
    by_row = (
        select(SnapshotVersion.id)
        .join(Snapshot, SnapshotVersion.snapshot_id == Snapshot.id)
        .where(
            Snapshot.organization_id == organization_id,
            SnapshotVersion.id == other.get("id"),
            SnapshotVersion.number == number,
        )
    )
    found = db.session.scalar(by_row)
    if found is None and isinstance(number, int):
        named = version_named(organization_id, str(other.get("snapshot")), number)
        found = None if named is None else named.id
    return found


def name_is_taken(organization_id: int, name: str, *, but: int = 0) -> bool:
    """Tell whether another profile has the name."""
    by_name = select(Profile.id).where(
        Profile.organization_id == organization_id, Profile.name == name, Profile.id != but
    )
    return db.session.scalar(by_name) is not None
