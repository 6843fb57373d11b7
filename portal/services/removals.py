"""What profiles had selected when the directory lost it (REC-5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeAlias

from sqlalchemy import ColumnElement, Row, Select, func, insert, literal, select, union, update

from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    BusinessLabel,
    Number,
    NumberOwner,
    Profile,
    RemovedItem,
    SelectedBusinessLabel,
    SelectedCallCenter,
    SelectedNumber,
    TerminalTarget,
)
from portal.models.columns import new_revision
from portal.queries.among import among
from portal.services.profile_history import record_lost

# Profile id, part, and what it loses there.
Lost: TypeAlias = Select[int, Part, str]


def note_removals(  # noqa: PLR0913  one argument a kind of thing that profiles select
    *,
    number_ids: Collection[int] = (),
    account_ids: Collection[int] = (),
    terminal_ids: Collection[int] = (),
    call_center_ids: Collection[int] = (),
    business_label_ids: Collection[int] = (),
    who: str = "directory",
) -> None:
    """Note on every profile what it is about to lose, and give those profiles a new revision.

    Call it before the rows are deleted, in the same transaction; until that ends, nobody saves a profile of
    the organisation. Numbers that go with a terminal or a call centre need not be named, those of other
    owners must be.
    """
    owner_ids = {*terminal_ids, *call_center_ids}
    if not (number_ids or account_ids or owner_ids or business_label_ids):
        return
    _lock_profiles_of(
        select(Number.organization_id).where(among(Number.id, number_ids)),
        select(Account.organization_id).where(among(Account.id, account_ids)),
        select(NumberOwner.organization_id).where(among(NumberOwner.id, owner_ids)),
        select(BusinessLabel.organization_id).where(among(BusinessLabel.id, business_label_ids)),
    )
    of_owners = db.session.scalars(select(Number.id).where(among(Number.owner_id, owner_ids)))
    lost = (
        ("", _numbers({*number_ids, *of_owners})),
        ("", _accounts(account_ids)),
        ("", _terminals(owner_ids)),
        (f"{ContactPointType.CALL_CENTER}:", _call_centers(owner_ids)),
        (f"{ContactPointType.BUSINESS_LABEL}:", _business_labels(business_label_ids)),
    )
    # One statement a kind: in a union of them the database guesses badly how many rows each finds.
    gone: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, rows in lost:
        for profile_id, part, item in _note(rows):
            gone[profile_id][part.value].add(f"{kind}{item}")
    _change(gone, who)
    record_lost(gone, who=who)


def _numbers(ids: Collection[int]) -> Lost:
    return (
        select(SelectedNumber.profile_id, SelectedNumber.part, Number.number)
        .join(Number, Number.id == SelectedNumber.number_id)
        .where(among(SelectedNumber.number_id, ids))
    )


def _accounts(ids: Collection[int]) -> Lost:
    return (
        select(AccountTarget.profile_id, _word(Part.TARGETS), Account.login)
        .join(Account, Account.id == AccountTarget.account_id)
        .where(among(AccountTarget.account_id, ids))
    )


def _terminals(ids: Collection[int]) -> Lost:
    return (
        select(TerminalTarget.profile_id, _word(Part.TARGETS), NumberOwner.extension)
        .join(NumberOwner, NumberOwner.id == TerminalTarget.terminal_id)
        .where(among(TerminalTarget.terminal_id, ids))
    )


def _call_centers(ids: Collection[int]) -> Lost:
    return (
        select(SelectedCallCenter.profile_id, _word(Part.CONTACT_POINTS), NumberOwner.extension)
        .join(NumberOwner, NumberOwner.id == SelectedCallCenter.call_center_id)
        .where(among(SelectedCallCenter.call_center_id, ids))
    )


def _business_labels(ids: Collection[int]) -> Lost:
    return (
        select(SelectedBusinessLabel.profile_id, _word(Part.CONTACT_POINTS), BusinessLabel.code)
        .join(BusinessLabel, BusinessLabel.id == SelectedBusinessLabel.business_label_id)
        .where(among(SelectedBusinessLabel.business_label_id, ids))
    )


def _word(part: Part) -> ColumnElement[Part]:
    return literal(part, RemovedItem.part.type)


def _lock_profiles_of(*organization_ids: Select[int]) -> None:
    # A save that is under way ends first, so that nothing that it selects is lost unnoted.
    db.session.execute(
        select(Profile.id)
        .where(Profile.organization_id.in_(union(*organization_ids)))
        .order_by(Profile.id)
        .with_for_update(key_share=True)
    )


def _note(lost: Lost) -> Iterable[Row[int, Part, str]]:
    """Note these rows and return them."""
    statement = insert(RemovedItem).from_select(["profile_id", "part", "item"], lost)
    noted = statement.returning(RemovedItem.profile_id, RemovedItem.part, RemovedItem.item)
    return db.session.execute(noted)


def _change(profile_ids: Collection[int], who: str) -> None:
    if not profile_ids:
        return
    db.session.execute(
        update(Profile).execution_options(synchronize_session=None),
        [
            {"id": profile_id, "revision": new_revision(), "changed_by": who}
            for profile_id in sorted(profile_ids)
        ],
    )
    db.session.execute(
        update(Profile)
        .where(among(Profile.id, profile_ids))
        .values(changed_at=func.current_timestamp())
        .execution_options(synchronize_session=False)
    )
