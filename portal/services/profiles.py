"""Profiles: made, edited, switched on and off, copied and deleted."""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from sqlalchemy import delete as delete_from
from sqlalchemy import insert as insert_into
from sqlalchemy import literal, select

from portal.domain.audit import Action
from portal.domain.text import NAME_LENGTH
from portal.domain.words import Status, TargetType
from portal.extensions import db
from portal.models import (
    Organization,
    Profile,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
)
from portal.queries.clock import database_now
from portal.services import reviews
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.profile_details import Details, columns_of, faults_of, plan_faults
from portal.services.profile_history import deletion_of, record_deleted, record_made
from portal.services.revisions import WHO_LENGTH, all_or_nothing, conflict_over, saving

# "営業部 (2)" is copied as "営業部 (3)", not as "営業部 (2) (2)".
_COPY = re.compile(r"(?P<stem>.*\S) \([0-9]{1,4}\)", re.DOTALL)


def create(organization: Organization, details: Details, *, target_type: TargetType, who: str) -> Profile:
    """Make a profile, always disabled (PRF-4). Raises NotAcceptable, or Taken for its name."""
    faults = [*plan_faults(organization.plan, target_type), *faults_of(details, target_type)]
    if faults:
        raise NotAcceptable(tuple(faults))
    profile = insert(organization.id, columns_of(details, target_type), target_type=target_type, who=who)
    record_made(profile, Action.PROFILE_CREATED, who=who)
    return profile


def edit(
    profile: Profile, details: Details, *, status: Status | None = None, seen_revision: str, who: str
) -> None:
    """Save the first tab; a display list or status that is not given stays.

    Raises NotAcceptable, Taken for its name, EditConflict.
    """
    if faults := faults_of(details, profile.target_type):
        raise NotAcceptable(tuple(faults))
    columns = columns_of(details, profile.target_type)
    if details.display_list is None:
        columns["display_list"] = profile.display_list
    if status is not None:
        columns["status"] = status
    explain = name_taken(profile.organization_id, str(columns["name"]), but=profile.id)
    with saving(profile, (), columns, seen_revision=seen_revision, who=who, explain=explain):
        pass


def set_status(profile: Profile, status: Status, *, seen_revision: str, who: str) -> None:
    """Enable or disable the profile (STA-1). Raises EditConflict."""
    with saving(profile, (), {"status": status}, seen_revision=seen_revision, who=who):
        pass


def delete(profile: Profile, *, seen_revision: str) -> None:
    """Delete the profile with all that it selects; its targets are released. Raises EditConflict."""
    change = deletion_of(profile)
    deleted = (
        delete_from(Profile)
        .where(Profile.id == profile.id, Profile.revision == seen_revision)
        .returning(Profile.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(deleted) is None:
        raise conflict_over(profile.id)
    record_deleted(profile, change, seen_revision=seen_revision)
    db.session.expunge(profile)


def duplicate(profile: Profile, *, who: str) -> Profile:
    """Copy all but the targets and the status (PRF-7), under the first name that is free.

    Raises EditConflict when the profile is gone.
    """
    # Nobody saves the original meanwhile, so the copy is one state of it.
    locked = select(Profile).where(Profile.id == profile.id).with_for_update(key_share=True)
    original = db.session.scalar(locked.execution_options(populate_existing=True))
    if original is None:
        raise EditConflict
    copied = (
        "memo",
        "display_list",
        "display_numbers_saved",
        "contact_points_saved",
        "cti_numbers_saved",
        "snapshot_version_id",
    )
    columns: dict[str, object] = {name: getattr(original, name) for name in copied}
    copy = _under_a_free_name(
        original,
        lambda name: insert(
            original.organization_id, {**columns, "name": name}, target_type=original.target_type, who=who
        ),
    )
    for table in (SelectedNumber, SelectedCallCenter, SelectedBusinessLabel):
        _copy_rows(table, original.id, copy.id)
    reviews.follow(copy, original)
    record_made(copy, Action.PROFILE_DUPLICATED, {"of": original.name}, who=who)
    return copy


def insert(organization_id: int, columns: dict[str, object], *, target_type: TargetType, who: str) -> Profile:
    """Insert a profile with acceptable columns, disabled unless they say otherwise, or raise Taken."""
    profile = Profile(
        organization_id=organization_id,
        target_type=target_type,
        changed_at=database_now(),
        changed_by=who[:WHO_LENGTH],
        **({"status": Status.DISABLED} | columns),
    )
    with all_or_nothing(name_taken(organization_id, str(columns["name"]))):
        db.session.add(profile)
        db.session.flush()
    reviews.begin(profile)
    return profile


def name_taken(organization_id: int, name: str, *, but: int | None = None) -> Callable[[], Taken | None]:
    """Return the question whether another profile than `but` has the name."""
    others = Profile.id != but if but is not None else Profile.id.is_not(None)
    by_name = select(Profile.name).where(
        Profile.organization_id == organization_id, Profile.name == name, others
    )

    def explain() -> Taken | None:
        holder = db.session.scalar(by_name)
        return None if holder is None else Taken("name", (name,), holder)

    return explain


def _under_a_free_name(original: Profile, insert_as: Callable[[str], Profile]) -> Profile:
    mine = Profile.organization_id == original.organization_id
    names = set(db.session.scalars(select(Profile.name).where(mine)))
    for number in count(2):
        name = copy_name(original.name, number)
        if name not in names:
            # Somebody may give this name meanwhile; then the next is tried.
            with suppress(Taken):
                return insert_as(name)
    raise AssertionError("numbers do not end")


def copy_name(name: str, number: int) -> str:
    """Return what the copy is called: the name, cut so that all fits, and the number in brackets."""
    again = _COPY.fullmatch(name)
    suffix = f" ({number})"
    return (again["stem"] if again else name)[: NAME_LENGTH - len(suffix)].rstrip() + suffix


def _copy_rows(
    table: type[SelectedNumber | SelectedCallCenter | SelectedBusinessLabel], source: int, copy: int
) -> None:
    columns = [column for column in table.__table__.columns if column.key != "profile_id"]
    rows = select(literal(copy), *columns).where(table.profile_id == source)
    db.session.execute(
        insert_into(table).from_select(["profile_id", *(column.key for column in columns)], rows)
    )
