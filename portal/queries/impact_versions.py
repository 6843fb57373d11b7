"""In which versions the softphones of targets were last seen, and what each version can be given."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, case, func, literal, select

from importer.catalogue import Catalogue
from portal.domain.facts import Facts, Organization, ProfileFacts, Terminal
from portal.domain.other_settings import other_settings
from portal.domain.versions import OLDEST_SOFTPHONE, Version, parse_version
from portal.domain.winner import Standing
from portal.domain.words import Language, TargetType, TerminalType
from portal.extensions import db
from portal.models import AgentSighting, Profile, SoftphoneSighting
from portal.queries.delivery_items import read_pinned
from portal.queries.impact_items import Whose


@dataclass(frozen=True, slots=True)
class Versions:
    """How many other settings each version among the targets gets; who was never seen has the newest."""

    last_seen: FromClause
    """`target_id` and `softphone_version`."""
    settings: Mapping[str, int]
    newest: int

    def too_old(self) -> ColumnElement[bool]:
        """Return the condition that the softphone gets nothing at all (VER-1)."""
        old = [text for text in self.settings if parse_version(text) < OLDEST_SOFTPHONE]
        return func.coalesce(self.last_seen.c.softphone_version.in_(old), literal(value=False))

    def setting_count(self) -> ColumnElement[int]:
        """Return how many other settings the softphone gets (VER-2, OSV-1)."""
        version = self.last_seen.c.softphone_version
        whens = [(version == text, literal(count)) for text, count in self.settings.items()]
        return case(*whens, else_=literal(self.newest)) if whens else literal(self.newest)


def versions_of(
    profile: Profile, organization: Organization, catalogue: Catalogue, targets: FromClause, whose: Whose
) -> Versions:
    """Return the versions in which the targets were last seen, in at most two queries."""
    last_seen = _last_seen(profile.target_type, whose)
    seen = select(last_seen.c.softphone_version).join(targets, targets.c.item_id == last_seen.c.target_id)
    texts = db.session.scalars(seen.distinct()).all()
    newest = max(parse_version(setting.since) for setting in catalogue.settings.values())
    pinned = _pinned(profile)

    def settings(version: Version) -> int:
        facts = Facts(organization, _TERMINAL, None, version, Language.JA, None, None)
        return len(other_settings(Standing(pinned, None), facts, catalogue).delivered or ())

    return Versions(last_seen, {text: settings(parse_version(text)) for text in texts}, settings(newest))


_TERMINAL = Terminal("", TerminalType.SOFTPHONE, frozenset())


def _pinned(profile: Profile) -> ProfileFacts:
    """Return the profile with what it pins, and without its lists."""
    version_id = profile.snapshot_version_id
    pinned = None if version_id is None else read_pinned([version_id])[version_id]
    target_type, display_list = profile.target_type, profile.display_list
    return ProfileFacts(profile.id, profile.name, True, target_type, display_list, (), (), (), pinned)  # noqa: FBT003  in the order of the facts


def _last_seen(target_type: TargetType, whose: Whose) -> FromClause:
    if target_type is TargetType.EXTENSION:
        found = select(SoftphoneSighting.terminal_id.label("target_id"), SoftphoneSighting.softphone_version)
        return found.where(whose(SoftphoneSighting.terminal_id)).subquery()
    newest = func.row_number().over(
        partition_by=AgentSighting.account_id,
        order_by=(AgentSighting.asked_at.desc(), AgentSighting.terminal_id),
    )
    target_id = AgentSighting.account_id
    ranked = (
        select(target_id.label("target_id"), AgentSighting.softphone_version, newest.label("place"))
        .where(whose(target_id))
        .subquery()
    )
    return select(ranked.c.target_id, ranked.c.softphone_version).where(ranked.c.place == 1).subquery()
