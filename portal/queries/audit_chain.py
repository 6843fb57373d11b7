"""The chains of the audit log, read as they were written (TRU-17)."""

from collections.abc import Iterator
from dataclasses import fields

from sqlalchemy import ColumnElement, select, union

from portal.domain.audit import Link
from portal.domain.audit_chain import Broken, End, Whole, examined
from portal.extensions import db
from portal.models import AuditChain, AuditEntry, Organization
from portal.queries.among import LARGEST_ID

_FIELDS = tuple(field.name for field in fields(Link))
# So many entries at a time: each may name 100,000 numbers.
_AT_A_TIME = 100


def chains() -> dict[int, str | None]:
    """Return the organisations that have a chain, each with its slug; None for one that there is not."""
    known = union(select(AuditChain.organization_id), select(AuditEntry.organization_id)).subquery()
    rows = db.session.execute(
        select(known.c.organization_id, Organization.slug)
        .outerjoin(Organization, Organization.id == known.c.organization_id)
        .order_by(known.c.organization_id)
    )
    return dict(rows.all())


def verified(organization_id: int, anchor: End | None = None) -> Whole | Broken:
    """Return whether an organisation's chain is whole, or its first entry that is not as it was written."""
    row = db.session.execute(
        select(AuditChain.position, AuditChain.hash).where(AuditChain.organization_id == organization_id)
    ).one_or_none()
    entries = ((link_of(entry), entry.hash) for entry in written(organization_id))
    return examined(organization_id, entries, None if row is None else End(*row), anchor)


def written(organization_id: int, *which: ColumnElement[bool], since: int = 0) -> Iterator[AuditEntry]:
    """Yield the entries of a chain that fit from the position after `since` on, some at a time."""
    while some := db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organization_id == organization_id, *which)
        .where(AuditEntry.position > min(since, LARGEST_ID))
        .order_by(AuditEntry.position)
        .limit(_AT_A_TIME)
    ).all():
        since = some[-1].position
        for entry in some:
            yield entry
            # Kept, all of them would be in memory at the end.
            db.session.expunge(entry)


def link_of(entry: AuditEntry) -> Link:
    """Return an entry as it is bound."""
    return Link(**{name: getattr(entry, name) for name in _FIELDS})
