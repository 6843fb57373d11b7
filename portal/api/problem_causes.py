"""Which problem each error is."""

import random
from collections.abc import Callable
from typing import Any

import structlog
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from importer.faults import Unreadable
from portal.api.problems import BY_STATUS, Problem
from portal.services import wording
from portal.services.errors import (
    EditConflict,
    InUse,
    NotAcceptable,
    NotAllowed,
    Refused,
    Taken,
    WrongCredential,
)
from portal.services.failures import TooManyFailures

log = structlog.get_logger(__name__)

_SERVER_ERROR = 500
_MOST_NAMED = 1000
_MOST_TOLD = 5


def problem_of(error: Exception) -> Problem:
    """Return the problem to answer, in the language of the answer."""
    return next(cause for kind, cause in CAUSES if isinstance(error, kind))(error)


def _unreadable(error: Unreadable) -> Problem:
    if error.too_large:
        return Problem("too-large", faults=error.faults)
    return Problem("bad-request" if error.malformed else "not-acceptable", faults=error.faults)


def _closed(refusal: TooManyFailures) -> Problem:
    return Problem("too-many-failures", headers={"Retry-After": str(refusal.retry_after)})


def _changed_meanwhile(conflict: EditConflict) -> Problem:
    who = conflict.changed_by
    return Problem("changed-meanwhile", _("It was changed by %(who)s.", who=who) if who else None)


def _taken(refusal: Taken) -> Problem:
    holders = dict(refusal.holders) or dict.fromkeys(refusal.items, refusal.by or "")
    named = list(holders.items())[:_MOST_NAMED]
    told = [_("%(item)s belongs to %(by)s", item=item, by=by) for item, by in named[:_MOST_TOLD] if by]
    return Problem(
        "taken",
        "; ".join(told) or None,
        members={"what": refusal.what, "taken": [{"item": item, "by": by or None} for item, by in named]},
    )


def _in_use(refusal: InUse) -> Problem:
    detail = _("Used by: %(users)s", users=", ".join(refusal.by[:_MOST_TOLD]))
    return Problem("in-use", detail, members={"by": list(refusal.by[:_MOST_NAMED])})


def _database_away(error: Exception) -> Problem:
    log.error("database_away", error=type(error).__name__)
    # Spread, so that not all who were sent away come back at once (TRU-1).
    return Problem("unavailable", headers={"Retry-After": str(random.randint(5, 30))})  # noqa: S311  guards nothing


def _race_lost(error: IntegrityError) -> Problem:
    # What the change names was deleted or taken between the check and the change.
    log.warning("race_lost", error=type(error.orig).__name__)
    return Problem("conflict")


def _by_status(error: HTTPException) -> Problem:
    code = error.code or _SERVER_ERROR
    if code >= _SERVER_ERROR and code not in BY_STATUS:
        return _unexpected(error)
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return Problem(BY_STATUS.get(code, "bad-request"), headers=headers)


def _unexpected(error: Exception) -> Problem:
    log.error("unexpected", error=type(error).__name__, exc_info=error)
    return Problem("internal-error")


# The first that fits counts.
CAUSES: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Problem, lambda problem: problem),
    (Unreadable, _unreadable),
    (WrongCredential, lambda _error: Problem("wrong-credential")),
    (TooManyFailures, _closed),
    (NotAllowed, lambda refusal: Problem("forbidden", wording.reason(refusal))),
    (NotAcceptable, lambda refusal: Problem("not-acceptable", faults=refusal.faults)),
    (EditConflict, _changed_meanwhile),
    (Taken, _taken),
    (InUse, _in_use),
    (Refused, lambda _error: Problem("conflict")),
    (OperationalError, _database_away),
    (InterfaceError, _database_away),
    (PoolTimeout, _database_away),
    (IntegrityError, _race_lost),
    (HTTPException, _by_status),
    (Exception, _unexpected),
)
