"""Where drafts are: the tab that is edited, and the list of what a draft changes."""

from typing import Any

from flask import url_for

from portal.domain.words import Part
from portal.models import Profile

# The tabs that have drafts, as they are called in addresses and endpoints.
TABS = {
    "targets": Part.TARGETS,
    "numbers": Part.DISPLAY_NUMBERS,
    "contact-points": Part.CONTACT_POINTS,
    "cti-numbers": Part.CTI_NUMBERS,
}
_NAMES = {part: name for name, part in TABS.items()}


def name_of(part: Part) -> str:
    """Return what a tab is called in addresses."""
    return _NAMES[part]


def changes_url(profile: Profile, part: Part) -> str:
    """Return the list of what the draft of a tab changes."""
    return url_for("profiles.draft", profile_id=profile.id, tab=_NAMES[part])


def edit_url(profile_id: int, part: Part, **query: str) -> str:
    """Return where the tab is edited, as it is searched and paged by `query`."""
    args: dict[str, Any] = {"profile_id": profile_id, **query}
    return url_for(f"profiles.{_NAMES[part].replace('-', '_')}_edit", **args)
