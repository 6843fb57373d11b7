"""Profile documents: read from bodies, and written for answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from importer.faults import Fault, FaultCode, at_most, step
from importer.json_value import JsonValue
from portal.api.profile_shapes import ChangedProfile, GivenContactPoint, GivenVersion
from portal.domain.words import ContactPointType
from portal.models import Profile
from portal.queries.among import LARGEST_ID
from portal.queries.profile_documents import PointName, ProfileDocument, VersionName
from portal.services.errors import NotAcceptable
from portal.services.profile_documents import MOST_FAULTS

# The field that names a contact point of each type.
POINT_KEYS: Mapping[ContactPointType, str] = {
    ContactPointType.CALL_CENTER: "extension",
    ContactPointType.BUSINESS_LABEL: "code",
}
_IGNORED = {"id", "revision"}


def read_document(body: ChangedProfile, before: ProfileDocument) -> ProfileDocument:
    """Return what the profile shall be: `before`, with what the body names.

    Raises NotAcceptable with every fault that can be seen without looking anything up.
    """
    faults: list[Fault] = []
    names = body.model_fields_set - _IGNORED
    given = {name: _read(name, getattr(body, name), faults) for name in sorted(names)}
    if faults:
        raise NotAcceptable(tuple(at_most(MOST_FAULTS, faults)))
    return replace(before, **given)


def _read(name: str, value: Any, faults: list[Fault]) -> Any:  # noqa: ANN401  each field has its own type
    match value:
        case GivenVersion():
            return _version(value, faults)
        case list() if name == "contact_points":
            points = [_point(point, step(f"/{name}", place), faults) for place, point in enumerate(value)]
            return _once(f"/{name}", points, faults)
        case list():
            return _once(f"/{name}", value, faults)
        case _:
            return value


def _once(pointer: str, items: Sequence[Any], faults: list[Fault]) -> tuple[Any, ...]:
    first: dict[Any, int] = {}
    for index, item in enumerate(items):
        if first.setdefault(item, index) != index:
            params = {"first": step(pointer, first[item])}
            faults.append(Fault(step(pointer, index), FaultCode.DUPLICATE, params))
    return tuple(items)


def _point(point: GivenContactPoint, pointer: str, faults: list[Fault]) -> PointName:
    kind = point.type
    for of_kind, field in POINT_KEYS.items():
        named = getattr(point, field) is not None
        if named != (of_kind is kind):
            code = FaultCode.UNKNOWN_FIELD if named else FaultCode.MISSING
            faults.append(Fault(step(pointer, field), code))
    return PointName(kind, getattr(point, POINT_KEYS[kind]) or "")


def _version(given: GivenVersion, faults: list[Fault]) -> VersionName:
    if given.version < 1:
        faults.append(Fault("/other/version", FaultCode.TOO_SMALL, {"least": 1, "most": LARGEST_ID}))
    return VersionName(given.snapshot, given.version)


def written(profile: Profile, document: ProfileDocument) -> dict[str, JsonValue]:
    """Return the document as it is answered, and as `read_document` takes it."""
    points, other = document.contact_points, document.other
    return {
        "id": profile.id,
        "revision": profile.revision,
        "name": document.name,
        "target_type": document.target_type.value,
        "status": document.status.value,
        "memo": document.memo,
        "display_list": profile.display_list.value,
        "targets": [*(document.targets or ())],
        "display_numbers": _list(document.display_numbers),
        "contact_points": None if points is None else [_written_point(point) for point in points],
        "cti_numbers": _list(document.cti_numbers),
        "other": None if other is None else {"snapshot": other.snapshot, "version": other.version},
    }


def _list(names: tuple[str, ...] | None) -> list[JsonValue] | None:
    return None if names is None else [*names]


def _written_point(point: PointName) -> dict[str, JsonValue]:
    return {"type": point.type.value, POINT_KEYS[point.type]: point.key}
