"""Whom a profile delivers to (TGT)."""

from collections.abc import Callable, Collection

from sqlalchemy import Select, select

from importer.faults import Fault, FaultCode
from portal.domain.selection import Change, Choice, Ticked, Whole, change
from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.among import among
from portal.queries.targets import TARGETS
from portal.services.errors import NotAcceptable, Refused, Taken
from portal.services.lists import targets_of
from portal.services.revisions import saving


def save_targets(profile: Profile, choice: Choice, *, seen_revision: str, who: str) -> Change:
    """Save the targets and return what changed.

    Only what qualifies can be added (TGT-1); what no longer does stays until it is unticked (TGT-5). Raises
    EditConflict, Taken for what another profile targets (TGT-2), NotAcceptable for what cannot be a target.
    """
    explain = refusal_of(profile, wanted(choice))
    with saving(profile, (Part.TARGETS,), {}, seen_revision=seen_revision, who=who, explain=explain):
        return put_targets(profile, choice)


def put_targets(profile: Profile, choice: Choice) -> Change:
    """Change the rows of the targets, or raise as `save_targets` does. Runs inside a larger save."""
    targets = targets_of(profile)
    made = change(targets.ids(), choice)
    if taken := taken_of(profile, made.added):
        raise taken
    if not targets.apply(made):
        raise _unknown(profile.target_type)
    return made


def wanted(choice: Choice) -> frozenset[int]:
    """Return what the choice asks for, added or not."""
    match choice:
        case Whole(ids):
            return ids
        case Ticked(_, chosen):
            return chosen


def refusal_of(profile: Profile, ids: Collection[int]) -> Callable[[], Refused]:
    """Return what tells, after the database refused them, why: another save was first, or they are gone."""
    target_type = profile.target_type
    return lambda: taken_of(profile, ids) or _unknown(target_type)


def taken_of(profile: Profile, ids: Collection[int]) -> Taken | None:
    """Return which of the candidates another profile of the organisation has, and which profile."""
    holders = dict(db.session.execute(_holders(profile, ids)).tuples().all())
    if not holders:
        return None
    return Taken("target", tuple(holders), next(iter(holders.values())), holders)


def _holders(profile: Profile, ids: Collection[int]) -> Select[str, str]:
    table = TARGETS[profile.target_type]
    return (
        select(table.key, Profile.name)
        .join(table.target, table.candidate_id == table.candidate.id)
        .join(Profile, table.target.profile_id == Profile.id)
        .where(
            table.candidate_id.in_(among(ids)),
            table.target.profile_id != profile.id,
            Profile.organization_id == profile.organization_id,
        )
        .order_by(table.key)
    )


def _unknown(target_type: TargetType) -> NotAcceptable:
    return NotAcceptable((Fault("/targets", FaultCode.UNKNOWN_REFERENCE, {"kind": target_type.value}),))
