"""The application that shows the window."""

from pathlib import Path

import jinja2
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from softphone.state_file import StateBusy, StateUnreadable
from softphone.window.about import about
from softphone.window.agent import agent
from softphone.window.capture import captures
from softphone.window.folder import Window
from softphone.window.guard import guard
from softphone.window.page import page
from softphone.window.phone import phone
from softphone.window.phones import phones
from softphone.window.settings import settings

__all__ = ["Window", "create_app"]

_PACKAGE = Path(__file__).parent.parent
_MOST_BYTES = 2 * 1024 * 1024
_WORDED = {403, 404, 405, 413}


def create_app(window: Window) -> Flask:
    """Return the window's application. Makes the folder of the phones if it is missing."""
    app = Flask(__name__, template_folder=str(_PACKAGE / "templates"), static_folder=str(_PACKAGE / "static"))
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = _MOST_BYTES
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["window"] = window
    guard(app, window.folder)
    for part in (phones, phone, agent, settings, captures, about):
        app.register_blueprint(part)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(StateBusy, _busy)
    app.register_error_handler(StateUnreadable, _unreadable)
    app.register_error_handler(OSError, _not_written)
    return app


def _refused(error: HTTPException) -> Response:
    status = error.code or 500
    worded = status if status in _WORDED else (404 if status < 500 else 500)  # noqa: PLR2004  server faults
    answer = page("error.html", status, message=f"error.{worded}", params={})
    for name, value in error.get_headers():
        if name == "Allow":
            answer.headers[name] = value
    return answer


def _busy(_error: StateBusy) -> Response:
    return page("error.html", 503, message="said.busy", params={})


def _unreadable(error: StateUnreadable) -> Response:
    return page("error.html", 500, message="said.unreadable", params={"path": str(error)})


def _not_written(error: OSError) -> Response:
    return page("error.html", 500, message="said.not_written", params={"detail": str(error)})
