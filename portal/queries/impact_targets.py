"""What a change of a profile does, target by target, in one statement (STA-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_, select

from importer.catalogue import Catalogue
from portal.domain.facts import Organization
from portal.domain.impact import Action, Effect
from portal.domain.versions import OLDEST_SERVER, parse_version
from portal.domain.words import DisplayList, Option, Part, Status, TargetType
from portal.models import Organization as OrganizationRow
from portal.models import Profile
from portal.queries.drafts import TARGETS as TARGET_DRAFTS
from portal.queries.impact_contact_points import call_centers_of_accounts, shared_labels
from portal.queries.impact_items import NAMES, Counts, Drafts, changed_rows
from portal.queries.impact_numbers import number_rows, numbers_of_terminals, shared_numbers
from portal.queries.impact_versions import Versions, versions_of
from portal.queries.listing import AnySelect
from portal.queries.targets import TARGETS

PARTS = (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS, Part.OTHER)
# Lost, gained and kept.
Triple: TypeAlias = tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int]]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is about to be done to a profile, and whose drafts it saves."""

    profile: Profile
    organization: OrganizationRow
    action: Action
    drafts_of: int | None = None

    @property
    def before(self) -> bool:
        """Whether the profile delivers before."""
        return self.profile.status is Status.ENABLED

    @property
    def after(self) -> bool:
        """Whether it delivers afterwards."""
        return {Action.ENABLE: True, Action.SAVE: self.before}.get(self.action, False)


def by_target(change: Change, catalogue: Catalogue) -> AnySelect:
    """Return the statement of one row a target: what it loses, gains and keeps of each part."""
    profile, drafts = change.profile, Drafts(change.profile.id, change.drafts_of)
    organization = _organization(change.organization)
    table = TARGETS[profile.target_type]
    targets = changed_rows(TARGET_DRAFTS[profile.target_type], drafts, Part.TARGETS)
    versions = versions_of(profile, organization, catalogue, targets)
    joined, delivered = _parts(profile, organization, drafts, versions)
    able = and_(table.qualifies, literal(organization.server_version >= OLDEST_SERVER))
    reached = and_(able, ~versions.too_old())
    before = and_(targets.c.before, literal(change.before), reached)
    after = and_(targets.c.after, literal(change.after), reached)
    counts = {part: _of_target(each, before, after) for part, each in delivered.items()}
    statement = (
        select(
            table.key.label("key"),
            table.candidate.name.label("name"),
            versions.last_seen.c.softphone_version.label("version"),
            and_(
                after, literal(profile.snapshot_version_id is not None), versions.setting_count() == 0
            ).label("settingless"),
            _effect(able, versions.too_old(), before, after, counts).label("effect"),
            *(
                column.label(f"{part.value}_{name}")
                for part, columns in counts.items()
                for name, column in zip(NAMES, columns, strict=True)
            ),
        )
        .select_from(targets)
        .join(table.candidate, table.candidate.id == targets.c.item_id)
        .outerjoin(versions.last_seen, versions.last_seen.c.target_id == targets.c.item_id)
    )
    for rows in joined:
        statement = statement.outerjoin(rows, rows.c.target_id == targets.c.item_id)
    return statement


def _parts(
    profile: Profile, organization: Organization, drafts: Drafts, versions: Versions
) -> tuple[list[FromClause], Mapping[Part, Triple]]:
    """Return what has to be joined, and of each part what is lost, gained and kept of a controlled target."""
    numbers = number_rows(drafts)
    shared = shared_numbers(numbers, organization)
    none, settings = literal(0), versions.setting_count()
    if profile.target_type is TargetType.EXTENSION:
        mine = numbers_of_terminals(numbers, organization)
        parts = {part: _together(shared[part], mine, part) for part in shared}
        parts[Part.CONTACT_POINTS] = (none, none, none)
    else:
        mine = call_centers_of_accounts(drafts)
        parts = {part: _together(counts, None, part) for part, counts in shared.items()}
        parts[Part.CONTACT_POINTS] = _together(shared_labels(drafts), mine, Part.CONTACT_POINTS)
    for part in _left_out(profile, organization):
        parts[part] = (none, none, none)
    return [mine], {**parts, Part.OTHER: (none, none, settings)}


def _left_out(profile: Profile, organization: Organization) -> Sequence[Part]:
    """Return the parts that no target gets (NLS-8, CPL-1, CLS-9)."""
    hidden = {
        DisplayList.CONTACT_POINTS_ONLY: [Part.DISPLAY_NUMBERS],
        DisplayList.NUMBERS_ONLY: [Part.CONTACT_POINTS],
    }.get(profile.display_list, [])
    contracted = Option.CRM_INTEGRATION in organization.options
    return hidden if contracted else [*hidden, Part.CTI_NUMBERS]


def _together(shared: Counts, mine: FromClause | None, part: Part) -> Triple:
    all_get = (shared.lost, shared.gained, shared.kept)
    if mine is None:
        return (literal(all_get[0]), literal(all_get[1]), literal(all_get[2]))
    lost, gained, kept = (
        func.coalesce(mine.c[f"{part.value}_{name}"], 0) + count
        for name, count in zip(NAMES, all_get, strict=True)
    )
    return (lost, gained, kept)


def _of_target(items_of: Triple, before: ColumnElement[bool], after: ColumnElement[bool]) -> Triple:
    """Return what a target loses, gains and keeps, by whether it is controlled before and after."""
    lost, gained, kept = items_of
    return (
        case((and_(before, after), lost), (before, lost + kept), else_=0),
        case((and_(before, after), gained), (after, gained + kept), else_=0),
        case((and_(before, after), kept), else_=0),
    )


def _effect(
    able: ColumnElement[bool],
    too_old: ColumnElement[bool],
    before: ColumnElement[bool],
    after: ColumnElement[bool],
    counts: Mapping[Part, Triple],
) -> ColumnElement[str]:
    something = or_(*(column > 0 for lost, gained, _kept in counts.values() for column in (lost, gained)))
    return case(
        (~able, Effect.NOT_DELIVERABLE.value),
        (too_old, Effect.TOO_OLD.value),
        (and_(before, ~after), Effect.RELEASED.value),
        (and_(~before, after), Effect.MANAGED.value),
        (~before, Effect.UNCONTROLLED.value),
        (something, Effect.CHANGED.value),
        else_=Effect.SAME.value,
    )


def _organization(row: OrganizationRow) -> Organization:
    return Organization(
        parse_version(row.server_version),
        frozenset(row.options),
        row.show_all_ring_group_numbers,
        row.show_call_center_numbers,
    )
