"""What people see when something can not be done. The API answers in its own form."""

import random

import structlog
from flask import Flask, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from portal.extensions import db
from portal.web import confirm
from portal.web.page import page

log = structlog.get_logger(__name__)

SERVER_ERROR = 500
UNAVAILABLE = 503


def install_error_pages(app: Flask) -> None:
    """Answer every error with a page in the person's language that says what to do."""
    app.register_error_handler(CSRFError, _form_grew_old)
    app.register_error_handler(HTTPException, _page_of)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(Exception, _failed)


def _wording(status: int) -> tuple[str, str]:
    """Return heading and advice for a status."""
    wordings = {
        400: (_("The request could not be read"), _("Go back, reload the page and try again.")),
        403: (
            _("You have no access to this page"),
            _("Your role does not have the right to it. Ask your administrator."),
        ),
        404: (
            _("There is no such page"),
            _("It may have been deleted. Check the address, or start from the menu."),
        ),
        405: (_("This address does not work that way"), _("Start from the menu.")),
        413: (_("That is too large"), _("Send less at a time.")),
        429: (_("Too many attempts"), _("Wait some minutes, then try again.")),
        503: (_("The portal is busy or being restarted"), _("Nothing was changed. Try again in a moment.")),
    }
    return wordings.get(
        status,
        (
            _("Something went wrong"),
            _("Nothing was changed. Try again; if it stays, tell your administrator."),
        ),
    )


def _error_page(status: int) -> ResponseReturnValue:
    heading, advice = _wording(status)
    return page("errors/error", status, heading=heading, advice=advice)


def _page_of(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004
        return error
    response = page(
        "errors/error", error.code, **dict(zip(("heading", "advice"), _wording(error.code), strict=True))
    )
    for name in ("Allow", "Retry-After"):
        for header, value in error.get_headers():
            if header == name:
                response.headers[name] = value
    return response


def _form_grew_old(error: CSRFError) -> ResponseReturnValue:
    # The token belonged to a session that ended. What was typed is kept and sent once more (TRU-15), unless
    # another site sent it: then nothing of it is shown.
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _page_of(error)
    session.modified = True
    return confirm.ask(_("This page was open for a long time. Send what you entered again?"), status=400)


def _database_away(error: DBAPIError | PoolTimeout) -> ResponseReturnValue:
    _let_go()
    log.error("database_away", error=type(error).__name__)
    response = page(
        "errors/error", UNAVAILABLE, **dict(zip(("heading", "advice"), _wording(UNAVAILABLE), strict=True))
    )
    response.headers["Retry-After"] = str(random.randint(2, 10))  # noqa: S311  spreads the load, guards nothing
    return response


def _let_go() -> None:
    # What was read stays readable for the page around the message; nothing is asked of the database again.
    db.session.expunge_all()
    db.session.rollback()


def _failed(error: Exception) -> ResponseReturnValue:
    _let_go()
    log.error("unexpected", error=type(error).__name__, exc_info=error)
    return _error_page(SERVER_ERROR)
