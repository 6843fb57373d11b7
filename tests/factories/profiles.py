"""Profiles, what they select, and snapshot versions."""

import datetime as dt

from sqlalchemy import select

from factories.directory import number_of
from factories.rows import fresh_number, stored
from importer.canonical import canonical, digest
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    CallCenter,
    Number,
    NumberOwner,
    Organization,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    Snapshot,
    SnapshotVersion,
    Terminal,
    TerminalTarget,
)
from portal.services import reviews

# A moment of no importance.
NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def make_snapshot_version(organization, name="標準設定", settings=None, **columns):
    """Make the next version of the snapshot called `name`, which is made when it is new."""
    snapshot = db.session.scalar(select(Snapshot).filter_by(organization_id=organization.id, name=name))
    snapshot = snapshot or stored(Snapshot(organization_id=organization.id, name=name, last_number=0))
    snapshot.last_number += 1
    settings = {"phone.auto_answer": True} if settings is None else settings
    columns = {
        "number": snapshot.last_number,
        "settings": canonical(settings).decode(),
        "digest": digest(settings),
        "captured_at": "2026-11-20T09:00:00+09:00",
        "received_at": NOON,
        "source_extension": "1001",
        "source_version": "3.13.7",
        "account_login": "admin",
    } | columns
    return stored(SnapshotVersion(snapshot_id=snapshot.id, **columns))


def make_profile(
    organization,
    name=None,
    *,
    targets=(),
    display_numbers=None,
    contact_points=None,
    cti_numbers=None,
    pinned=None,
    **columns,
):
    """Make an enabled profile, for extensions when its targets are terminals, else for accounts.

    `targets` are accounts or terminals; numbers are digits or rows of Number; `contact_points` are rows of
    CallCenter and BusinessLabel; a list that is None was never saved; `pinned` is a SnapshotVersion.
    """
    columns = {
        "target_type": TargetType.EXTENSION
        if targets and isinstance(targets[0], Terminal)
        else TargetType.ACCOUNT,
        "status": Status.ENABLED,
        "display_list": DisplayList.SWITCHABLE,
        "display_numbers_saved": display_numbers is not None,
        "contact_points_saved": contact_points is not None,
        "cti_numbers_saved": cti_numbers is not None,
        "snapshot_version_id": None if pinned is None else pinned.id,
        "changed_at": NOON,
        "changed_by": "admin",
    } | columns
    if columns["target_type"] == TargetType.EXTENSION:
        columns["display_list"] = DisplayList.NUMBERS_ONLY
    name = name or f"設定{fresh_number()}"
    profile = stored(Profile(organization_id=organization.id, name=name, **columns))
    reviews.begin(profile)
    add_targets(profile, *targets)
    select_numbers(profile, Part.DISPLAY_NUMBERS, *(display_numbers or ()))
    select_numbers(profile, Part.CTI_NUMBERS, *(cti_numbers or ()))
    select_contact_points(profile, *(contact_points or ()))
    return profile


def add_targets(profile, *targets):
    """Let the profile deliver to these accounts or terminals."""
    for target in targets:
        if isinstance(target, Account):
            stored(AccountTarget(account_id=target.id, profile_id=profile.id))
        else:
            stored(TerminalTarget(terminal_id=target.id, profile_id=profile.id))


def select_numbers(profile, part, *numbers):
    """Put these numbers, digits or rows, on a list of the profile."""
    organization = db.session.get_one(Organization, profile.organization_id)
    for number in numbers:
        row = number if isinstance(number, Number) else number_of(organization, number)
        owner = db.session.get_one(NumberOwner, row.owner_id)
        stored(
            SelectedNumber(
                profile_id=profile.id, part=part, number_id=row.id, owner_type=owner.type, kind=row.kind
            )
        )


def select_contact_points(profile, *points):
    """Put these call centres and business labels on the profile's contact point list."""
    for point in points:
        if isinstance(point, CallCenter):
            stored(SelectedCallCenter(profile_id=profile.id, call_center_id=point.id))
        else:
            stored(SelectedBusinessLabel(profile_id=profile.id, business_label_id=point.id))
