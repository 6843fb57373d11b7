"""What an administrator's drafts make of the lists of a profile (PRV-2)."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from portal.domain.facts import ContactPoint, ProfileFacts
from portal.domain.words import ContactPointType, Part
from portal.extensions import db
from portal.models import Draft
from portal.queries import delivery_items
from portal.queries.drafts import CONTACT_POINTS, NUMBERS, DraftTable

Item = TypeVar("Item", bound=Hashable)


def laid_over(profile: ProfileFacts, account_id: int) -> ProfileFacts:
    """Return the profile with its lists as they are after this account has saved its drafts, in five queries.

    `profile` holds all that is saved; what the directory lost of a list is forgotten by its save (REC-5).
    """
    parts = frozenset(
        db.session.scalars(
            select(Draft.part).where(Draft.account_id == account_id, Draft.profile_id == profile.id)
        )
    )
    if not parts:
        return profile
    numbers = {chosen: _numbers(profile.id, account_id, chosen=chosen) for chosen in (True, False)}
    display, cti = (profile.id, Part.DISPLAY_NUMBERS), (profile.id, Part.CTI_NUMBERS)
    points = {chosen: _contact_points(profile.id, account_id, chosen=chosen) for chosen in (True, False)}
    return replace(
        profile,
        numbers=_changed(profile.numbers, numbers[True].get(display, ()), numbers[False].get(display, ())),
        cti_numbers=_changed(profile.cti_numbers, numbers[True].get(cti, ()), numbers[False].get(cti, ())),
        contact_points=_changed(profile.contact_points, points[True], points[False]),
        removed=tuple(removed for removed in profile.removed if removed.part not in parts),
    )


def _changed(saved: Iterable[Item], added: Iterable[Item], removed: Iterable[Item]) -> tuple[Item, ...]:
    gone = frozenset(removed)
    return (*(item for item in saved if item not in gone), *added)


def _numbers(profile_id: int, account_id: int, *, chosen: bool) -> delivery_items.Numbers:
    rows = NUMBERS.rows(Draft.profile_id, Draft.part, NUMBERS.item_id.label("number_id"))
    changed = rows.where(*_changes(NUMBERS, profile_id, account_id, chosen=chosen)).subquery()
    return delivery_items.read_numbers(delivery_items.numbers_statement(changed), {})


def _contact_points(profile_id: int, account_id: int, *, chosen: bool) -> tuple[ContactPoint, ...]:
    centers, labels = (
        CONTACT_POINTS[point_type]
        .rows(Draft.profile_id, CONTACT_POINTS[point_type].item_id.label(column))
        .where(
            *_changes(CONTACT_POINTS[point_type], profile_id, account_id, chosen=chosen),
            Draft.part == Part.CONTACT_POINTS,
        )
        .subquery()
        for point_type, column in (
            (ContactPointType.CALL_CENTER, "call_center_id"),
            (ContactPointType.BUSINESS_LABEL, "business_label_id"),
        )
    )
    statement = delivery_items.contact_points_statement(centers, labels)
    return delivery_items.read_contact_points(statement, {}).get(profile_id, ())


def _changes(
    table: DraftTable, profile_id: int, account_id: int, *, chosen: bool
) -> tuple[ColumnElement[bool], ...]:
    return (
        Draft.account_id == account_id,
        Draft.profile_id == profile_id,
        table.change.chosen.is_(chosen),
        table.changes_something(),
    )
