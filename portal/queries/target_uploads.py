"""What an uploaded file of targets would do, line by line, judged by the database (TGT-4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, literal, null, select

from portal.domain.words import Reason
from portal.extensions import db
from portal.models import Profile, TargetUpload, TargetUploadLine
from portal.queries.listing import AnyRow, AnySelect, Filters, Listing, Orders, Page, contains, page_of
from portal.queries.targets import TARGETS, TargetTable


class Outcome(StrEnum):
    """What becomes of a line; `removed` is a target that the file does not name."""

    ADDED = "added"
    KEPT = "kept"
    REMOVED = "removed"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    TAKEN = "taken"
    NOT_QUALIFIED = "not_qualified"


REFUSED = (Outcome.UNREADABLE, Outcome.UNKNOWN, Outcome.TAKEN, Outcome.NOT_QUALIFIED)
SORTS = ("line", "key")
FILTERS: Filters = {"outcome": ["added", "kept", "removed", "refused"]}


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One line with what becomes of it; an unreadable one has a `fault`, one that is taken a `holder`."""

    line: int | None
    key: str
    name: str | None
    outcome: Outcome
    fault: str | None
    first_line: int | None
    holder: str | None


def upload_of(account_id: int, profile: Profile) -> TargetUpload | None:
    """Return the file that the account looks at."""
    return db.session.scalar(
        select(TargetUpload).where(
            TargetUpload.account_id == account_id, TargetUpload.profile_id == profile.id
        )
    )


def otherwise(profile: Profile) -> Reason:
    """Return why a candidate does not qualify."""
    return TARGETS[profile.target_type].otherwise


def counted(upload: TargetUpload, profile: Profile) -> Mapping[Outcome, int]:
    """Return how many lines come to what, and how many targets the file does not name."""
    lines = _lines(upload, profile).subquery().c
    found = db.session.execute(select(lines.outcome, func.count()).group_by(lines.outcome)).all()
    counts = {Outcome(outcome): count for outcome, count in found}
    if upload.replaces:
        unnamed = _unnamed(upload, profile).subquery()
        counts[Outcome.REMOVED] = db.session.scalar(select(func.count()).select_from(unnamed)) or 0
    return counts


def listed(upload: TargetUpload, profile: Profile, listing: Listing) -> Page[UploadRow]:
    """Return one page of what becomes of the lines, or of the targets that the file does not name."""
    wanted = listing.filter("outcome")
    if wanted == Outcome.REMOVED and not upload.replaces:
        return Page((), 0, 1)
    rows = (_unnamed if wanted == Outcome.REMOVED else _lines)(upload, profile).subquery().c
    orders: Orders = {"line": (rows.line, rows.key), "key": (rows.key, rows.line)}
    statement: AnySelect = select(*(rows[name] for name in UploadRow.__dataclass_fields__))
    if wanted:
        statement = statement.where(rows.outcome.in_(REFUSED if wanted == "refused" else [wanted]))
    if listing.search:
        statement = statement.where(contains(listing.search, rows.key, rows.name))
    return page_of(statement, listing, orders).map(_row)


def _row(found: AnyRow) -> UploadRow:
    line, key, name, outcome, fault, first_line, holder = found
    return UploadRow(line, key, name, Outcome(outcome), fault, first_line, holder)


def named(upload: TargetUpload, profile: Profile) -> AnySelect:
    """Return the statement that finds what the file makes targets: `id` and `selected`."""
    found = _lines(upload, profile).subquery().c
    wanted = found.outcome.in_([Outcome.ADDED, Outcome.KEPT])
    return select(found.id, found.selected).where(wanted)


def unnamed(upload: TargetUpload, profile: Profile) -> AnySelect:
    """Return the statement that finds the targets that the file does not name: `id` and `selected`."""
    found = _unnamed(upload, profile).subquery().c
    return select(found.id, found.selected)


def _lines(upload: TargetUpload, profile: Profile) -> AnySelect:
    table, line = TARGETS[profile.target_type], TargetUploadLine
    row, owner = table.candidate, table.target.profile_id
    found = and_(row.organization_id == profile.organization_id, table.key == line.key, line.fault.is_(None))
    return (
        select(
            line.line,
            line.key,
            row.name,
            _outcome(table, profile).label("outcome"),
            line.fault,
            line.first_line,
            Profile.name.label("holder"),
            row.id,
            owner.is_not(None).label("selected"),
        )
        .select_from(line)
        .outerjoin(row, found)
        .outerjoin(table.target, table.candidate_id == row.id)
        .outerjoin(Profile, and_(Profile.id == owner, Profile.id != profile.id))
        .where(line.upload_id == upload.id)
    )


def _outcome(table: TargetTable, profile: Profile) -> ColumnElement[str]:
    owner = table.target.profile_id
    return case(
        (TargetUploadLine.fault.is_not(None), Outcome.UNREADABLE.value),
        (table.candidate.id.is_(None), Outcome.UNKNOWN.value),
        (owner == profile.id, Outcome.KEPT.value),
        (owner.is_not(None), Outcome.TAKEN.value),
        (~table.qualifies, Outcome.NOT_QUALIFIED.value),
        else_=Outcome.ADDED.value,
    )


def _unnamed(upload: TargetUpload, profile: Profile) -> AnySelect:
    table, line = TARGETS[profile.target_type], TargetUploadLine
    in_file = select(line.line).where(
        line.upload_id == upload.id, line.key == table.key, line.fault.is_(None)
    )
    return (
        select(
            null().label("line"),
            table.key.label("key"),
            table.candidate.name,
            literal(Outcome.REMOVED.value).label("outcome"),
            null().label("fault"),
            null().label("first_line"),
            null().label("holder"),
            table.candidate.id,
            literal(True).label("selected"),  # noqa: FBT003  a column
        )
        .select_from(table.target)
        .join(table.candidate, table.candidate_id == table.candidate.id)
        .where(table.target.profile_id == profile.id, ~in_file.exists())
    )
