"""One row for one question: terminal, organisation, account, and the profiles that target them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from portal.domain.words import OwnerType
from portal.models import (
    Account,
    AccountTarget,
    AgentSession,
    DeviceToken,
    NumberOwner,
    Organization,
    Profile,
    Snapshot,
    SnapshotVersion,
    TerminalTarget,
)
from portal.queries.credentials import SESSION_RUNS

_account_profile, _terminal_profile = aliased(Profile), aliased(Profile)
_account_version, _terminal_version = aliased(SnapshotVersion), aliased(SnapshotVersion)
_account_snapshot, _terminal_snapshot = aliased(Snapshot), aliased(Snapshot)


def _profile_columns(
    prefix: str,
    profile: type[Profile],
    snapshot: type[Snapshot],
    target: type[AccountTarget | TerminalTarget],
) -> tuple[ColumnElement[Any], ...]:
    columns = (
        profile.id,
        profile.name,
        profile.status,
        profile.target_type,
        profile.display_list,
        profile.revision,
        profile.snapshot_version_id,
    )
    named = tuple(column.label(f"{prefix}_{column.key}") for column in columns)
    return (
        *named,
        snapshot.name.label(f"{prefix}_snapshot_name"),
        target.redelivery.label(f"{prefix}_redelivery"),
    )


_COLUMNS = (
    Organization.id.label("organization_id"),
    Organization.directory_revision,
    Organization.server_version,
    Organization.options,
    Organization.show_all_ring_group_numbers,
    Organization.show_call_center_numbers,
    NumberOwner.id.label("terminal_id"),
    NumberOwner.extension,
    NumberOwner.terminal_type,
    Account.id.label("account_id"),
    Account.login,
    Account.agent_enabled,
    *_profile_columns("account_profile", _account_profile, _account_snapshot, AccountTarget),
    *_profile_columns("terminal_profile", _terminal_profile, _terminal_snapshot, TerminalTarget),
)


def _with_profiles(statement: Select[Any]) -> Select[Any]:
    """Join to terminal and account what targets them; each is in at most one profile (TGT-2)."""
    return (
        statement.outerjoin(TerminalTarget, TerminalTarget.terminal_id == NumberOwner.id)
        .outerjoin(_terminal_profile, _terminal_profile.id == TerminalTarget.profile_id)
        .outerjoin(_terminal_version, _terminal_version.id == _terminal_profile.snapshot_version_id)
        .outerjoin(_terminal_snapshot, _terminal_snapshot.id == _terminal_version.snapshot_id)
        .outerjoin(AccountTarget, AccountTarget.account_id == Account.id)
        .outerjoin(_account_profile, _account_profile.id == AccountTarget.profile_id)
        .outerjoin(_account_version, _account_version.id == _account_profile.snapshot_version_id)
        .outerjoin(_account_snapshot, _account_snapshot.id == _account_version.snapshot_id)
    )


BY_TOKENS = _with_profiles(
    select(*_COLUMNS)
    .select_from(DeviceToken)
    .join(NumberOwner, NumberOwner.id == DeviceToken.terminal_id)
    .join(Organization, Organization.id == NumberOwner.organization_id)
    .outerjoin(AgentSession, SESSION_RUNS)
    .outerjoin(
        Account,
        and_(Account.id == AgentSession.account_id, Account.organization_id == Organization.id),
    )
).where(DeviceToken.digest == bindparam("device"))

BY_NAMES = _with_profiles(
    select(*_COLUMNS)
    .select_from(NumberOwner)
    .join(Organization, Organization.id == NumberOwner.organization_id)
    .outerjoin(Account, and_(Account.organization_id == Organization.id, Account.login == bindparam("login")))
).where(
    NumberOwner.organization_id == bindparam("organization"),
    NumberOwner.extension == bindparam("extension"),
    NumberOwner.type == OwnerType.TERMINAL,
)
