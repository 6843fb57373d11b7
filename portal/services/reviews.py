"""Newly added numbers and contact points: which lists have seen them (REC-3); no selection changes here."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, insert, literal, select

from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import ListReview, Number, NumberOwner, Organization, Profile
from portal.queries.among import among
from portal.queries.listing import AnySelect
from portal.queries.numbers import listable
from portal.queries.reviews import NUMBERS, PARTS, TABLES, ReviewTable
from portal.services.upserts import insert_into


def begin(profile: Profile) -> None:
    """Count everything that is there as reviewed by a new profile."""
    through = select(Organization.arrivals).where(Organization.id == profile.organization_id)
    for part in PARTS:
        # A profile for extensions has no contact points (CPT-1).
        if part is not Part.CONTACT_POINTS or profile.target_type is TargetType.ACCOUNT:
            row = ListReview(profile_id=profile.id, part=part, through=through.scalar_subquery(), waiting=0)
            db.session.add(row)
    db.session.flush()


def follow(profile: Profile, original: Profile) -> None:
    """Let what waits on the original wait on its copy too (PRF-7)."""
    lists = {review.part: review for review in _lists_of(original)}
    for review in _lists_of(profile):
        if before := lists.get(review.part):
            review.through, review.waiting = before.through, before.waiting
            for table in TABLES.values():
                _copy_rows(table, before.id, review.id)
    db.session.flush()


def review(profile: Profile, part: Part, ids: Mapping[str, Collection[int]]) -> None:
    """Note that somebody saw these items of the list, by list name; the others wait on."""
    if not any(ids.values()) or (found := _locked(profile, part)) is None:
        return
    for name, statement in waiting(profile, part).items():
        table = TABLES[name]
        rows = statement.where(among(table.item.id, ids.get(name, ()))).add_columns(literal(found.id))
        names = [table.reviewed_id.key, "arrival", "list_review_id"]
        into = insert_into(table.reviewed).from_select(names, rows)
        # A contact point that is new once more was seen in its earlier arrival.
        again = into.on_conflict_do_update(
            index_elements=["list_review_id", table.reviewed_id.key], set_={"arrival": into.excluded.arrival}
        )
        db.session.execute(again)
    _count(profile, found)


def review_through(profile: Profile, part: Part, arrival: int) -> None:
    """Note that somebody saw all that came with the change `arrival` and before; later ones wait on."""
    if (found := _locked(profile, part)) is None:
        return
    latest = db.session.scalars(
        select(Organization.arrivals).where(Organization.id == profile.organization_id)
    ).one()
    found.through = max(found.through, min(arrival, latest))
    for table in TABLES.values():
        gone = delete(table.reviewed).where(
            table.reviewed.list_review_id == found.id, table.reviewed.arrival <= found.through
        )
        db.session.execute(gone.execution_options(synchronize_session=False))
    _count(profile, found)


def waiting(profile: Profile, part: Part) -> dict[str, AnySelect]:
    """Return by list name the statement that finds what waits on the list: its id and arrival."""
    names = [name for name in TABLES if bool(name) is (part is Part.CONTACT_POINTS)]
    return {name: _waiting(profile, part, TABLES[name]) for name in names}


def _waiting(profile: Profile, part: Part, table: ReviewTable) -> AnySelect:
    found = select(table.item.id, table.item.arrival).where(
        table.item.organization_id == profile.organization_id, table.waits(profile.id, part)
    )
    if table is NUMBERS:
        return found.join(NumberOwner, Number.owner_id == NumberOwner.id).where(listable(part))
    return found


def _count(profile: Profile, found: ListReview) -> None:
    db.session.flush()
    counts = (
        db.session.scalar(select(func.count()).select_from(ids.subquery()))
        for ids in waiting(profile, found.part).values()
    )
    found.waiting = sum(count or 0 for count in counts)
    db.session.flush()


def _locked(profile: Profile, part: Part) -> ListReview | None:
    return db.session.scalar(
        select(ListReview)
        .where(ListReview.profile_id == profile.id, ListReview.part == part)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _lists_of(profile: Profile) -> list[ListReview]:
    lists = select(ListReview).where(ListReview.profile_id == profile.id)
    return [*db.session.scalars(lists)]


def _copy_rows(table: ReviewTable, from_id: int, to_id: int) -> None:
    rows = select(literal(to_id), table.reviewed_id, table.reviewed.arrival).where(
        table.reviewed.list_review_id == from_id
    )
    names = ["list_review_id", table.reviewed_id.key, "arrival"]
    db.session.execute(insert(table.reviewed).from_select(names, rows))
