"""Ticks that are not saved yet, kept by account, profile and tab (TGT-3).

Each function locks the draft first, so that posts of the same draft come one after the other.
"""

from collections.abc import Collection, Mapping
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    SQLColumnExpression,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from portal.domain.selection import Change, Ticked, change
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Draft
from portal.models.columns import new_revision
from portal.queries.among import among
from portal.queries.drafts import DraftTable
from portal.queries.listing import AnySelect
from portal.queries.reviews import PARTS as REVIEWED_PARTS
from portal.services import reviews
from portal.services.drafts_tab import Tab
from portal.services.lists import ProfileList
from portal.services.many_rows import insert_rows, tell_planner
from portal.services.upserts import insert_into

# A draft may end between being found and being locked; more often than this nobody is so fast.
_ATTEMPTS = 5


def tick(
    tab: Tab,
    ticks: Mapping[str, Ticked],
    *,
    seen_revision: str,
    shown: Mapping[str, Collection[int]] | None = None,
) -> bool:
    """Note by list which items shall be selected; False when one of them nobody can select.

    What is said of them a second time changes nothing. A new draft begins with `seen_revision` (PRF-9).
    A draft that changes something notes what is newly added of what was `shown` as seen (REC-3).
    """
    if not any(ticked.shown or ticked.chosen for ticked in ticks.values()):
        if (draft := tab.locked()) is not None:
            _note_seen(tab, draft.id, shown or {})
        return True
    draft_id = _begin(tab, seen_revision)
    known = [_tick(draft_id, *tab.lists[name], ticked) for name, ticked in ticks.items()]
    _note_seen(tab, draft_id, shown or {})
    _end_if_empty(tab, draft_id)
    return all(known)


def tick_all(tab: Tab, matching: Mapping[str, AnySelect], *, chosen: bool, seen_revision: str) -> None:
    """Note that all these shall be selected, or none of them: by list what `id` and `selected` say.

    The ids stay in the database, however many they are.
    """
    draft_id = _begin(tab, seen_revision)
    for name, statement in matching.items():
        table, found = tab.lists[name][0], statement.subquery().c
        ids = select(found.id)
        _forget(table, draft_id, table.item_id.in_(ids), table.change.chosen.is_not(None))
        _insert(table, draft_id, ids.where(found.selected.is_not(chosen)), chosen=chosen)
    _end_if_empty(tab, draft_id)


def take_back(tab: Tab, ids: Mapping[str, frozenset[int]]) -> None:
    """Leave these items, by list, as they are saved."""
    if (draft := tab.locked()) is None:
        return
    for name, (table, _items) in tab.lists.items():
        _forget(table, draft.id, among(table.item_id, ids.get(name, ())))
    _end_if_empty(tab, draft.id)


def take_back_unavailable(tab: Tab) -> None:
    """Leave out what cannot be selected any more: others have it, or it does not qualify (TGT-2)."""
    if (draft := tab.locked()) is None:
        return
    for table, items in tab.lists.values():
        offered_id = items.offered.selected_columns[0]
        gone = ~items.offered.where(offered_id == table.item_id).correlate(table.change).exists()
        if tab.part is Part.TARGETS:
            others = table.saved.profile_id != tab.profile.id
            gone = or_(gone, exists().where(table.saved_id == table.item_id, others))
        _forget(table, draft.id, table.change.chosen.is_(True), gone)
    _end_if_empty(tab, draft.id)


def go_on_from(tab: Tab, revision: str) -> None:
    """Let the draft go on from what is saved as `revision`, which the person has seen now (PRF-9)."""
    if (draft := tab.locked()) is not None:
        draft.seen_revision = revision
        db.session.flush()


def drop(tab: Tab) -> None:
    """Give up all that is not saved."""
    if (draft := tab.locked()) is not None:
        db.session.delete(draft)
        db.session.flush()


def _begin(tab: Tab, seen_revision: str) -> int:
    """Return the id of the locked draft, made when there is none."""
    made = insert_into(Draft).values(
        account_id=tab.account_id,
        profile_id=tab.profile.id,
        part=tab.part,
        seen_revision=seen_revision,
    )
    for _attempt in range(_ATTEMPTS):
        db.session.execute(made.on_conflict_do_nothing())
        if (draft := tab.locked()) is not None:
            return draft.id
    raise RuntimeError("the draft ended again and again")


def _tick(draft_id: int, table: DraftTable, items: ProfileList, ticked: Ticked) -> bool:
    shown = ticked.shown | ticked.chosen
    made: Change = change(items.ids_among(shown), ticked)
    _forget(table, draft_id, among(table.item_id, shown))
    row = {"draft_id": draft_id, "chosen": False}
    insert_rows(table.change, [row | {table.item_id.key: item_id} for item_id in sorted(made.removed)])
    return _insert(table, draft_id, items.offered_among(made.added), chosen=True) == len(made.added)


def _note_seen(tab: Tab, draft_id: int, shown: Mapping[str, Collection[int]]) -> None:
    """Note what is newly added of what is shown, that the save counts as its review (REC-3)."""
    if tab.part not in REVIEWED_PARTS or not any(shown.values()):
        return
    for name, waiting in reviews.waiting(tab.profile, tab.part).items():
        table = tab.lists[name][0]
        item_id = waiting.selected_columns[0]
        ids = waiting.with_only_columns(item_id).where(among(item_id, shown.get(name, ())))
        rows = ids.add_columns(literal(draft_id), null())
        names = [table.item_id.key, "draft_id", "chosen"]
        db.session.execute(insert_into(table.change).from_select(names, rows).on_conflict_do_nothing())


def _insert(table: DraftTable, draft_id: int, ids: AnySelect, *, chosen: bool) -> int:
    """Insert a row for each of the ids, and return how many there were."""
    names = [table.item_id.key, "draft_id", "chosen"]
    rows = ids.add_columns(literal(draft_id), literal(chosen))
    # What was only seen so far is ticked now.
    into = (
        insert_into(table.change)
        .from_select(names, rows)
        .on_conflict_do_update(index_elements=["draft_id", table.item_id.key], set_={"chosen": chosen})
        .execution_options(preserve_rowcount=True)
    )
    added = cast("CursorResult[*tuple[Any, ...]]", db.session.execute(into)).rowcount
    tell_planner(table.change, added)
    return added


def _forget(table: DraftTable, draft_id: int, *which: SQLColumnExpression[bool]) -> None:
    gone = delete(table.change).where(table.change.draft_id == draft_id, *which)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _end_if_empty(tab: Tab, draft_id: int) -> None:
    """Note the time of the change; a draft without one is none."""
    left = or_(
        *(
            exists().where(table.change.draft_id == draft_id, table.change.chosen.is_not(None))
            for table, _items in tab.lists.values()
        )
    )
    still = (
        update(Draft)
        .where(Draft.id == draft_id, left)
        .values(changed_at=func.current_timestamp(), revision=new_revision())
    ).returning(Draft.id)
    if db.session.scalar(still.execution_options(synchronize_session=False)) is None:
        db.session.execute(delete(Draft).where(Draft.id == draft_id))
