"""The facts of an explanation: all that the matching profiles select, delivered or not (EXP-1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from portal.domain.facts import Facts, Pinned, ProfileFacts, RemovedItem
from portal.domain.versions import Version
from portal.domain.words import Language, Part
from portal.extensions import db
from portal.models import (
    CallCenterAgent,
    NumberOwner,
    RingGroupMember,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
)
from portal.models import RemovedItem as RemovedRow
from portal.queries import delivery_items
from portal.queries.delivery import Asker, Candidate

Removed = Mapping[int, tuple[RemovedItem, ...]]


@dataclass(frozen=True, slots=True)
class _Selected:
    """What some profiles select, by profile id."""

    numbers: delivery_items.Numbers
    contact_points: delivery_items.ContactPoints
    pinned: Mapping[int, Pinned]
    removed: Removed


def wide_facts(asker: Asker, softphone_version: Version, language: Language) -> Facts:
    """Return the facts of `asker` with every list of both profiles, enabled or not, and every membership."""
    facts = asker.facts(softphone_version, language)
    selected = _selected(asker.candidates)
    return replace(
        facts,
        terminal=replace(facts.terminal, ring_groups=_ring_groups(asker.terminal_id)),
        agent=replace(facts.agent, call_centers=_call_centers(asker.account_id)) if facts.agent else None,
        account_profile=_whole(asker.account_profile, selected),
        terminal_profile=_whole(asker.terminal_profile, selected),
    )


def _selected(candidates: Collection[Candidate]) -> _Selected:
    profile_ids = [candidate.profile.id for candidate in candidates]
    numbers = select(SelectedNumber.profile_id, SelectedNumber.part, SelectedNumber.number_id)
    centers = select(SelectedCallCenter.profile_id, SelectedCallCenter.call_center_id)
    labels = select(SelectedBusinessLabel.profile_id, SelectedBusinessLabel.business_label_id)
    version_ids = {found.snapshot_version_id for found in candidates if found.snapshot_version_id is not None}
    numbers_statement = delivery_items.numbers_statement(
        numbers.where(SelectedNumber.profile_id.in_(profile_ids)).subquery()
    )
    contact_points_statement = delivery_items.contact_points_statement(
        centers.where(SelectedCallCenter.profile_id.in_(profile_ids)).subquery(),
        labels.where(SelectedBusinessLabel.profile_id.in_(profile_ids)).subquery(),
    )
    return _Selected(
        delivery_items.read_numbers(numbers_statement, {}),
        delivery_items.read_contact_points(contact_points_statement, {}),
        delivery_items.read_pinned(version_ids),
        _removed(profile_ids),
    )


def _removed(profile_ids: Collection[int]) -> Removed:
    rows = db.session.execute(
        select(RemovedRow.profile_id, RemovedRow.part, RemovedRow.item).where(
            RemovedRow.profile_id.in_(profile_ids)
        )
    )
    found: dict[int, list[RemovedItem]] = defaultdict(list)
    for profile_id, part, item in rows:
        found[profile_id].append(RemovedItem(part, item))
    return {profile_id: tuple(items) for profile_id, items in found.items()}


def _ring_groups(terminal_id: int) -> frozenset[str]:
    groups = select(NumberOwner.extension).join(
        RingGroupMember, RingGroupMember.ring_group_id == NumberOwner.id
    )
    return frozenset(db.session.scalars(groups.where(RingGroupMember.terminal_id == terminal_id)))


def _call_centers(account_id: int | None) -> frozenset[str]:
    centers = select(NumberOwner.extension).join(
        CallCenterAgent, CallCenterAgent.call_center_id == NumberOwner.id
    )
    return frozenset(db.session.scalars(centers.where(CallCenterAgent.account_id == account_id)))


def _whole(candidate: Candidate | None, selected: _Selected) -> ProfileFacts | None:
    if candidate is None:
        return None
    profile = candidate.profile
    version_id = candidate.snapshot_version_id
    return replace(
        profile,
        numbers=selected.numbers.get((profile.id, Part.DISPLAY_NUMBERS), ()),
        contact_points=selected.contact_points.get(profile.id, ()),
        cti_numbers=selected.numbers.get((profile.id, Part.CTI_NUMBERS), ()),
        pinned=None if version_id is None else selected.pinned[version_id],
        removed=selected.removed.get(profile.id, ()),
    )
