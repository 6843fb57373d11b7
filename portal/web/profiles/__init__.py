"""ソフトフォン設定配信: the list of profiles, and one module a tab: its form, and above all its views."""

from portal.web.profiles import (
    basic,
    contact_points,
    delete,
    draft,
    duplicate,
    impact_brief,
    index,
    new,
    newly_added,
    numbers,
    other,
    other_edit,
    preview_impact,
    targets,
    targets_file,
)
from portal.web.profiles.blueprint import profiles

__all__ = [
    "basic",
    "contact_points",
    "delete",
    "draft",
    "duplicate",
    "impact_brief",
    "index",
    "new",
    "newly_added",
    "numbers",
    "other",
    "other_edit",
    "preview_impact",
    "profiles",
    "targets",
    "targets_file",
]
