"""What a tab says of what was newly added since it was reviewed (REC-2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from portal.domain.words import Part
from portal.models import Profile
from portal.queries.reviews import latest_arrival
from portal.web.profiles.draft_addresses import edit_url


@dataclass(frozen=True, slots=True)
class NewlyAdded:
    """How much waits on the tab, where it is reviewed, and through which change a page shows it now."""

    count: int
    review_url: str
    dismiss_url: str
    arrival: int


def newly_added_on(profile: Profile, part: Part | None, waiting: Mapping[Part, int]) -> NewlyAdded | None:
    """Return what the tab says, None when nothing waits on it."""
    if part is None or part not in waiting:
        return None
    return NewlyAdded(
        waiting[part],
        edit_url(profile.id, part, selection="new"),
        url_for("profiles.reviewed", profile_id=profile.id, part=part.value),
        latest_arrival(profile.organization_id),
    )
