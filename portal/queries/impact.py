"""What a change of a profile does to its targets, before it is made: counted, and target by target (STA-2).

The comparison is of what `resolve` answers before and after: for a terminal while nobody is signed in on it,
for an account on a softphone that has no numbers and groups of its own, since it may sign in anywhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, and_, case, func, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from portal.domain.impact import Effect
from portal.domain.versions import parse_version
from portal.domain.words import Part
from portal.extensions import db
from portal.queries.impact_items import NAMES, Counts
from portal.queries.impact_targets import PARTS
from portal.queries.listing import AnyRow, AnySelect, Filters, Listing, Orders, Page, contains, page_of

SORTS = ("key", "name")
FILTERS: Filters = {"effect": [*Effect]}


@dataclass(frozen=True, slots=True)
class PartImpact:
    """How many softphones gain something of a part, lose something, or keep what they had."""

    gaining: int = 0
    losing: int = 0
    keeping: int = 0

    def __add__(self, other: "PartImpact") -> "PartImpact":
        """Return both together."""
        return PartImpact(
            self.gaining + other.gaining, self.losing + other.losing, self.keeping + other.keeping
        )


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change does to all targets; `too_old` counts by version those that get no other settings."""

    total: int
    effects: Mapping[Effect, int]
    parts: Mapping[Part, PartImpact]
    too_old: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """What a change does to one target: its login or extension, and lost, gained and kept by part."""

    key: str
    name: str
    version: str | None
    effect: Effect
    counts: Mapping[Part, Counts]


def impact_of(targets: FromClause) -> Impact:
    """Return what a change does to all targets, rows as `by_target` gives them, in one query."""
    found = targets.c
    fates = [fate for part in PARTS for fate in _fates(found, part)]
    groups = (found.effect, found.version, found.settingless)
    rows = db.session.execute(select(*groups, func.count(), *fates).group_by(*groups)).all()
    return _summed(rows)


def _fates(found: ReadOnlyColumnCollection[str, ColumnElement[int]], part: Part) -> list[ColumnElement[int]]:
    lost, gained, kept = (found[f"{part.value}_{name}"] for name in NAMES)
    fates = (gained > 0, lost > 0, and_(kept > 0, lost == 0, gained == 0))
    return [func.count(case((fate, 1))) for fate in fates]


def _summed(rows: Sequence[AnyRow]) -> Impact:
    effects: Counter[Effect] = Counter()
    too_old: Counter[str] = Counter()
    parts = {part: PartImpact() for part in PARTS}
    for effect, version, settingless, count, *fates in rows:
        effects[Effect(effect)] += count
        if settingless and version:
            too_old[version] += count
        for place, part in enumerate(PARTS):
            parts[part] += PartImpact(*fates[place * 3 : place * 3 + 3])
    oldest_first = sorted(too_old.items(), key=lambda each: parse_version(each[0]))
    return Impact(effects.total(), effects, parts, oldest_first)


def listed(targets: FromClause, listing: Listing) -> Page[ImpactRow]:
    """Return one page of the targets with what happens to each, in two queries."""
    found = targets.c
    orders: Orders = {"key": (found.key,), "name": (found.name, found.key)}
    statement: AnySelect = select(*found)
    if listing.search:
        statement = statement.where(contains(listing.search, found.key, found.name))
    if effect := listing.filter("effect"):
        statement = statement.where(found.effect == effect)
    return page_of(statement, listing, orders).map(_row)


def _row(row: AnyRow) -> ImpactRow:
    values = row._mapping  # noqa: SLF001  SQLAlchemy's public name for it
    counts = {part: Counts(*(values[f"{part.value}_{name}"] for name in NAMES)) for part in PARTS}
    return ImpactRow(row.key, row.name, row.version, Effect(row.effect), counts)
