"""A profile as the history keeps it: its fields and lists, by the names that people know."""

from collections.abc import Mapping

from sqlalchemy import select

from importer.json_value import JsonValue
from portal.domain.difference import State, state
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.profile_documents import names_of_points, names_of_targets, numbers_on

# Of a profile's own row; `other` is the snapshot version that it pins.
FIELDS = (
    "name",
    "memo",
    "target_type",
    "status",
    "display_list",
    "display_numbers_saved",
    "contact_points_saved",
    "cti_numbers_saved",
)


def fields_of(profile_id: int, *, lock: bool = False) -> dict[str, JsonValue] | None:
    """Return the fields, None when the profile is gone; `lock` keeps other saves of it waiting."""
    columns = [getattr(Profile, name) for name in FIELDS]
    statement = (
        select(*columns, Snapshot.name.label("snapshot"), SnapshotVersion.number, SnapshotVersion.id)
        .outerjoin(SnapshotVersion, Profile.snapshot_version_id == SnapshotVersion.id)
        .outerjoin(Snapshot, SnapshotVersion.snapshot_id == Snapshot.id)
        .where(Profile.id == profile_id)
    )
    if lock:
        statement = statement.with_for_update(of=Profile, key_share=True)
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    fields: dict[str, JsonValue] = {
        name: value if isinstance(value, bool) else str(value)
        for name, value in zip(FIELDS, row, strict=False)
    }
    pinned: Mapping[str, JsonValue] = {"snapshot": row.snapshot, "version": row.number, "id": row.id}
    return fields | {"other": None if row.id is None else pinned}


def state_of(profile: Profile, *, lock: bool = False) -> State:
    """Return all of a profile, in five queries; `lock` keeps saves of it waiting."""
    return state(
        fields_of(profile.id, lock=lock) or {},
        {
            Part.TARGETS.value: names_of_targets(profile),
            Part.DISPLAY_NUMBERS.value: numbers_on(profile, Part.DISPLAY_NUMBERS),
            Part.CONTACT_POINTS.value: [f"{point.type}:{point.key}" for point in names_of_points(profile)],
            Part.CTI_NUMBERS.value: numbers_on(profile, Part.CTI_NUMBERS),
        },
    )
