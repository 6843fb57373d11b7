"""The facts of an answer: of what the winner selects, only what this softphone could get (DLV-9)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, select

from importer.catalogue import Catalogue
from portal.domain.facts import Agent, ContactPoint, Facts, Number, ProfileFacts, Terminal
from portal.domain.judgement import Judgement, judge
from portal.domain.winner import standings, winner
from portal.domain.words import ContactPointType, Kind, OwnerType, Part
from portal.models import (
    BusinessLabel,
    CallCenterAgent,
    NumberOwner,
    SelectedBusinessLabel,
    SelectedCallCenter,
)
from portal.queries import delivery_items
from portal.queries.delivery import Asker
from portal.queries.delivery_numbers import showable_numbers


def answer_facts(asker: Asker, facts: Facts, catalogue: Catalogue) -> Facts:
    """Return `facts` with what counts of the winner's lists, in at most three queries.

    The memberships in it are those that what was read depends on, not all.
    """
    won = winner(standings(facts))
    if won is None:
        return facts
    # Judged without its lists, the winner says which of its parts count at all.
    judgement = judge(won, facts, catalogue)
    profile = _with_lists(asker, judgement)
    of_account = won.profile is facts.account_profile
    return replace(
        facts,
        terminal=_with_groups(facts.terminal, profile.numbers + profile.cti_numbers, asker),
        agent=_with_centers(facts.agent, profile.contact_points),
        account_profile=profile if of_account else facts.account_profile,
        terminal_profile=facts.terminal_profile if of_account else profile,
    )


def _with_lists(asker: Asker, judgement: Judgement) -> ProfileFacts:
    profile = judgement.standing.profile
    judged = {Part.DISPLAY_NUMBERS: judgement.display_numbers, Part.CTI_NUMBERS: judgement.cti_numbers}
    counting = [part for part, verdicts in judged.items() if verdicts.left_out is None]
    numbers = showable_numbers(asker, profile.id, counting)
    points = () if judgement.contact_points.left_out else _contact_points(asker, profile.id)
    version_id = None if judgement.other.left_out else asker.candidate(profile.id).snapshot_version_id
    pinned = None if version_id is None else delivery_items.read_pinned([version_id])[version_id]
    return replace(
        profile,
        numbers=numbers.get((profile.id, Part.DISPLAY_NUMBERS), ()),
        contact_points=points,
        cti_numbers=numbers.get((profile.id, Part.CTI_NUMBERS), ()),
        pinned=pinned,
    )


def _contact_points(asker: Asker, profile_id: int) -> tuple[ContactPoint, ...]:
    values = {"profile": profile_id, "account": asker.account_id}
    return delivery_items.read_contact_points(_CONTACT_POINTS, values).get(profile_id, ())


# Those of the agent's call centres, and of the labels, that an agent can call as (CPL-2, CPL-3).
_CONTACT_POINTS = delivery_items.contact_points_statement(
    select(SelectedCallCenter.profile_id, SelectedCallCenter.call_center_id)
    .join(CallCenterAgent, CallCenterAgent.call_center_id == SelectedCallCenter.call_center_id)
    .join(NumberOwner, NumberOwner.id == SelectedCallCenter.call_center_id)
    .where(
        SelectedCallCenter.profile_id == bindparam("profile"),
        CallCenterAgent.account_id == bindparam("account"),
        NumberOwner.caller_number.is_not(None),
    )
    .subquery(),
    select(SelectedBusinessLabel.profile_id, SelectedBusinessLabel.business_label_id)
    .join(BusinessLabel, BusinessLabel.id == SelectedBusinessLabel.business_label_id)
    .where(
        SelectedBusinessLabel.profile_id == bindparam("profile"),
        BusinessLabel.caller_number.is_not(None),
    )
    .subquery(),
)


def _with_groups(terminal: Terminal, read: Iterable[Number], asker: Asker) -> Terminal:
    if asker.organization.show_all_ring_group_numbers:
        return terminal
    # Only numbers of groups that ring the terminal were read.
    groups = {
        number.owner.extension
        for number in read
        if number.owner.type == OwnerType.RING_GROUP and number.kind == Kind.EXTERNAL
    }
    return replace(terminal, ring_groups=frozenset(groups))


def _with_centers(agent: Agent | None, read: Iterable[ContactPoint]) -> Agent | None:
    centers = {point.key for point in read if point.type == ContactPointType.CALL_CENTER}
    return replace(agent, call_centers=frozenset(centers)) if agent else None
