"""Why: which profiles matched, and for each selected item that is not delivered the one reason (EXP-1)."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.facts import ContactPoint, Number
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


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """One item that a profile selects. Without a reason it is delivered.

    `key` is what a trace calls it; `item` is what the facts have of it, a setting key in other settings, and
    None for what the directory lost.
    """

    part: Part
    key: str
    item: Number | ContactPoint | str | None
    reason: Reason | None


def trace(judgements: tuple[Judgement, ...]) -> tuple[TraceEntry, ...]:
    """Return how each profile stands, then what of it is withheld, in the order of the document."""
    profiles = [_of_profile(judgement) for judgement in judgements]
    return (*profiles, *(entry for judgement in judgements for entry in _withheld(judgement)))


def judged_items(judgement: Judgement) -> Iterator[JudgedItem]:
    """Yield all that the profile selects, in the order of the document, then what the directory lost."""
    for number in judgement.display_numbers.verdicts:
        yield JudgedItem(Part.DISPLAY_NUMBERS, number.item.number, number.item, number.reason)
    for point in judgement.contact_points.verdicts:
        yield JudgedItem(Part.CONTACT_POINTS, point.item.key, point.item, point.reason)
    for number in judgement.cti_numbers.verdicts:
        yield JudgedItem(Part.CTI_NUMBERS, number.item.number, number.item, number.reason)
    for key in judgement.other.verdicts:
        yield JudgedItem(Part.OTHER, key.item, key.item, key.reason)
    standing = judgement.standing
    for removed in sorted(standing.profile.removed, key=lambda removed: (removed.part, removed.item)):
        if removed.part in _DELIVERABLE:
            reason = standing.reason or Reason.REMOVED_FROM_DIRECTORY
            yield JudgedItem(removed.part, removed.item, None, reason)


def _of_profile(judgement: Judgement) -> TraceEntry:
    profile = judgement.standing.profile
    return TraceEntry(Part.PROFILE, profile.name, profile.id, judgement.standing.reason)


def _withheld(judgement: Judgement) -> Iterator[TraceEntry]:
    profile_id = judgement.standing.profile.id
    for judged in judged_items(judgement):
        if judged.reason:
            yield TraceEntry(judged.part, judged.key, profile_id, judged.reason)
