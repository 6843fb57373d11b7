"""What a change of a profile does, target by target, in one statement (STA-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, or_, select

from importer.catalogue import Catalogue
from portal.domain.facts import Organization
from portal.domain.impact import Action, Effect
from portal.domain.versions import OLDEST_SERVER
from portal.domain.words import DisplayList, Option, Part, Status, TargetType
from portal.models import Organization as OrganizationRow
from portal.models import Profile
from portal.queries.delivery_facts import organization_facts
from portal.queries.drafts import TARGETS as TARGET_DRAFTS
from portal.queries.impact_contact_points import call_centers_of_accounts, shared_labels
from portal.queries.impact_items import NAMES, Counts, Drafts, Whose, changed_rows, everybody
from portal.queries.impact_numbers import number_rows, numbers_of_terminals, shared_numbers
from portal.queries.impact_versions import Versions, versions_of
from portal.queries.listing import AnySelect
from portal.queries.targets import TARGETS

PARTS = (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS, Part.OTHER)
# What all targets lose, gain and keep alike.
Shared: TypeAlias = Mapping[Part, Counts]
# Lost, gained and kept.
Triple: TypeAlias = tuple[ColumnElement[int], ColumnElement[int], ColumnElement[int]]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is about to be done to a profile, and whose drafts it saves: all, or of one part."""

    profile: Profile
    organization: OrganizationRow
    action: Action
    drafts_of: int | None = None
    part: Part | None = None

    @property
    def drafts(self) -> Drafts:
        """The drafts that it saves."""
        return Drafts(self.profile.id, self.drafts_of, self.part)

    @property
    def before(self) -> bool:
        """Whether the profile delivers before."""
        return self.profile.status is Status.ENABLED

    @property
    def after(self) -> bool:
        """Whether it delivers afterwards."""
        return {Action.ENABLE: True, Action.SAVE: self.before}.get(self.action, False)


def targets_of(change: Change, whose: Whose = everybody) -> FromClause:
    """Return the targets before and after: `item_id`, `before`, `after`."""
    table = TARGET_DRAFTS[change.profile.target_type]
    return changed_rows(table, change.drafts, Part.TARGETS, whose)


def shared_by_all(change: Change) -> Shared:
    """Return what all targets lose, gain and keep alike, in at most two queries."""
    found = dict(shared_numbers(number_rows(change.drafts), organization_facts(change.organization)))
    if change.profile.target_type is TargetType.ACCOUNT:
        found[Part.CONTACT_POINTS] = shared_labels(change.drafts)
    return found


def by_target(
    change: Change, catalogue: Catalogue, *, shared: Shared | None = None, whose: Whose = everybody
) -> AnySelect:
    """Return the statement of one row a target: what it loses, gains and keeps of each part.

    With `shared`, as `shared_by_all` gave it, and of some targets it reads no more than is theirs.
    """
    profile, organization = change.profile, organization_facts(change.organization)
    table, targets = TARGETS[profile.target_type], targets_of(change, whose)
    versions = versions_of(profile, organization, catalogue, targets, whose)
    everybodys = shared_by_all(change) if shared is None else shared
    mine = _of_each(change, organization, whose)
    delivered = _parts(change, organization, everybodys, mine, versions)
    able = and_(table.qualifies, literal(organization.server_version >= OLDEST_SERVER))
    reached = and_(able, ~versions.too_old())
    before = and_(targets.c.before, literal(change.before), reached)
    after = and_(targets.c.after, literal(change.after), reached)
    counts = {part: _of_target(each, before, after) for part, each in delivered.items()}
    return (
        select(
            targets.c.item_id.label("target_id"),
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
        .outerjoin(mine, mine.c.target_id == targets.c.item_id)
        .where(whose(table.candidate.id))
    )


def _of_each(change: Change, organization: Organization, whose: Whose) -> FromClause:
    """Return what depends on the target."""
    if change.profile.target_type is TargetType.ACCOUNT:
        return call_centers_of_accounts(change.drafts, whose)
    return numbers_of_terminals(number_rows(change.drafts, whose), organization, whose)


def _parts(
    change: Change, organization: Organization, shared: Shared, mine: FromClause, versions: Versions
) -> Mapping[Part, Triple]:
    """Return what is lost, gained and kept of each part by a controlled target."""
    none = literal(0)
    parts = {part: _together(counts, mine, part) for part, counts in shared.items()}
    for part in _left_out(change.profile, organization):
        parts[part] = (none, none, none)
    return {
        Part.CONTACT_POINTS: (none, none, none),
        **parts,
        Part.OTHER: (none, none, versions.setting_count()),
    }


def _left_out(profile: Profile, organization: Organization) -> Sequence[Part]:
    """Return the parts that no target gets (NLS-8, CPL-1, CLS-9)."""
    hidden = {
        DisplayList.CONTACT_POINTS_ONLY: [Part.DISPLAY_NUMBERS],
        DisplayList.NUMBERS_ONLY: [Part.CONTACT_POINTS],
    }.get(profile.display_list, [])
    contracted = Option.CRM_INTEGRATION in organization.options
    return hidden if contracted else [*hidden, Part.CTI_NUMBERS]


def _together(shared: Counts, mine: FromClause, part: Part) -> Triple:
    all_get = (shared.lost, shared.gained, shared.kept)
    columns = (mine.c.get(f"{part.value}_{name}", literal(0)) for name in NAMES)
    lost, gained, kept = (
        func.coalesce(column, 0) + count for column, count in zip(columns, all_get, strict=True)
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
