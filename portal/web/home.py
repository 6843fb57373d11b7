"""The first page: where each person's work begins."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.web.access import signed_in, visitor
from portal.web.page import page

home = Blueprint("home", __name__)


@home.get("/", endpoint="first")
@signed_in
def first() -> ResponseReturnValue:
    """Lead administrators to the profiles, and tell the others what they can not do here."""
    if visitor().administers:
        return redirect(url_for("profiles.index"), 303)
    return page("home", account=visitor().account)
