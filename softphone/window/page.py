"""How a page is made: its template, the texts of its language, the phone it is about."""

from functools import partial
from urllib.parse import quote

from flask import Response, abort, current_app, make_response, render_template, request

from softphone.catalogue import Language
from softphone.saying import say_standing
from softphone.softphone import Softphone
from softphone.state import State
from softphone.window.folder import Window
from softphone.window.guard import token
from softphone.window.language import language
from softphone.window.words import word, word_or

SAID = {"saved", "version", "reset", "signed_out"}
"""What an address may ask a page to say, as `?said=saved`."""


def window() -> Window:
    """Return the window that this application shows."""
    shown: Window = current_app.extensions["window"]
    return shown


def phone_called(name: str) -> Softphone:
    """Return the phone, or answer 404."""
    path = window().path(name)
    if path is None:
        abort(404)
    return Softphone(path, server=window().server, language=language())


def page(template: str, status: int = 200, /, **context: object) -> Response:
    """Answer with a page."""
    spoken = language()
    said = request.args.get("said", "")
    html = render_template(
        template,
        language=spoken,
        w=partial(word, language=spoken),
        token=token(),
        said=f"said.{said}" if said in SAID else None,
        here=_here(),
        owner=partial(_owner, spoken),
        **context,
    )
    return make_response(html, status)


def phone_page(template: str, name: str, state: State, status: int = 200, /, **context: object) -> Response:
    """Answer with a page about one phone."""
    standing = state.standing
    return page(
        template,
        status,
        name=name,
        state=state,
        controlled=state.controlled,
        standing=None if standing is None else say_standing(state, standing, language()),
        **context,
    )


def _owner(spoken: Language, owner_type: str) -> str:
    return word_or(f"owner.{owner_type}", owner_type, language=spoken)


def _here() -> str:
    query = request.query_string.decode("ascii", "ignore")
    return quote(request.path) + (f"?{query}" if query else "")
