"""What profiles had selected when the directory lost it (REC-5)."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    func,
    insert,
    literal,
    select,
    union,
    union_all,
    update,
)

from portal.domain.words import Part
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

Condition = ColumnElement[bool]


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
    numbers = Number.id.in_(
        union(among(number_ids), select(Number.id).where(Number.owner_id.in_(among(owner_ids))))
    )
    accounts = Account.id.in_(among(account_ids))
    owners = NumberOwner.id.in_(among(owner_ids))
    labels = BusinessLabel.id.in_(among(business_label_ids))
    _lock_profiles_of(
        select(Number.organization_id).where(numbers),
        select(Account.organization_id).where(accounts),
        select(NumberOwner.organization_id).where(owners),
        select(BusinessLabel.organization_id).where(labels),
    )
    _note(_lost(numbers, accounts, owners, labels), who)


def _lost(
    numbers: Condition, accounts: Condition, owners: Condition, labels: Condition
) -> CompoundSelect[Any]:
    """Return profile id, part and item of everything that profiles select among these."""
    return union_all(
        select(SelectedNumber.profile_id, SelectedNumber.part, Number.number).where(
            SelectedNumber.number_id == Number.id, numbers
        ),
        select(AccountTarget.profile_id, _word(Part.TARGETS), Account.login).where(
            AccountTarget.account_id == Account.id, accounts
        ),
        select(TerminalTarget.profile_id, _word(Part.TARGETS), NumberOwner.extension).where(
            TerminalTarget.terminal_id == NumberOwner.id, owners
        ),
        select(SelectedCallCenter.profile_id, _word(Part.CONTACT_POINTS), NumberOwner.extension).where(
            SelectedCallCenter.call_center_id == NumberOwner.id, owners
        ),
        select(SelectedBusinessLabel.profile_id, _word(Part.CONTACT_POINTS), BusinessLabel.code).where(
            SelectedBusinessLabel.business_label_id == BusinessLabel.id, labels
        ),
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


def _note(lost: CompoundSelect[Any], who: str) -> None:
    db.session.execute(insert(RemovedItem).from_select(["profile_id", "part", "item"], lost))
    rows = lost.subquery()
    _change(db.session.scalars(select(rows.c[0]).distinct().order_by(rows.c[0])).all(), who)


def _change(profile_ids: Sequence[int], who: str) -> None:
    if not profile_ids:
        return
    db.session.execute(
        update(Profile).execution_options(synchronize_session=None),
        [{"id": profile_id, "revision": new_revision(), "changed_by": who} for profile_id in profile_ids],
    )
    db.session.execute(
        update(Profile)
        .where(Profile.id.in_(among(profile_ids)))
        .values(changed_at=func.current_timestamp())
        .execution_options(synchronize_session=False)
    )
