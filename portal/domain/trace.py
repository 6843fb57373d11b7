"""Why: which profiles matched, and for each selected item that is not delivered the one reason (EXP-1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.judgement import Judgement
from portal.domain.words import Part, Reason


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One line of the explanation.

    With part `profile` the item is the name of a profile that targets this softphone, and only the one that
    won has no reason. Elsewhere the item is a number, the extension or code of a contact point, or a setting
    key, and always has one.
    """

    part: Part
    item: str
    profile_id: int
    reason: Reason | None


# Lost targets are the profile's affair: they are nothing that a softphone could have got.
_DELIVERABLE = frozenset({Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS, Part.OTHER})


def trace(judgements: tuple[Judgement, ...]) -> tuple[TraceEntry, ...]:
    """Return how each profile stands, then what of it is withheld, in the order of the document."""
    profiles = [_of_profile(judgement) for judgement in judgements]
    return (*profiles, *(entry for judgement in judgements for entry in _withheld(judgement)))


def _of_profile(judgement: Judgement) -> TraceEntry:
    profile = judgement.standing.profile
    return TraceEntry(Part.PROFILE, profile.name, profile.id, judgement.standing.reason)


def _withheld(judgement: Judgement) -> Iterator[TraceEntry]:
    profile_id = judgement.standing.profile.id
    for part, item, reason in (*_selected(judgement), *_removed(judgement)):
        if reason:
            yield TraceEntry(part, item, profile_id, reason)


def _selected(judgement: Judgement) -> Iterator[tuple[Part, str, Reason | None]]:
    for number in judgement.display_numbers.verdicts:
        yield Part.DISPLAY_NUMBERS, number.item.number, number.reason
    for point in judgement.contact_points.verdicts:
        yield Part.CONTACT_POINTS, point.item.key, point.reason
    for number in judgement.cti_numbers.verdicts:
        yield Part.CTI_NUMBERS, number.item.number, number.reason
    for key in judgement.other.verdicts:
        yield Part.OTHER, key.item, key.reason


def _removed(judgement: Judgement) -> Iterator[tuple[Part, str, Reason]]:
    standing = judgement.standing
    for removed in sorted(standing.profile.removed, key=lambda removed: (removed.part, removed.item)):
        if removed.part in _DELIVERABLE:
            yield removed.part, removed.item, standing.reason or Reason.REMOVED_FROM_DIRECTORY
