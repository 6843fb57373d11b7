"""haishin doctor: is everything there that the portal stands on, and if not, what to do."""

import datetime as dt
from collections.abc import Callable

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from portal.cli.running import in_app
from portal.domain.daily_mail import Problem
from portal.extensions import cache, celery, db
from portal.queries.clock import database_now
from portal.services.mail_sending import try_out

MOST_CLOCK_DIFFERENCE = dt.timedelta(seconds=5)
WORKER_ANSWERS_WITHIN = 3.0

_MAIL_ADVICE = {
    Problem.NOT_CONNECTED: "cannot be reached: are HAISHIN_SMTP_HOST and HAISHIN_SMTP_PORT right?",
    Problem.TIMED_OUT: "does not answer in time: are HAISHIN_SMTP_PORT and HAISHIN_SMTP_SECURITY right?",
    Problem.NO_TLS: "does not offer what HAISHIN_SMTP_SECURITY and HAISHIN_SMTP_USER ask for",
    Problem.NOT_TRUSTED: "has a certificate that this machine does not trust, or is of another name",
    Problem.SIGN_IN_REFUSED: "refuses HAISHIN_SMTP_USER with HAISHIN_SMTP_PASSWORD",
    Problem.BROKEN_OFF: "breaks the connection off: is HAISHIN_SMTP_SECURITY right?",
}


class Unwell(Exception):
    """Something is wrong; the message says what, and what to do."""


@click.command()
@in_app
def doctor() -> None:
    """Check database, tables, clock, broker, worker and mail server, and say what is wrong."""
    checks: list[tuple[str, Callable[[], str]]] = [
        ("database", _database),
        ("tables", _tables),
        ("clock", _clock),
        ("broker", _broker),
        ("worker", _worker),
        ("mail", _mail),
    ]
    well = [_examine(name, check) for name, check in checks]
    if not all(well):
        raise SystemExit(1)


def _examine(name: str, check: Callable[[], str]) -> bool:
    try:
        click.echo(f"ok     {name}: {check()}")
    except Unwell as unwell:
        click.echo(f"WRONG  {name}: {unwell}")
        return False
    except Exception as error:  # noqa: BLE001  whatever it is, the next check still runs
        db.session.rollback()
        click.echo(
            f"WRONG  {name}: does not answer ({type(error).__name__}); is it running, is its address right?"
        )
        return False
    return True


def _database() -> str:
    database_now()
    return f"{db.engine.dialect.name} answers"


def _tables() -> str:
    config = current_app.extensions["migrate"].migrate.get_config()
    head = ScriptDirectory.from_config(config).get_current_head()
    here = MigrationContext.configure(db.session.connection()).get_current_revision()
    if here != head:
        raise Unwell(f"at revision {here}, this release needs {head}: run `haishin db upgrade`")
    return f"at revision {head}"


def _clock() -> str:
    difference = abs(dt.datetime.now(dt.UTC) - database_now())
    if difference > MOST_CLOCK_DIFFERENCE:
        raise Unwell(f"{difference.total_seconds():.0f} s from the database's: set both by NTP")
    return "agrees with the database's"


def _broker() -> str:
    redis = cache.client
    if redis is None:
        raise Unwell("not configured: set HAISHIN_REDIS_URL")
    redis.ping()
    kept = redis.config_get("maxmemory-policy", "appendonly")
    if kept.get("maxmemory-policy") != "noeviction":
        raise Unwell("may forget messages when memory is short: set maxmemory-policy noeviction")
    if kept.get("appendonly") != "yes":
        raise Unwell("forgets everything when it restarts: set appendonly yes")
    return "answers, keeps what it is given"


def _worker() -> str:
    answers = celery.control.ping(timeout=WORKER_ANSWERS_WITHIN)
    if not answers:
        raise Unwell("none answers: start `celery -A workers.app:celery worker`")
    return f"{len(answers)} at work"


def _mail() -> str:
    server = current_app.config["SETTINGS"].mail_server
    if server is None:
        return "not set up, so nobody is sent mail (HAISHIN_SMTP_HOST)"
    outcome = try_out(server)
    if outcome.problem is not None:
        advice = _MAIL_ADVICE.get(outcome.problem, "look at its log")
        raise Unwell(
            f"{server.host}:{server.port} {advice}" + (f" ({outcome.answer})" if outcome.answer else "")
        )
    return f"{server.host}:{server.port} answers" + (" and takes the sign-in" if server.user else "")
