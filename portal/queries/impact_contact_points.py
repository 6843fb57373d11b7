"""The contact points that a change takes from an account, brings and leaves (STA-2)."""

from sqlalchemy import FromClause, select

from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import BusinessLabel, CallCenterAgent, NumberOwner
from portal.queries.drafts import CONTACT_POINTS
from portal.queries.impact_items import NAMES, Counts, Drafts, Whose, changed_rows, counts_of


def shared_labels(drafts: Drafts) -> Counts:
    """Return how many business labels all accounts get, in one query."""
    rows = changed_rows(CONTACT_POINTS[ContactPointType.BUSINESS_LABEL], drafts, Part.CONTACT_POINTS)
    statement = (
        select(*counts_of(rows))
        .select_from(rows)
        .join(BusinessLabel, BusinessLabel.id == rows.c.item_id)
        .where(BusinessLabel.caller_number.is_not(None))
    )
    row = db.session.execute(statement).one()
    return Counts(row[0], row[1], row[2])


def call_centers_of_accounts(drafts: Drafts, whose: Whose) -> FromClause:
    """Return what depends on the account: `target_id`, and lost, gained and kept contact points."""
    rows = changed_rows(CONTACT_POINTS[ContactPointType.CALL_CENTER], drafts, Part.CONTACT_POINTS)
    counts = zip(NAMES, counts_of(rows), strict=True)
    return (
        select(
            CallCenterAgent.account_id.label("target_id"),
            *(column.label(f"{Part.CONTACT_POINTS.value}_{name}") for name, column in counts),
        )
        .join(rows, rows.c.item_id == CallCenterAgent.call_center_id)
        .join(NumberOwner, NumberOwner.id == CallCenterAgent.call_center_id)
        .where(NumberOwner.caller_number.is_not(None), whose(CallCenterAgent.account_id))
        .group_by(CallCenterAgent.account_id)
        .subquery()
    )
