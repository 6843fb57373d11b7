"""バージョン情報: what this phone is, which version it acts as, and how to forget it all."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.softphone import BadVersion
from softphone.window.page import phone_called, phone_page, window

about = Blueprint("about", __name__, url_prefix="/phones/<string:name>/about")


@about.get("/")
def shown(name: str) -> ResponseReturnValue:
    """Show what this phone is."""
    return _page(name)


@about.post("/version")
def change_version(name: str) -> ResponseReturnValue:
    """Act as another version from the next start on."""
    version = request.form.get("version", "").strip()
    try:
        phone_called(name).become_version(version)
    except BadVersion:
        return _page(name, 422, version=version, fault="said.bad_version")
    return redirect(url_for(".shown", name=name, said="version"), 303)


@about.post("/reset")
def reset(name: str) -> ResponseReturnValue:
    """Forget everything, if the person ticked that this is wanted."""
    phone = phone_called(name)
    if request.form.get("sure") != "yes":
        return _page(name, 422)
    phone.reset()
    return redirect(url_for("phones.listed", said="reset"), 303)


def _page(
    name: str, status: int = 200, version: str | None = None, fault: str | None = None
) -> ResponseReturnValue:
    phone = phone_called(name)
    state = phone.state
    typed = state.version if version is None else version
    return phone_page(
        "about.html", name, state, status, file=phone.path, server=window().server, version=typed, fault=fault
    )
