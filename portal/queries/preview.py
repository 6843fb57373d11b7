"""What a softphone would get, as saved or with what is not saved yet (PRV-1, PRV-2).

The facts of a preview are the facts of an explanation; what somebody is about to change is laid over them,
and the one resolver judges the result.
"""

from dataclasses import dataclass, replace

from sqlalchemy import select

from importer.catalogue import Catalogue
from portal.domain.effective import Explanation, explain
from portal.domain.facts import Facts
from portal.domain.versions import Version
from portal.domain.words import MANAGED_TERMINAL_TYPES, Language, Part, TargetType
from portal.extensions import db
from portal.models import Profile, Snapshot, SnapshotVersion
from portal.queries.delivery import Asker, Candidate
from portal.queries.delivery_facts import profile_facts
from portal.queries.delivery_wide import wide_facts
from portal.queries.drafts import TARGETS, draft_of, marks
from portal.queries.preview_drafts import laid_over


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is not saved and taken for granted: whose drafts of the profile, and that it is enabled."""

    profile: Profile
    drafts_of: int | None = None
    enabled: bool = False


@dataclass(frozen=True, slots=True)
class Previewed:
    """One answer with its reasons, and the facts that both were made from."""

    facts: Facts
    explanation: Explanation


def previewed(
    asker: Asker,
    softphone_version: Version,
    language: Language,
    catalogue: Catalogue,
    what_if: WhatIf | None = None,
) -> Previewed:
    """Return what the softphone would get, in a fixed number of queries."""
    if what_if is None:
        facts = wide_facts(asker, softphone_version, language)
    else:
        facts = wide_facts(_with_candidate(asker, what_if), softphone_version, language)
        facts = _with_drafts(facts, what_if)
    return Previewed(facts, explain(facts, catalogue))


def _with_candidate(asker: Asker, what_if: WhatIf) -> Asker:
    """Return the asker with the profiles that would target them, and the status that is asked about."""
    if what_if.profile.target_type is TargetType.ACCOUNT:
        able = asker.agent is not None and asker.agent.enabled
        return replace(
            asker, account_profile=_candidate(asker.account_profile, what_if, asker.account_id, able=able)
        )
    able = asker.terminal.type in MANAGED_TERMINAL_TYPES
    return replace(
        asker, terminal_profile=_candidate(asker.terminal_profile, what_if, asker.terminal_id, able=able)
    )


def _candidate(
    saved: Candidate | None, what_if: WhatIf, target_id: int | None, *, able: bool
) -> Candidate | None:
    profile, chosen = what_if.profile, _chosen(what_if, target_id)
    if saved is None:
        # What does not qualify, or another profile has, no save would take (TGT-1, TGT-2).
        return _enabled(_candidate_of(profile), what_if) if chosen and able else None
    if saved.profile.id != profile.id:
        return saved
    return None if chosen is False else _enabled(saved, what_if)


def _chosen(what_if: WhatIf, target_id: int | None) -> bool | None:
    """Return what the draft says of a target; None when it says nothing."""
    if what_if.drafts_of is None or target_id is None:
        return None
    draft = draft_of(what_if.drafts_of, what_if.profile, Part.TARGETS)
    return marks(draft, TARGETS[what_if.profile.target_type], [target_id]).get(target_id)


def _enabled(candidate: Candidate, what_if: WhatIf) -> Candidate:
    enabled = candidate.profile.enabled or what_if.enabled
    return replace(candidate, profile=replace(candidate.profile, enabled=enabled))


def _candidate_of(profile: Profile) -> Candidate:
    facts = profile_facts(profile.id, profile.name, profile.status, profile.target_type, profile.display_list)
    pinned = select(Snapshot.name).join(SnapshotVersion, SnapshotVersion.snapshot_id == Snapshot.id)
    snapshot_name = db.session.scalar(pinned.where(SnapshotVersion.id == profile.snapshot_version_id))
    return Candidate(facts, profile.revision, profile.snapshot_version_id, snapshot_name)


def _with_drafts(facts: Facts, what_if: WhatIf) -> Facts:
    if what_if.drafts_of is None:
        return facts
    account_profile, terminal_profile = (
        laid_over(found, what_if.drafts_of) if found and found.id == what_if.profile.id else found
        for found in (facts.account_profile, facts.terminal_profile)
    )
    return replace(facts, account_profile=account_profile, terminal_profile=terminal_profile)
