"""The mail a day as administrators set it up: to whom, when, in which language; off until they want it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import update

from importer.json_value import JsonValue
from portal.domain.audit import Action, Subject
from portal.domain.daily_mail import DayState, day_at, due_day, still_wanted
from portal.domain.difference import State, difference, state, written
from portal.domain.words import Language
from portal.extensions import db
from portal.jobs import Job, ring_after_commit
from portal.models import DailyMail, Organization
from portal.models.columns import new_revision
from portal.queries.clock import database_now
from portal.queries.daily_mails import daily_mail_of
from portal.services import history
from portal.services.errors import EditConflict, NotAllowed
from portal.services.history import About
from portal.services.upserts import insert_into

# Whoever presses the button again and again sends nobody more than this.
BETWEEN_TESTS = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed; the addresses as `domain.daily_mail.read_addresses` reads them."""

    enabled: bool
    addresses: tuple[str, ...]
    hour: int
    language: Language


def edit(organization: Organization, wanted: Wanted, *, seen_revision: str) -> None:
    """Save it; one that is switched on after its hour begins tomorrow. Raises EditConflict."""
    mail = _claimed(organization.id, seen_revision)
    before = _state(mail)
    if wanted.enabled and not mail.enabled:
        _begin_later(mail, organization.time_zone, wanted.hour)
    mail.enabled, mail.hour, mail.language = wanted.enabled, wanted.hour, wanted.language
    mail.addresses = list(wanted.addresses)
    mail.unsent = still_wanted(mail.unsent, wanted.addresses) if wanted.enabled else []
    if mail.day_state is DayState.WAITING and not mail.unsent:
        mail.day_state = None
    db.session.flush()
    if not (change := difference(before, _state(mail))).empty:
        about = About(Subject.DAILY_MAIL, organization.name)
        history.record(organization.id, Action.DAILY_MAIL_CHANGED, about, written(change))


def ask_for_test(organization: Organization) -> None:
    """Let a worker send a test to all addresses.

    Raises NotAllowed: "no_addresses" when there are none, "too_soon" after another within BETWEEN_TESTS.
    """
    mail = daily_mail_of(organization.id)
    if not mail.addresses:
        raise NotAllowed("no_addresses")
    now = database_now()
    last = max(filter(None, (mail.test_asked_at, mail.tested_at)), default=None)
    if last is not None and now - last < BETWEEN_TESTS:
        raise NotAllowed("too_soon")
    mail.test_asked_at = now
    db.session.flush()
    ring_after_commit(Job.SEND_TEST_MAIL, organization.id)


def _claimed(organization_id: int, seen_revision: str) -> DailyMail:
    """Return the row, which nobody else saves until this is done; it is made when there is none."""
    if not seen_revision:
        first = {"organization_id": organization_id, "enabled": False, "attempts": 0, "revision": ""}
        lists: dict[str, list[str]] = {"addresses": [], "unsent": [], "refused": []}
        made = insert_into(DailyMail).values(**first, **lists, hour=0, language=Language.JA)
        db.session.execute(made.on_conflict_do_nothing())
    claim = (
        update(DailyMail)
        .where(DailyMail.organization_id == organization_id, DailyMail.revision == seen_revision)
        .values(revision=new_revision())
        .returning(DailyMail.organization_id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(claim) is None:
        raise EditConflict
    return db.session.get_one(DailyMail, organization_id, populate_existing=True)


def _begin_later(mail: DailyMail, time_zone: str, hour: int) -> None:
    now = database_now()
    if due_day(now, time_zone, hour, mail.day) is not None:
        mail.day, mail.day_state, mail.attempts = day_at(now, time_zone), None, 0


def _state(mail: DailyMail) -> State:
    fields: dict[str, JsonValue] = {
        "enabled": mail.enabled,
        "hour": mail.hour,
        "language": mail.language.value,
    }
    return state(fields, {"addresses": mail.addresses})
