"""What a profile shows: its numbers, contact points and CTI numbers.

A `save_…` is one save of one tab; a `put_…` is the part of it that runs inside a larger save.
"""

from collections.abc import Mapping

from sqlalchemy import Select, func, select

from importer.faults import Fault, FaultCode
from portal.domain.selection import Change, Choice, change
from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import BusinessLabel, CallCenter, Number, NumberOwner, Profile
from portal.queries.among import among
from portal.queries.numbers import listable
from portal.services.errors import NotAcceptable
from portal.services.lists import business_labels_of, call_centers_of, numbers_of
from portal.services.revisions import saving

SAVED_FLAG: Mapping[Part, str] = {
    Part.DISPLAY_NUMBERS: "display_numbers_saved",
    Part.CONTACT_POINTS: "contact_points_saved",
    Part.CTI_NUMBERS: "cti_numbers_saved",
}


def save_numbers(profile: Profile, part: Part, choice: Choice, *, seen_revision: str, who: str) -> Change:
    """Save the display or CTI numbers and return what changed.

    Raises EditConflict, or NotAcceptable for a number that the list cannot show or that is gone (NUM-1).
    """
    columns: dict[str, object] = {SAVED_FLAG[part]: True}
    with saving(
        profile, (part,), columns, seen_revision=seen_revision, who=who, explain=lambda: unknown_in(part)
    ):
        return put_numbers(profile, part, choice)


def save_contact_points(
    profile: Profile, call_centers: Choice, business_labels: Choice, *, seen_revision: str, who: str
) -> tuple[Change, Change]:
    """Save the contact points and return what changed of call centres and of business labels.

    Only those with a caller number can be added; one that lost it stays until it is unticked. Raises
    EditConflict, or NotAcceptable for what cannot be added.
    """
    part = Part.CONTACT_POINTS
    columns: dict[str, object] = {SAVED_FLAG[part]: True}
    with saving(
        profile, (part,), columns, seen_revision=seen_revision, who=who, explain=lambda: unknown_in(part)
    ):
        return put_contact_points(profile, call_centers, business_labels)


def put_numbers(profile: Profile, part: Part, choice: Choice) -> Change:
    """Change the rows of the list, or raise NotAcceptable."""
    numbers = numbers_of(profile, part)
    made = change(numbers.ids(), choice)
    _only(made.added, part, _offered_numbers(profile.organization_id, part))
    numbers.apply(made)
    return made


def put_contact_points(
    profile: Profile, call_centers: Choice, business_labels: Choice
) -> tuple[Change, Change]:
    """Change the rows of the list, or raise NotAcceptable; a profile for extensions has none (CPT-1)."""
    part = Part.CONTACT_POINTS
    centers, labels = call_centers_of(profile), business_labels_of(profile)
    of_centers = change(centers.ids(), call_centers)
    of_labels = change(labels.ids(), business_labels)
    if profile.target_type is not TargetType.ACCOUNT and (of_centers.added or of_labels.added):
        raise unknown_in(part)
    _only(of_centers.added, part, _offered_points(profile.organization_id, CallCenter))
    _only(of_labels.added, part, _offered_points(profile.organization_id, BusinessLabel))
    centers.apply(of_centers)
    labels.apply(of_labels)
    return of_centers, of_labels


def unknown_in(part: Part) -> NotAcceptable:
    """Return the refusal of a list that names what nobody can choose, or what the directory just lost."""
    return NotAcceptable((Fault(f"/{part}", FaultCode.UNKNOWN_REFERENCE, {"kind": part.value}),))


def _only(added: frozenset[int], part: Part, offered: Select[int]) -> None:
    known = offered.where(offered.selected_columns[0].in_(among(added))).subquery()
    if added and db.session.scalar(select(func.count()).select_from(known)) != len(added):
        raise unknown_in(part)


def _offered_numbers(organization_id: int, part: Part) -> Select[int]:
    numbers = select(Number.id).join(NumberOwner, Number.owner_id == NumberOwner.id)
    return numbers.where(Number.organization_id == organization_id, listable(part))


def _offered_points(organization_id: int, table: type[CallCenter | BusinessLabel]) -> Select[int]:
    return select(table.id).where(table.organization_id == organization_id, table.caller_number.is_not(None))
