"""Numbers, contact points and pinned versions as facts, for whichever selection the caller names."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

from sqlalchemy import CompoundSelect, Select, Subquery, literal, select, union_all

from portal.domain.facts import ContactPoint, Number, Owner, Pinned
from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import BusinessLabel, NumberOwner, PhoneBookEntry, Snapshot, SnapshotVersion
from portal.models import Number as NumberRow
from portal.queries.phone_book import IN_PHONE_BOOK

Numbers: TypeAlias = Mapping[tuple[int, Part], tuple[Number, ...]]
ContactPoints: TypeAlias = Mapping[int, tuple[ContactPoint, ...]]
Statement: TypeAlias = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Values: TypeAlias = Mapping[str, int | None]


def numbers_statement(chosen: Subquery) -> Statement:
    """Return what reads the numbers of `chosen`, rows of profile_id, part, number_id."""
    return (
        select(
            chosen.c.profile_id,
            chosen.c.part,
            NumberRow.number,
            NumberRow.kind,
            NumberOwner.type,
            NumberOwner.name,
            NumberOwner.extension,
            PhoneBookEntry.name,
        )
        .select_from(chosen)
        .join(NumberRow, NumberRow.id == chosen.c.number_id)
        .join(NumberOwner, NumberOwner.id == NumberRow.owner_id)
        .outerjoin(PhoneBookEntry, IN_PHONE_BOOK)
    )


def read_numbers(statement: Statement, values: Values) -> Numbers:
    """Return the numbers by profile id and part."""
    found: dict[tuple[int, Part], list[Number]] = defaultdict(list)
    rows = db.session.execute(statement, values)
    for profile_id, part, number, kind, owner_type, owner_name, extension, name in rows:
        owner = Owner(owner_type, owner_name, extension)
        found[profile_id, part].append(Number(number, kind, owner, name))
    return _frozen(found)


def contact_points_statement(centers: Subquery, labels: Subquery) -> Statement:
    """Return what reads the contact points of rows of profile_id, call_center_id or business_label_id."""
    return union_all(
        select(
            centers.c.profile_id,
            literal(ContactPointType.CALL_CENTER.value).label("type"),
            NumberOwner.name,
            NumberOwner.caller_number,
            NumberOwner.extension,
        ).join(NumberOwner, NumberOwner.id == centers.c.call_center_id),
        select(
            labels.c.profile_id,
            literal(ContactPointType.BUSINESS_LABEL.value).label("type"),
            BusinessLabel.name,
            BusinessLabel.caller_number,
            BusinessLabel.code,
        ).join(BusinessLabel, BusinessLabel.id == labels.c.business_label_id),
    )


def read_contact_points(statement: Statement, values: Values) -> ContactPoints:
    """Return the contact points by profile id."""
    found: dict[int, list[ContactPoint]] = defaultdict(list)
    for profile_id, point_type, name, caller_number, key in db.session.execute(statement, values):
        found[profile_id].append(ContactPoint(ContactPointType(point_type), name, caller_number, key))
    return _frozen(found)


def read_pinned(version_ids: Collection[int]) -> Mapping[int, Pinned]:
    """Return the snapshot versions by id, with all their values."""
    if not version_ids:
        return {}
    rows = db.session.execute(_PINNED.where(SnapshotVersion.id.in_(version_ids)))
    return {
        version_id: Pinned(name, number, captured_at, extension, version, json.loads(settings))
        for version_id, name, number, captured_at, extension, version, settings in rows
    }


_PINNED = select(
    SnapshotVersion.id,
    Snapshot.name,
    SnapshotVersion.number,
    SnapshotVersion.captured_at,
    SnapshotVersion.source_extension,
    SnapshotVersion.source_version,
    SnapshotVersion.settings,
).join(Snapshot, Snapshot.id == SnapshotVersion.snapshot_id)


def _frozen(found: Mapping[Any, list[Any]]) -> dict[Any, tuple[Any, ...]]:
    return {key: tuple(items) for key, items in found.items()}
