"""Each target with each softphone of it, and the signs that say how far the delivery has come (DST-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal.domain.delivery_state import Sign
from portal.domain.versions import OLDEST_SERVER, OLDEST_SERVER_FOR_OTHER, parse_version
from portal.domain.words import NotControlled, ReportResult, Status, TargetType, TooOldFor
from portal.models import (
    Account,
    AccountTarget,
    AgentSighting,
    NumberOwner,
    Organization,
    Profile,
    Snapshot,
    SnapshotVersion,
    SoftphoneReport,
    SoftphoneSighting,
    TerminalTarget,
)
from portal.queries.targets import TARGETS

AnySighting = type[AgentSighting] | type[SoftphoneSighting]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Now:
    """What answers of an organisation depend on, as it is now; `release` is of what makes them."""

    organization: Organization
    release: str


def signs_of(target_type: TargetType, now: Now, *conditions: Condition) -> Subquery:
    """Return each target of the profiles that fit with each softphone of it, and every sign of them."""
    return (_of_accounts if target_type is TargetType.ACCOUNT else _of_terminals)(now, *conditions)


def _of_terminals(now: Now, *conditions: Condition) -> Subquery:
    """A terminal has one softphone; an account on it may have an enabled profile of its own (DLV-2)."""
    other, rival = aliased(Account), aliased(Profile)
    found = (
        _with_profile(TargetType.EXTENSION)
        .outerjoin(SoftphoneSighting, SoftphoneSighting.terminal_id == TerminalTarget.terminal_id)
        .outerjoin(SoftphoneReport, SoftphoneReport.terminal_id == TerminalTarget.terminal_id)
        .outerjoin(other, and_(other.id == SoftphoneSighting.account_id, other.agent_enabled.is_(True)))
        .outerjoin(AccountTarget, AccountTarget.account_id == other.id)
        .outerjoin(rival, and_(rival.id == AccountTarget.profile_id, rival.status == Status.ENABLED))
    )
    signs = _signs(TargetType.EXTENSION, now, SoftphoneSighting) | {
        Sign.MOVED_ON: false(),
        Sign.OVERRIDDEN: rival.id.is_not(None),
        Sign.NOT_GIVEN_BACK: and_(
            SoftphoneSighting.not_controlled.is_not(None),
            SoftphoneReport.digest.is_not(None),
            SoftphoneReport.revision != SoftphoneSighting.revision,
        ),
    }
    named = {"extension": TARGETS[TargetType.EXTENSION].key, "rival_id": rival.id, "rival_name": rival.name}
    return _select(TargetType.EXTENSION, SoftphoneSighting, signs, named, found, *conditions)


def _of_accounts(now: Now, *conditions: Condition) -> Subquery:
    """An account has each softphone that it was ever signed in on; on some somebody else is now."""
    latest, terminal = aliased(SoftphoneSighting), aliased(NumberOwner)
    found = (
        _with_profile(TargetType.ACCOUNT)
        .outerjoin(AgentSighting, AgentSighting.account_id == AccountTarget.account_id)
        .outerjoin(latest, latest.terminal_id == AgentSighting.terminal_id)
        .outerjoin(SoftphoneReport, SoftphoneReport.terminal_id == AgentSighting.terminal_id)
        .outerjoin(terminal, terminal.id == AgentSighting.terminal_id)
    )
    moved_on = and_(
        AgentSighting.account_id.is_not(None), latest.account_id.is_distinct_from(AgentSighting.account_id)
    )
    common = _signs(TargetType.ACCOUNT, now, AgentSighting)
    of_no_use = AgentSighting.not_controlled == NotControlled.TERMINAL_TYPE
    signs = common | {
        Sign.UNDELIVERABLE: or_(common[Sign.UNDELIVERABLE], and_(of_no_use, not_(moved_on))),
        Sign.MOVED_ON: moved_on,
        Sign.HELD: and_(common[Sign.HELD], not_(moved_on)),
        Sign.OVERRIDDEN: false(),
        Sign.NOT_GIVEN_BACK: and_(
            SoftphoneReport.digest.is_not(None),
            case(
                (moved_on, SoftphoneReport.revision == AgentSighting.revision),
                else_=and_(
                    AgentSighting.not_controlled.is_not(None),
                    SoftphoneReport.revision != AgentSighting.revision,
                ),
            ),
        ),
    }
    named = {"extension": terminal.extension, "rival_id": null(), "rival_name": null()}
    return _select(TargetType.ACCOUNT, AgentSighting, signs, named, found, *conditions)


def _signs(target_type: TargetType, now: Now, seen: AnySighting) -> dict[Sign, ColumnElement[Any]]:
    """Return the signs that are told in the same way whatever the target is."""
    table, server = TARGETS[target_type], parse_version(now.organization.server_version)
    unchanged = and_(
        seen.directory_revision == now.organization.directory_revision,
        seen.release == now.release,
        seen.profile_id == Profile.id,
        seen.profile_revision == Profile.revision,
        seen.snapshot_name.is_not_distinct_from(Snapshot.name),
        seen.redelivery.is_not_distinct_from(table.target.redelivery),
    )
    return {
        Sign.UNDELIVERABLE: or_(not_(table.qualifies), literal(server < OLDEST_SERVER)),
        Sign.UNSEEN: seen.terminal_id.is_(None),
        Sign.ENABLED: Profile.status == Status.ENABLED,
        Sign.UNCHANGED: unchanged,
        Sign.HELD: seen.profile_id == Profile.id,
        Sign.TOO_OLD: seen.too_old_for == TooOldFor.EVERYTHING,
        Sign.PART_TOO_OLD: and_(
            seen.too_old_for == TooOldFor.OTHER,
            Profile.snapshot_version_id.is_not(None),
            literal(server >= OLDEST_SERVER_FOR_OTHER),
        ),
        Sign.REPORTED: SoftphoneReport.revision == seen.revision,
        Sign.SAYS_APPLIED: SoftphoneReport.result == ReportResult.APPLIED,
        Sign.SAYS_FAILED: SoftphoneReport.result == ReportResult.FAILED,
        Sign.DIFFERS: and_(
            SoftphoneReport.result == ReportResult.APPLIED,
            SoftphoneReport.digest.is_distinct_from(SoftphoneReport.expected),
        ),
    }


def _with_profile(target_type: TargetType) -> FromClause:
    table = TARGETS[target_type]
    target, candidate = table.target.__table__, table.candidate
    return (
        target.join(Profile, Profile.id == table.target.profile_id)
        .join(candidate, candidate.id == table.candidate_id)
        .outerjoin(SnapshotVersion, SnapshotVersion.id == Profile.snapshot_version_id)
        .outerjoin(Snapshot, Snapshot.id == SnapshotVersion.snapshot_id)
    )


def _select(
    target_type: TargetType,
    seen: AnySighting,
    signs: Mapping[Sign, ColumnElement[Any]],
    named: Mapping[str, Any],
    found: FromClause,
    *conditions: Condition,
) -> Subquery:
    table = TARGETS[target_type]
    statement = select(
        table.candidate.id.label("target_id"),
        Profile.id.label("profile_id"),
        table.key.label("key"),
        table.candidate.name.label("name"),
        table.qualifies.label("qualifies"),
        seen.terminal_id.label("terminal_id"),
        seen.softphone_version.label("softphone_version"),
        seen.asked_at.label("asked_at"),
        SoftphoneReport.reported_at.label("reported_at"),
        SoftphoneReport.detail.label("detail"),
        *(column.label(name) for name, column in named.items()),
        # What is not known is not true.
        *(func.coalesce(told, false()).label(sign) for sign, told in signs.items()),
    )
    return statement.select_from(found).where(*conditions).subquery()
