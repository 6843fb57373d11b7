"""One newly added number, on the lists of many profiles at once (REC-4)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, literal, select, update

from portal.domain.audit import Action, Subject
from portal.domain.difference import Difference, ListChange, written
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Account, ListReview, Number, NumberOwner, Profile, ReviewedNumber, SelectedNumber
from portal.models.columns import new_revision
from portal.queries.among import among
from portal.queries.newly_added import PARTS, waiting_lists
from portal.services import drafts_saving, history
from portal.services.history import About
from portal.services.revisions import WHO_LENGTH
from portal.services.selections import SAVED_FLAG
from portal.services.upserts import insert_into


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A list on which the number waits; of its profile the id, and revision and flag before the change."""

    list_id: int
    part: Part
    profile_id: int
    revision: str
    saved: bool


def add(account: Account, number_id: int, list_ids: Collection[int], parts: tuple[Part, ...] = PARTS) -> int:
    """Put the number on these lists; return of how many profiles.

    Each of them is one change of its profile, in a few statements for all; drafts of the account go on from
    it. A list on which the number does not wait any more, or that is another organisation's, stays as it is.
    """
    found = _locked(account.organization_id, number_id, list_ids, parts)
    profiles = _by_profile(found)
    if profiles:
        for part in parts:
            _select(number_id, part, [each.profile_id for each in found if each.part is part])
        _advance(profiles, account)
        _see(number_id, found)
        _record(number_id, profiles, account.login)
    return len(profiles)


def dismiss(
    organization_id: int, number_id: int, list_ids: Collection[int], parts: tuple[Part, ...] = PARTS
) -> int:
    """Note that somebody saw the number on these lists; return on how many it waits no more."""
    found = _locked(organization_id, number_id, list_ids, parts)
    _see(number_id, found)
    return len(found)


def _locked(
    organization_id: int, number_id: int, list_ids: Collection[int], parts: tuple[Part, ...]
) -> Sequence[_Waiting]:
    """Return the lists on which the number waits; nobody saves their profiles until this is done."""
    waiting = waiting_lists(number_id, parts).where(
        Number.organization_id == organization_id, among(ListReview.id, list_ids)
    )
    columns = [Profile.id, Profile.revision, *(getattr(Profile, flag) for flag in SAVED_FLAG.values())]
    profiles = (
        select(*columns)
        .where(Profile.id.in_(waiting.with_only_columns(Profile.id)))
        .order_by(Profile.id)
        .with_for_update(key_share=True)
    )
    by_id = {row.id: row for row in db.session.execute(profiles)}
    # Whoever had them before may have seen the number meanwhile.
    rows = db.session.execute(waiting.order_by(ListReview.id).with_for_update(of=ListReview)).all()
    return [
        _Waiting(row[0], row[1], row[2], by_id[row[2]].revision, getattr(by_id[row[2]], SAVED_FLAG[row[1]]))
        for row in rows
        if row[2] in by_id
    ]


def _by_profile(found: Iterable[_Waiting]) -> Mapping[int, list[_Waiting]]:
    profiles: dict[int, list[_Waiting]] = defaultdict(list)
    for each in found:
        profiles[each.profile_id].append(each)
    return profiles


def _select(number_id: int, part: Part, profile_ids: Collection[int]) -> None:
    rows = (
        select(Profile.id, Number.id, NumberOwner.type, Number.kind, literal(part, SelectedNumber.part.type))
        .join(Number, Number.organization_id == Profile.organization_id)
        .join(NumberOwner, Number.owner_id == NumberOwner.id)
        .where(among(Profile.id, profile_ids), Number.id == number_id)
    )
    names = ["profile_id", "number_id", "owner_type", "kind", "part"]
    db.session.execute(insert_into(SelectedNumber).from_select(names, rows).on_conflict_do_nothing())
    db.session.execute(
        update(Profile)
        .where(among(Profile.id, profile_ids))
        .values({SAVED_FLAG[part]: True})
        .execution_options(synchronize_session=False)
    )


def _advance(profiles: Mapping[int, list[_Waiting]], account: Account) -> None:
    revision = new_revision()
    drafts_saving.follow_all(profiles, account_id=account.id, revision=revision)
    db.session.execute(
        update(Profile)
        .where(among(Profile.id, profiles))
        .values(revision=revision, changed_at=func.current_timestamp(), changed_by=account.login[:WHO_LENGTH])
        .execution_options(synchronize_session=False)
    )


def _see(number_id: int, found: Iterable[_Waiting]) -> None:
    ids = [each.list_id for each in found]
    rows = (
        select(ListReview.id, Number.id, Number.arrival)
        .join(Number, Number.id == number_id)
        .where(among(ListReview.id, ids))
    )
    names = ["list_review_id", "number_id", "arrival"]
    db.session.execute(insert(ReviewedNumber).from_select(names, rows))
    one_less = {"waiting": ListReview.waiting - 1}
    db.session.execute(
        update(ListReview)
        .where(among(ListReview.id, ids), ListReview.waiting > 0)
        .values(one_less)
        .execution_options(synchronize_session=False)
    )


def _record(number_id: int, profiles: Mapping[int, list[_Waiting]], who: str) -> None:
    db.session.expire_all()
    number = db.session.scalars(select(Number.number).where(Number.id == number_id)).one()
    rows = select(Profile.id, Profile.organization_id, Profile.name, Profile.revision).where(
        among(Profile.id, profiles)
    )
    for profile_id, organization_id, name, revision in db.session.execute(rows):
        lists = profiles[profile_id]
        change = Difference(
            {SAVED_FLAG[each.part]: (False, True) for each in lists if not each.saved},
            {each.part.value: ListChange(frozenset([number])) for each in lists},
        )
        about = About(Subject.PROFILE, name, profile_id, profile_id, lists[0].revision, revision)
        history.record(organization_id, Action.PROFILE_CHANGED, about, written(change), who=who)
