"""The job that finds what was newly added and waits, list by list (REC-1).

It reads what was added since the list that was reviewed longest ago, once for all profiles, and writes only
the counts that are others now: its cost grows with what changed (REC-6).
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, literal, select, update

from importer.json_value import JsonValue
from portal.database import follow_indexes
from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.reviews import Arrivals, listable
from portal.domain.webhooks import Event
from portal.domain.words import Kind, OwnerType, Part
from portal.extensions import db
from portal.models import (
    BusinessLabel,
    CallCenter,
    DirectoryReview,
    ListReview,
    Number,
    NumberOwner,
    Organization,
    Profile,
)
from portal.queries.clock import database_now
from portal.queries.reviews import TABLES
from portal.services import webhook_outbox
from portal.services.many_rows import update_rows
from portal.services.upserts import insert_into


def begin_round() -> Sequence[int]:
    """Note that every organisation is looked at now, and return those where something has to be done."""
    changed = (
        select(Organization.id)
        .outerjoin(DirectoryReview, DirectoryReview.organization_id == Organization.id)
        .where(DirectoryReview.directory_revision.is_distinct_from(Organization.directory_revision))
        .order_by(Organization.id)
    )
    waiting = db.session.scalars(changed).all()
    others = DirectoryReview.organization_id.not_in(changed.with_only_columns(Organization.id).order_by(None))
    looked_at = update(DirectoryReview).where(others).values(ran_at=func.current_timestamp(), found=0)
    db.session.execute(looked_at.execution_options(synchronize_session=False))
    return waiting


def review(organization_id: int) -> int | None:
    """Count anew what waits on each list, and return how many items wait that did not before.

    None when another worker is at it, or the organisation is gone; safe to run twice (REC-6).
    """
    if (run := _locked_run(organization_id)) is None:
        return None
    follow_indexes(db.session())
    # First, so that a change which comes now is found by the next run.
    revision = db.session.scalars(
        select(Organization.directory_revision).where(Organization.id == organization_id)
    ).one()
    lists = _lists_of(organization_id)
    arrivals = _arrivals(organization_id, min((each.through for each in lists), default=0))
    seen = _seen_one_by_one(organization_id)
    counts = {each.id: arrivals[each.part].after(each.through) - seen.get(each.id, 0) for each in lists}
    changed = [each for each in lists if each.waiting != counts[each.id]]
    update_rows(ListReview, [{"id": each.id, "waiting": counts[each.id]} for each in changed])
    run.found = sum(max(0, counts[each.id] - each.waiting) for each in lists)
    run.ran_at, run.directory_revision = database_now(), revision
    db.session.flush()
    if run.found:
        waiting = sum(count > 0 for count in counts.values())
        news: dict[str, JsonValue] = {"found": run.found, "lists": waiting}
        webhook_outbox.tell(organization_id, Event.NUMBERS_WAITING, lambda: news)
    db.session.expire_all()
    return run.found


def _locked_run(organization_id: int) -> DirectoryReview | None:
    names = ["organization_id", "ran_at", "directory_revision", "found"]
    first = select(Organization.id, func.current_timestamp(), literal(""), literal(0)).where(
        Organization.id == organization_id
    )
    db.session.execute(insert_into(DirectoryReview).from_select(names, first).on_conflict_do_nothing())
    return db.session.scalar(
        select(DirectoryReview)
        .where(DirectoryReview.organization_id == organization_id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _lists_of(organization_id: int) -> Sequence[ListReview]:
    """Return the lists, which nobody reviews until this is done."""
    statement = (
        select(ListReview)
        .join(Profile, Profile.id == ListReview.profile_id)
        .where(Profile.organization_id == organization_id)
        .order_by(ListReview.id)
        .with_for_update(of=ListReview)
    )
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()


def _arrivals(organization_id: int, oldest: int) -> Mapping[Part, Arrivals]:
    numbers = (
        select(Number.arrival, NumberOwner.type, Number.kind, func.count())
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .where(Number.organization_id == organization_id, Number.arrival > oldest)
        .group_by(Number.arrival, NumberOwner.type, Number.kind)
    )
    added: dict[tuple[int, OwnerType, Kind], int] = {
        (arrival, owner_type, kind): count for arrival, owner_type, kind, count in db.session.execute(numbers)
    }
    return {
        Part.DISPLAY_NUMBERS: listable(NUMBER_LIST, added),
        Part.CTI_NUMBERS: listable(CTI_LIST, added),
        Part.CONTACT_POINTS: Arrivals(_contact_points(organization_id, oldest)),
    }


def _contact_points(organization_id: int, oldest: int) -> dict[int, int]:
    added: dict[int, int] = {}
    for table in (CallCenter, BusinessLabel):
        rows = (
            select(table.arrival, func.count())
            .where(
                table.organization_id == organization_id,
                table.arrival > oldest,
                table.caller_number.is_not(None),
            )
            .group_by(table.arrival)
        )
        for arrival, count in db.session.execute(rows):
            added[arrival] = added.get(arrival, 0) + count
    return added


def _seen_one_by_one(organization_id: int) -> dict[int, int]:
    """Return by list how much was seen of what came since it was reviewed whole."""
    seen: dict[int, int] = {}
    for table in TABLES.values():
        rows = (
            select(table.reviewed.list_review_id, func.count())
            .join(table.item, table.item.id == table.reviewed_id)
            .where(
                table.item.organization_id == organization_id,
                table.item.arrival == table.reviewed.arrival,
                table.offered(),
            )
            .group_by(table.reviewed.list_review_id)
        )
        for list_id, count in db.session.execute(rows):
            seen[list_id] = seen.get(list_id, 0) + count
    return seen
