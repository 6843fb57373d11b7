"""The mail of a day, and tests of it. Every task is safe to run twice, and at the same time (TRU-7)."""

import datetime as dt
import time
from collections.abc import Sequence

import structlog
from flask import current_app

from portal.config import MailServer
from portal.extensions import celery, db
from portal.jobs import Job, ring
from portal.models import Organization
from portal.queries.clock import database_now
from portal.queries.daily_mails import daily_mail_of, waiting
from portal.services import daily_mail_queue, daily_mail_text
from portal.services.daily_mail_queue import Claimed
from portal.services.daily_mail_text import Text
from portal.services.mail_sending import Outcome, send

log = structlog.get_logger(__name__)

# After so long others have their turn; what is left is rung for.
TURN_S = 20


@celery.task(name=Job.SEND_DAILY_MAILS.value)
def send_daily() -> None:
    """Send each mail whose hour has come, and the tests that no ring reached."""
    server = current_app.config["SETTINGS"].mail_server
    now = database_now()
    tests = daily_mail_queue.tests_asked_for()
    db.session.rollback()
    for organization_id in tests:
        ring(Job.SEND_TEST_MAIL, organization_id)
    if server is not None:
        send_due(server, now)


def send_due(server: MailServer, now: dt.datetime) -> None:
    """Send what is due at `now`, until it is done, the turn is over, or the server takes nothing more."""
    ends = time.monotonic() + TURN_S
    for organization_id in daily_mail_queue.due(now):
        if time.monotonic() > ends:
            ring(Job.SEND_DAILY_MAILS)
            return
        if _send_and_go_on(server, organization_id, now):
            return


def _send_and_go_on(server: MailServer, organization_id: int, now: dt.datetime) -> bool:
    """Send one; tell whether it is of no use to try others now."""
    try:
        outcome = _send_one(server, organization_id, now)
    except Exception:
        # One organisation never holds up the others; its lease ends, and it is tried again.
        db.session.rollback()
        log.exception("daily_mail_failed", organization_id=organization_id)
        return False
    return outcome is not None and outcome.unreachable


def _send_one(server: MailServer, organization_id: int, now: dt.datetime) -> Outcome | None:
    claimed = daily_mail_queue.claim(organization_id, now)
    db.session.commit()
    if claimed is None:
        return None
    outcome = _attempt(server, claimed, now)
    daily_mail_queue.settle(claimed, outcome, now)
    db.session.commit()
    if outcome is not None:
        log.info("daily_mail_sent", organization_id=organization_id, problem=outcome.problem)
    return outcome


def _attempt(server: MailServer, claimed: Claimed, now: dt.datetime) -> Outcome | None:
    """Send the mail of the day; None when nothing waits."""
    organization = db.session.get_one(Organization, claimed.organization_id)
    found = waiting(organization)
    text = daily_mail_text.of_the_day(organization, found, claimed.language, claimed.day)
    # No transaction is open while the server is spoken to.
    db.session.rollback()
    return _sent(server, text, claimed.to, now) if found.items else None


def _sent(server: MailServer, text: Text, to: Sequence[str], now: dt.datetime) -> Outcome:
    return send(server, daily_mail_text.message(server, text, to, now), to)


@celery.task(name=Job.SEND_TEST_MAIL.value)
def send_test(organization_id: int) -> None:
    """Send the test that somebody wants."""
    server = current_app.config["SETTINGS"].mail_server
    now = database_now()
    wanted = server is not None and daily_mail_queue.claim_test(organization_id)
    db.session.commit()
    if not wanted:
        return
    organization, mail = db.session.get_one(Organization, organization_id), daily_mail_of(organization_id)
    text, to = daily_mail_text.of_a_test(organization, mail.language, now), tuple(mail.addresses)
    db.session.rollback()
    daily_mail_queue.settle_test(organization_id, _sent(server, text, to, now), now)
    db.session.commit()
