"""A draft becomes what is saved: one change of the profile, whole or not at all (TRU-20)."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, select, update

from portal.domain.selection import Ticked
from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import Draft, Profile
from portal.queries.among import among
from portal.queries.drafts import DraftTable
from portal.queries.reviews import PARTS as REVIEWED_PARTS
from portal.services import reviews, selections, targets
from portal.services.drafts_tab import Tab


def save(
    tab: Tab, *, seen_revision: str, who: str, shown: Mapping[str, Collection[int]] | None = None
) -> None:
    """Save what the account's draft of the tab changes, and end the draft.

    What is newly added of what was `shown`, by list, and of what the draft saw counts as reviewed (REC-3).
    Without a draft the list is saved as it is, on top of `seen_revision`: zero ticks saved is "set and
    empty" (TRU-20). Raises as the saving of the tab does; then the draft stays.
    """
    draft = tab.locked()
    seen = seen_revision if draft is None else draft.seen_revision
    _save(tab.profile, tab.part, _changes_of(draft, tab.tables), seen, who)
    if tab.part in REVIEWED_PARTS:
        reviews.review(tab.profile, tab.part, _seen(tab, draft, shown or {}))
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()
    follow(tab.profile, account_id=tab.account_id, seen_revision=seen)


def _seen(
    tab: Tab, draft: Draft | None, shown: Mapping[str, Collection[int]]
) -> Mapping[str, Collection[int]]:
    # What the draft changes the save reviews by itself.
    if draft is None:
        return shown
    seen: dict[str, Collection[int]] = {}
    for name, table in tab.tables.items():
        noted = select(table.item_id).where(table.change.draft_id == draft.id, table.change.chosen.is_(None))
        seen[name] = {*shown.get(name, ()), *db.session.scalars(noted)}
    return seen


def follow(profile: Profile, *, account_id: int, seen_revision: str) -> None:
    """Let the account's other drafts go on from what it saved itself, on top of `seen_revision`.

    What a colleague saved before that they have not seen, and it stays so.
    """
    mine = (Draft.profile_id == profile.id, Draft.seen_revision == seen_revision)
    _go_on(account_id, *mine, revision=profile.revision)


def follow_all(profile_ids: Collection[int], *, account_id: int, revision: str) -> None:
    """Let the account's drafts of these profiles go on from the `revision` that they are about to get."""
    now = select(Profile.revision).where(Profile.id == Draft.profile_id).correlate(Draft).scalar_subquery()
    _go_on(account_id, among(Draft.profile_id, profile_ids), Draft.seen_revision == now, revision=revision)


def _go_on(account_id: int, *which: ColumnElement[bool], revision: str) -> None:
    # One that the same person saves just now waits for this save: it is told of it, instead of a deadlock.
    mine = select(Draft.id).where(Draft.account_id == account_id, *which)
    free = mine.with_for_update(skip_locked=True).cte()
    db.session.execute(
        update(Draft)
        .where(Draft.id.in_(select(free.c.id)))
        .values(seen_revision=revision)
        .execution_options(synchronize_session=False)
    )


def _save(profile: Profile, part: Part, ticks: Mapping[str, Ticked], seen: str, who: str) -> None:
    match part:
        case Part.TARGETS:
            targets.save_targets(profile, ticks[""], seen_revision=seen, who=who)
        case Part.CONTACT_POINTS:
            centers, labels = ticks[ContactPointType.CALL_CENTER], ticks[ContactPointType.BUSINESS_LABEL]
            selections.save_contact_points(profile, centers, labels, seen_revision=seen, who=who)
        case _:
            selections.save_numbers(profile, part, ticks[""], seen_revision=seen, who=who)


def _changes_of(draft: Draft | None, tables: Mapping[str, DraftTable]) -> dict[str, Ticked]:
    """Return what the draft changes, by list, as ticks of exactly the changed items."""
    return {name: _changes_in(draft, table) for name, table in tables.items()}


def _changes_in(draft: Draft | None, table: DraftTable) -> Ticked:
    if draft is None:
        return Ticked(frozenset(), frozenset())
    rows = db.session.execute(
        table.rows(table.item_id, table.change.chosen).where(Draft.id == draft.id, table.changes_something())
    ).all()
    return Ticked(
        frozenset(item_id for item_id, _ in rows), frozenset(item_id for item_id, chosen in rows if chosen)
    )
