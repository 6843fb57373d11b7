"""The shape of a directory document, kind by kind: which fields an entry has and how each is read.

A reader takes the value of a field, the pointers of its entry and its own key, and a list to add faults to.
What it cannot keep it replaces by something harmless (None; "" within a list), so that reading goes on and
every fault is found; a document with faults is never used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeAlias

from importer import directory_entries as entries
from importer import directory_values as values
from importer.directory_passwords import password
from importer.faults import Fault, FaultCode, step
from importer.json_value import JsonValue

Reader: TypeAlias = Callable[[JsonValue, str, str, list[Fault]], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of entry: `kind` names its list, `identity` the field that tells one from another.

    `required` are the fields without which nothing new can be made.
    """

    kind: str
    identity: str
    entry: type[Any]
    fields: Mapping[str, Reader]
    required: tuple[str, ...]


def one(check: values.Check) -> Reader:
    """Return a reader of a single string."""

    def read(value: JsonValue, place: str, key: str, faults: list[Fault]) -> str | None:
        kept = check(value)
        if isinstance(kept, values.Bad):
            faults.append(kept.at(step(place, key)))
            return None
        return kept

    return read


def one_or_null(check: values.Check) -> Reader:
    """Return a reader of a single string or null."""
    read_one = one(check)

    def read(value: JsonValue, place: str, key: str, faults: list[Fault]) -> str | None:
        kept: str | None = None if value is None else read_one(value, place, key, faults)
        return kept

    return read


def many(check: values.Check) -> Reader:
    """Return a reader of a list of different strings, kept in the order of the document."""

    def read(value: JsonValue, place: str, key: str, faults: list[Fault]) -> tuple[str, ...]:
        if not isinstance(value, list):
            faults.append(_wrong_type(step(place, key), "list"))
            return ()
        kept = tuple(map(check, value))
        if values.Bad in map(type, kept) or len(set(kept)) < len(kept):
            return _with_faults(kept, step(place, key), faults)
        return kept  # type: ignore[return-value]

    return read


def _with_faults(kept: Sequence[str | values.Bad], place: str, faults: list[Fault]) -> tuple[str, ...]:
    good: dict[str, int] = {}
    # The good ones keep their places, so that pointers to them stay right.
    placed = [""] * len(kept)
    for index, item in enumerate(kept):
        if isinstance(item, values.Bad):
            faults.append(item.at(step(place, index)))
        elif good.setdefault(item, index) != index:
            first = step(place, good[item])
            faults.append(Fault(step(place, index), FaultCode.DUPLICATE, {"first": first}))
        else:
            placed[index] = item
    return tuple(placed)


def flag(value: JsonValue, place: str, key: str, faults: list[Fault]) -> bool | None:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    faults.append(_wrong_type(step(place, key), "boolean"))
    return None


_read_rights = many(values.choice(*entries.RIGHTS))


def rights(value: JsonValue, place: str, key: str, faults: list[Fault]) -> dict[str, tuple[str, ...]]:
    """Read which rights a role has, by resource."""
    pointer = step(place, key)
    if not isinstance(value, dict):
        faults.append(_wrong_type(pointer, "object"))
        return {}
    kept: dict[str, tuple[str, ...]] = {}
    for resource, allowed in value.items():
        if resource in entries.RESOURCES:
            kept[resource] = _read_rights(allowed, pointer, resource, faults)
        else:
            faults.append(Fault(step(pointer, resource), FaultCode.UNKNOWN_FIELD))
    return kept


def _wrong_type(pointer: str, expected: str) -> Fault:
    return Fault(pointer, FaultCode.WRONG_TYPE, {"expected": expected})


def _shape(kind: str, identity: str, entry: type[Any], **readers: Reader) -> Shape:
    defaultless = (
        field.name for field in fields(entry) if field.default is MISSING and field.default_factory is MISSING
    )
    return Shape(kind, identity, entry, readers, tuple(defaultless))


_OWNER = {"extension": one(values.extension), "name": one(values.name), "dial_in": many(values.dial_in)}

ORGANIZATION = _shape(
    "organization",
    "slug",
    entries.OrganizationEntry,
    slug=one(values.slug),
    name=one(values.name),
    plan=one(values.plan),
    options=many(values.option),
    server_version=one(values.version),
    time_zone=one(values.time_zone),
    show_all_ring_group_numbers=flag,
    show_call_center_numbers=flag,
)

# The lists of a document, in its order.
SHAPES: Mapping[str, Shape] = {
    shape.kind: shape
    for shape in (
        _shape(
            "roles",
            "key",
            entries.RoleEntry,
            key=one(values.role_key),
            name=one(values.name),
            rights=rights,
        ),
        _shape(
            "accounts",
            "login",
            entries.AccountEntry,
            login=one(values.login),
            name=one(values.name),
            role=one(values.role_key),
            agent_enabled=flag,
            password=one(password),
        ),
        _shape(
            "terminals",
            "extension",
            entries.TerminalEntry,
            **_OWNER,
            type=one(values.terminal_type),
            password=one(password),
        ),
        _shape("ring_groups", "extension", entries.RingGroupEntry, **_OWNER, members=many(values.extension)),
        _shape("ivrs", "extension", entries.IvrEntry, **_OWNER),
        _shape(
            "call_centers",
            "extension",
            entries.CallCenterEntry,
            **_OWNER,
            agents=many(values.login),
            caller_number=one_or_null(values.any_number),
        ),
        _shape(
            "business_labels",
            "code",
            entries.BusinessLabelEntry,
            code=one(values.label_code),
            name=one(values.name),
            caller_number=one_or_null(values.any_number),
        ),
        _shape(
            "phone_book",
            "number",
            entries.PhoneBookEntry,
            number=one(values.any_number),
            name=one(values.name),
        ),
    )
}
