"""Mails whose hour has come: claimed by one worker, settled, tried again until the day ends (TRU-5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from portal.domain.daily_mail import DayState, day_at, delay_after, due_day, still_wanted
from portal.domain.words import Language
from portal.extensions import db
from portal.models import DailyMail, Organization
from portal.services.mail_sending import Outcome

# Longer than any attempt may take: the job's own limit is shorter.
LEASE = dt.timedelta(minutes=5)

_MAILS = (
    select(DailyMail, Organization.time_zone)
    .join(Organization, Organization.id == DailyMail.organization_id)
    .where(DailyMail.enabled)
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One attempt to come: whose mail, of which day where, and to which addresses."""

    organization_id: int
    time_zone: str
    day: dt.date
    attempt: int
    language: Language
    to: tuple[str, ...]


def due(now: dt.datetime) -> Sequence[int]:
    """Return the organisations whose mail is due now, those that were tried least first."""
    rows = db.session.execute(_MAILS.order_by(DailyMail.attempts, DailyMail.organization_id))
    return [mail.organization_id for mail, time_zone in rows if _day(mail, time_zone, now) is not None]


def claim(organization_id: int, now: dt.datetime) -> Claimed | None:
    """Take the lease of the organisation's mail; None when it is not due, or another worker was first.

    One conditional UPDATE decides, and counts the attempt before the work starts (TRU-6).
    """
    mine = _MAILS.where(DailyMail.organization_id == organization_id)
    row = db.session.execute(mine.execution_options(populate_existing=True)).one_or_none()
    if row is None or (day := _day(*row, now)) is None:
        return None
    mail, time_zone = row
    claimed = _attempt(mail, time_zone, day)
    again: dict[str, list[str]] = {} if claimed.attempt > 1 else {"refused": []}
    taken = (
        update(DailyMail)
        .where(
            DailyMail.organization_id == organization_id,
            DailyMail.revision == mail.revision,
            DailyMail.day.is_not_distinct_from(mail.day),
            DailyMail.attempts == mail.attempts,
        )
        .values(day=day, day_state=DayState.WAITING, attempts=claimed.attempt, unsent=[*claimed.to])
        .values(next_try_at=now + LEASE, **again)
        .returning(DailyMail.organization_id)
        .execution_options(synchronize_session=False)
    )
    return None if db.session.scalar(taken) is None else claimed


def _day(mail: DailyMail, time_zone: str, now: dt.datetime) -> dt.date | None:
    """Return the day whose mail is due: today's for the first time, or once more."""
    if (day := due_day(now, time_zone, mail.hour, mail.day)) is not None:
        return day
    rests = mail.next_try_at is not None and now < mail.next_try_at
    waits = mail.day_state is DayState.WAITING and bool(mail.unsent) and not rests
    return mail.day if waits and mail.day == day_at(now, time_zone) else None


def _attempt(mail: DailyMail, time_zone: str, day: dt.date) -> Claimed:
    first = mail.day != day
    return Claimed(
        organization_id=mail.organization_id,
        time_zone=time_zone,
        day=day,
        attempt=1 if first else mail.attempts + 1,
        language=mail.language,
        to=tuple(mail.addresses if first else mail.unsent),
    )


def settle(claimed: Claimed, outcome: Outcome | None, now: dt.datetime) -> None:
    """Record how an attempt ended, None for "nothing waits"; one that came too late changes nothing."""
    mine = (
        select(DailyMail)
        .where(
            DailyMail.organization_id == claimed.organization_id,
            DailyMail.day == claimed.day,
            DailyMail.attempts == claimed.attempt,
            DailyMail.day_state == DayState.WAITING,
        )
        .with_for_update()
    )
    mail = db.session.scalar(mine.execution_options(populate_existing=True))
    if mail is None:
        return
    if outcome is None:
        mail.day_state, mail.unsent = DayState.NOTHING, []
    else:
        _note(mail, claimed, outcome, now)
    db.session.flush()


def _note(mail: DailyMail, claimed: Claimed, outcome: Outcome, now: dt.datetime) -> None:
    if len(claimed.to) > len(outcome.refused) + len(outcome.later):
        mail.sent_at = now
    # Who was taken off the list meanwhile waits no more.
    mail.unsent = still_wanted(outcome.later, mail.unsent)
    mail.refused = [*mail.refused, *outcome.refused]
    if outcome.problem is not None:
        mail.problem, mail.answer, mail.failed_at = outcome.problem, outcome.answer or None, now
    elif not mail.refused:
        mail.problem = mail.answer = mail.failed_at = None
    if mail.unsent:
        mail.next_try_at = now + delay_after(claimed.attempt)
    else:
        sent = mail.sent_at is not None and day_at(mail.sent_at, claimed.time_zone) == claimed.day
        mail.day_state = DayState.SENT if sent else DayState.REFUSED


def tests_asked_for() -> Sequence[int]:
    """Return the organisations where somebody wants a test."""
    wanted = select(DailyMail.organization_id).where(DailyMail.test_asked_at.is_not(None))
    return db.session.scalars(wanted.order_by(DailyMail.test_asked_at)).all()


def claim_test(organization_id: int) -> bool:
    """Take the test that somebody wants; False when there is none, or another worker was first."""
    taken = (
        update(DailyMail)
        .where(DailyMail.organization_id == organization_id, DailyMail.test_asked_at.is_not(None))
        .values(test_asked_at=None)
        .returning(DailyMail.organization_id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taken) is not None


def settle_test(organization_id: int, outcome: Outcome, now: dt.datetime) -> None:
    """Record what became of a test."""
    columns = {"tested_at": now, "test_problem": outcome.problem, "test_answer": outcome.answer or None}
    told = update(DailyMail).where(DailyMail.organization_id == organization_id).values(columns)
    db.session.execute(told.execution_options(synchronize_session=False))
    db.session.expire_all()
