"""What a worker counted of a change, and whether it still holds (STA-2)."""

from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import FromClause, func, select, union_all

from portal.domain.impact import Action, Effect
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Draft, ImpactRun, ImpactTarget, Organization, Profile
from portal.queries.drafts import TARGETS
from portal.queries.impact import Impact, PartImpact
from portal.queries.impact_items import Counts, saved_and_added
from portal.queries.impact_targets import Change, Shared, targets_of

# Up to so many targets it is counted when it is asked for, in passing; of more a worker counts.
MOST_AT_ONCE = 2_000


def sign_of(change: Change, version: str) -> str:
    """Return what the impact of a change is made from, as a text that no other state has (TRU-3).

    `version` is the catalogue's. In which version a softphone was seen last is not in it: that goes on
    changing all the time, and changes no other target.
    """
    revisions = (
        select(Profile.revision, Organization.directory_revision)
        .join(Organization, Organization.id == Profile.organization_id)
        .where(Profile.id == change.profile.id)
    )
    drafts = select(Draft.part, Draft.revision).where(change.drafts.mine()).order_by(Draft.part)
    signs = [version, *db.session.execute(revisions).one()]
    if change.drafts_of is not None:
        signs += [f"{part.value} {revision}" for part, revision in db.session.execute(drafts)]
    return sha256("\n".join(signs).encode()).hexdigest()


def target_count(change: Change) -> int:
    """Return how many targets there are before or after the change."""
    return db.session.scalar(select(func.count()).select_from(targets_of(change))) or 0


def next_targets(change: Change, after: int, at_most: int) -> list[int]:
    """Return the ids of the targets that follow `after`."""
    table = TARGETS[change.profile.target_type]
    # Each of its own: in the order of its index it reads no more than it gives.
    halves = (
        select(half.order_by(item_id).limit(at_most).subquery().c.item_id)
        for half, item_id in zip(
            saved_and_added(table, change.drafts, Part.TARGETS, lambda item_id: item_id > after),
            (table.saved_id, table.item_id),
            strict=True,
        )
    )
    found = union_all(*halves).subquery().c.item_id
    return list(db.session.scalars(select(found).order_by(found).limit(at_most)))


def run_of(account_id: int, profile: Profile, action: Action) -> ImpactRun | None:
    """Return what this account asked of the profile; another account's is not found."""
    return db.session.scalar(
        select(ImpactRun).where(
            ImpactRun.account_id == account_id,
            ImpactRun.profile_id == profile.id,
            ImpactRun.action == action,
        )
    )


def targets_in(run_id: int) -> FromClause:
    """Return what was counted of each target, as `by_target` gives it."""
    columns = [column for column in ImpactTarget.__table__.c if column.name != "run_id"]
    return select(*columns).where(ImpactTarget.run_id == run_id).subquery()


def shared_in(stored: Mapping[str, Collection[int]]) -> Shared:
    """Return what all targets lose, gain and keep alike, as it is kept with the run."""
    return {Part(part): Counts(*counts) for part, counts in stored.items()}


def summary_of(found: Impact) -> dict[str, Any]:
    """Return an impact as it is kept with its run."""
    return {
        "total": found.total,
        "effects": {effect.value: count for effect, count in found.effects.items()},
        "parts": {
            part.value: [each.gaining, each.losing, each.keeping] for part, each in found.parts.items()
        },
        "too_old": [[version, count] for version, count in found.too_old],
    }


def impact_in(summary: Mapping[str, Any]) -> Impact:
    """Return the impact that a finished run kept."""
    return Impact(
        summary["total"],
        Counter({Effect(effect): count for effect, count in summary["effects"].items()}),
        {Part(part): PartImpact(*fates) for part, fates in summary["parts"].items()},
        [(version, count) for version, count in summary["too_old"]],
    )
