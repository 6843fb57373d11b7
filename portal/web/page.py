"""The one place where a view's answer becomes a whole page or only its fragment."""

from flask import Response, get_flashed_messages, make_response, render_template
from flask_babel import get_locale

from portal.extensions import htmx

# What was typed cannot be taken as it is; somebody else was first (PRF-9).
UNPROCESSABLE = 422
CONFLICT = 409


def page(name: str, /, status: int = 200, **context: object) -> Response:
    """Answer with the page `name`, or with only its fragment when htmx asks for that.

    `name` is a template without ending: `profiles/numbers` is `profiles/numbers.html` whole and
    `profiles/_numbers.html` as a fragment. The layout's `language` is added to the context.
    """
    language = str(get_locale())
    body = render_template(_template(name), language=language, **context)
    if not _whole_page() and get_flashed_messages():
        body += render_template("_messages.html")
    response = make_response(body, status)
    response.vary.add("HX-Request")
    return response


def _whole_page() -> bool:
    return not htmx or htmx.boosted or htmx.history_restore_request


def _template(name: str) -> str:
    folder, _, leaf = name.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    return f"{prefix}{leaf}.html" if _whole_page() else f"{prefix}_{leaf}.html"
