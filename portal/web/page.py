"""The one place where a view's answer becomes a whole page or only its fragment."""

from typing import Any

from flask import Response, current_app, get_flashed_messages, make_response, render_template
from flask_babel import get_locale
from flask_babel import gettext as _
from jinja2 import TemplateNotFound

from portal.extensions import htmx

# What was typed cannot be taken as it is; somebody else was first (PRF-9).
UNPROCESSABLE = 422
CONFLICT = 409


def page(name: str, /, status: int = 200, **context: object) -> Response:
    """Answer with the page `name`, or with only its fragment when htmx asks for that.

    `name` is a template without ending: `profiles/numbers` is `profiles/numbers.html` whole and
    `profiles/_numbers.html` as a fragment. The layout's `language` is added to the context. A fragment brings
    along what stands around it: the page's title, and messages.
    """
    context["language"] = str(get_locale())
    body = render_template(_template(name), **context)
    if not _whole_page():
        body += _title(name, context)
        if get_flashed_messages():
            body += render_template("_messages.html")
    response = make_response(body, status)
    response.vary.add("HX-Request")
    return response


def _whole_page() -> bool:
    return not htmx or htmx.boosted or htmx.history_restore_request


def _template(name: str) -> str:
    if _whole_page():
        return f"{name}.html"
    folder, slash, leaf = name.rpartition("/")
    return f"{folder}{slash}_{leaf}.html"


def _title(name: str, context: dict[str, Any]) -> str:
    """Return the title of the page around a fragment: htmx puts it in the window's, and nowhere else."""
    try:
        whole = current_app.jinja_env.get_template(f"{name}.html")
    except TemplateNotFound:
        return ""
    if "title" not in whole.blocks:
        return ""
    said = "".join(whole.blocks["title"](whole.new_context(context)))
    return f"<title>{said} – {_('Haishin')}</title>"
