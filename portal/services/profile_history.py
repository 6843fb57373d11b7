"""What happens to profiles, as the history keeps it: differences by the names that people know (HIS-1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from importer.json_value import JsonValue
from portal.domain.audit import Action, Subject
from portal.domain.difference import NOTHING, Difference, ListChange, difference, only_changes, written
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile
from portal.queries.among import among
from portal.queries.profile_states import fields_of, state_of
from portal.services import history
from portal.services.history import About


@dataclass
class Noting:
    """What one save does to a profile's lists, and what else its entry says."""

    action: Action = Action.PROFILE_CHANGED
    lists: dict[str, ListChange] = field(default_factory=dict)
    more: Mapping[str, JsonValue] = field(default_factory=dict)

    def note(self, part: Part, change: ListChange) -> None:
        """Note what came to a list and what went; contact points are noted kind by kind."""
        before = self.lists.get(part.value, ListChange())
        self.lists[part.value] = ListChange(before.added | change.added, before.removed | change.removed)


def record_save(
    profile: Profile, before: Mapping[str, JsonValue], noting: Noting, *, seen_revision: str, who: str
) -> None:
    """Record what a save changed; a save that changed nothing leaves no entry."""
    after = fields_of(profile.id) or {}
    change = only_changes({name: (before[name], after.get(name)) for name in before}, noting.lists)
    if not change.empty:
        _record(profile, noting.action, change, noting.more, seen_revision=seen_revision, who=who)


def record_made(
    profile: Profile, action: Action, more: Mapping[str, JsonValue] | None = None, *, who: str
) -> None:
    """Record a profile that was not there before, with all that it has."""
    _record(profile, action, difference(NOTHING, state_of(profile)), more or {}, seen_revision=None, who=who)


def deletion_of(profile: Profile) -> Difference:
    """Return what a deletion takes: read it before, it is what the profile is restored from (PRF-10)."""
    return difference(state_of(profile, lock=True), NOTHING)


def record_deleted(profile: Profile, change: Difference, *, seen_revision: str) -> None:
    """Record that the profile is gone, with all that it had."""
    about = About(Subject.PROFILE, profile.name, profile.id, profile.id, seen_revision)
    history.record(profile.organization_id, Action.PROFILE_DELETED, about, written(change))


def record_lost(lost: Mapping[int, Mapping[str, Collection[str]]], *, who: str) -> None:
    """Record what the directory took from profiles: by profile, then by part (REC-5)."""
    rows = db.session.execute(
        select(Profile.id, Profile.organization_id, Profile.name, Profile.revision).where(
            among(Profile.id, lost)
        )
    )
    for profile_id, organization_id, name, revision in rows:
        lists = {part: ListChange(frozenset(), frozenset(items)) for part, items in lost[profile_id].items()}
        about = About(Subject.PROFILE, name, profile_id, profile_id, None, revision)
        history.record(organization_id, Action.PROFILE_LOST, about, written(Difference({}, lists)), who=who)


def _record(  # noqa: PLR0913  what every entry of a profile needs
    profile: Profile,
    action: Action,
    change: Difference,
    more: Mapping[str, JsonValue],
    *,
    seen_revision: str | None,
    who: str,
) -> None:
    row = db.session.execute(
        select(Profile.organization_id, Profile.name, Profile.revision).where(Profile.id == profile.id)
    ).one()
    about = About(Subject.PROFILE, row.name, profile.id, profile.id, seen_revision, row.revision)
    history.record(row.organization_id, action, about, {**written(change), **more}, who=who)
