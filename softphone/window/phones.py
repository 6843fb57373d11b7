"""The first page: choose a phone or add one. And the switch of the language."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.catalogue import VERSION_FORM
from softphone.window.language import remember
from softphone.window.page import page, window

phones = Blueprint("phones", __name__)


@phones.get("/")
def listed() -> ResponseReturnValue:
    """Show the phones."""
    return page("phones.html", phones=list(window().phones()), version=window().version, fault=None)


@phones.post("/phones")
def add() -> ResponseReturnValue:
    """Add a phone and open it."""
    version = request.form.get("version", "").strip()
    if not VERSION_FORM.fullmatch(version):
        fault = "said.bad_version"
        return page("phones.html", 422, phones=list(window().phones()), version=version, fault=fault)
    return redirect(url_for("phone.opened", name=window().add(version)), 303)


@phones.post("/language")
def switch_language() -> ResponseReturnValue:
    """Switch the language, and go back."""
    back = request.form.get("back", "/")
    # Only a path of this window: no scheme, no host, nothing that a browser takes for either.
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = make_response(redirect(safe, 303))
    remember(answer, request.form.get("language", ""))
    return answer
