"""The phone itself: its lists, its enrolment, its restart."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.lists import ContactLine, NumberLine, shown
from softphone.outcomes import Enrolled, Unreachable
from softphone.saying import say_not_done
from softphone.settings import settings_of
from softphone.window.language import language
from softphone.window.page import phone_called, phone_page

phone = Blueprint("phone", __name__, url_prefix="/phones/<string:name>")

MOST_LINES = 500
"""Lines drawn at once; the filter finds the others."""


@phone.get("/")
def opened(name: str) -> ResponseReturnValue:
    """Show the lists, or the form to enrol at first use."""
    state = phone_called(name).state
    if state.terminal is None:
        return redirect(url_for(".enrolment", name=name), 303)
    lists = shown(settings_of(state))
    search = request.args.get("q", "").strip()
    switched = lists.switchable and request.args.get("list") == "contact_points"
    contact_points = lists.numbers is None or switched
    return phone_page(
        "phone.html",
        name,
        state,
        lists=lists,
        showing="contact_points" if contact_points else "numbers",
        lines=_found((lists.contact_points if contact_points else lists.numbers) or [], search),
        search=search,
        most=MOST_LINES,
    )


def _found(lines: list[NumberLine] | list[ContactLine], search: str) -> list[NumberLine | ContactLine]:
    wanted = search.casefold()
    return [line for line in lines if wanted in _all_text(line).casefold()]


def _all_text(line: NumberLine | ContactLine) -> str:
    match line:
        case NumberLine():
            return " ".join(filter(None, (line.number, line.name, line.owner)))
        case ContactLine():
            return " ".join(filter(None, (line.name, line.caller_number)))


@phone.get("/enrol")
def enrolment(name: str) -> ResponseReturnValue:
    """Show the form to enrol."""
    state = phone_called(name).state
    extension = "" if state.terminal is None else state.terminal.extension
    return phone_page(
        "enrol.html", name, state, organization=state.organization or "", extension=extension, fault=None
    )


@phone.post("/enrol")
def enrol(name: str) -> ResponseReturnValue:
    """Enrol, and start."""
    chosen, typed = phone_called(name), request.form
    organization, extension = typed.get("organization", "").strip(), typed.get("extension", "").strip()
    outcome = chosen.enrol(organization, extension, typed.get("password", ""))
    if isinstance(outcome, Enrolled):
        return redirect(url_for(".opened", name=name), 303)
    return phone_page(
        "enrol.html",
        name,
        chosen.state,
        503 if isinstance(outcome, Unreachable) else 422,
        organization=organization,
        extension=extension,
        fault=say_not_done(outcome, language()),
    )


@phone.post("/restart")
def restart(name: str) -> ResponseReturnValue:
    """Start again: the state is read anew and the server is asked."""
    phone_called(name).start()
    return redirect(url_for(".opened", name=name), 303)
