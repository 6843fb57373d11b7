"""Whom a profile delivers to (TGT)."""

from collections.abc import Collection

from sqlalchemy import select

from importer.faults import Fault, FaultCode
from portal.domain.selection import Change, Choice, Ticked, Whole, change
from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.among import among
from portal.queries.targets import TARGETS
from portal.services.errors import NotAcceptable, Refused, Taken
from portal.services.lists import targets_of
from portal.services.profile_history import Noting
from portal.services.revisions import saving


def save_targets(profile: Profile, choice: Choice, *, seen_revision: str, who: str) -> Change:
    """Save the targets and return what changed.

    Only what qualifies can be added (TGT-1); what no longer does stays until it is unticked (TGT-5). Raises
    EditConflict, Taken for what another profile targets (TGT-2), NotAcceptable for what cannot be a target.
    """
    organization_id, profile_id, target_type = profile.organization_id, profile.id, profile.target_type

    def explain() -> Refused:
        # Another save was first, or the directory changed at the same time.
        return taken_of(organization_id, target_type, _wanted(choice), but=profile_id) or _unknown(
            target_type
        )

    with saving(
        profile, (Part.TARGETS,), {}, seen_revision=seen_revision, who=who, explain=explain
    ) as noting:
        return put_targets(profile, choice, noting)


def put_targets(profile: Profile, choice: Choice, noting: Noting) -> Change:
    """Change the rows of the targets, or raise as `save_targets` does. Runs inside a larger save."""
    targets = targets_of(profile)
    made = change(targets.ids(), choice)
    taken = taken_of(profile.organization_id, profile.target_type, made.added, but=profile.id)
    if taken is not None:
        raise taken
    if not targets.apply(made):
        raise _unknown(profile.target_type)
    noting.note(Part.TARGETS, targets.named(made))
    return made


def _wanted(choice: Choice) -> frozenset[int]:
    match choice:
        case Whole(ids):
            return ids
        case Ticked(_, chosen):
            return chosen


def taken_of(
    organization_id: int, target_type: TargetType, ids: Collection[int], *, but: int = 0
) -> Taken | None:
    """Return which of the candidates other profiles than `but` have, and which profiles."""
    table = TARGETS[target_type]
    rows = db.session.execute(
        select(table.key, Profile.name)
        .join(table.target, table.candidate_id == table.candidate.id)
        .join(Profile, table.target.profile_id == Profile.id)
        .where(
            among(table.candidate_id, ids),
            Profile.id != but,
            Profile.organization_id == organization_id,
        )
        .order_by(table.key)
    )
    holders = dict(rows.all())
    return Taken("target", tuple(holders), next(iter(holders.values())), holders) if holders else None


def _unknown(target_type: TargetType) -> NotAcceptable:
    return NotAcceptable((Fault("/targets", FaultCode.UNKNOWN_REFERENCE, {"kind": target_type.value}),))
