"""What a profile shows: its numbers, contact points and CTI numbers.

A `save_…` is one save of one tab; a `put_…` is the part of it that runs inside a larger save.
"""

from collections.abc import Mapping

from importer.faults import Fault, FaultCode
from portal.domain.selection import Change, Choice, change
from portal.domain.words import ContactPointType, Part, TargetType
from portal.models import Profile
from portal.services import reviews
from portal.services.errors import NotAcceptable
from portal.services.lists import ProfileList, business_labels_of, call_centers_of, numbers_of
from portal.services.profile_history import Noting
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
    ) as noting:
        return put_numbers(profile, part, choice, noting)


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
    ) as noting:
        return put_contact_points(profile, call_centers, business_labels, noting)


def put_numbers(profile: Profile, part: Part, choice: Choice, noting: Noting) -> Change:
    """Change the rows of the list, or raise NotAcceptable."""
    made = _put(numbers_of(profile, part), part, choice, noting)
    reviews.review(profile, part, {"": made.added})
    return made


def put_contact_points(
    profile: Profile, call_centers: Choice, business_labels: Choice, noting: Noting
) -> tuple[Change, Change]:
    """Change the rows of the list, or raise NotAcceptable; a profile for extensions has none (CPT-1)."""
    part = Part.CONTACT_POINTS
    of_centers = _put(call_centers_of(profile), part, call_centers, noting)
    of_labels = _put(business_labels_of(profile), part, business_labels, noting)
    if profile.target_type is not TargetType.ACCOUNT and (of_centers.added or of_labels.added):
        raise unknown_in(part)
    seen = {
        ContactPointType.CALL_CENTER.value: of_centers.added,
        ContactPointType.BUSINESS_LABEL.value: of_labels.added,
    }
    reviews.review(profile, part, seen)
    return of_centers, of_labels


def unknown_in(part: Part) -> NotAcceptable:
    """Return the refusal of a list that names what nobody can choose, or what the directory just lost."""
    return NotAcceptable((Fault(f"/{part}", FaultCode.UNKNOWN_REFERENCE, {"kind": part.value}),))


def _put(items: ProfileList, part: Part, choice: Choice, noting: Noting) -> Change:
    made = change(items.ids(), choice)
    if not items.apply(made):
        raise unknown_in(part)
    noting.note(part, items.named(made))
    return made
