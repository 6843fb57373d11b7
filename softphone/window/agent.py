"""The agent of a phone: signing in and out."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from softphone.outcomes import SignedIn, Unreachable
from softphone.saying import say_not_done
from softphone.settings import AGENT_FUNCTION, settings_of
from softphone.softphone import Softphone
from softphone.window.language import language
from softphone.window.page import phone_called, phone_page

agent = Blueprint("agent", __name__, url_prefix="/phones/<string:name>")


@agent.get("/agent")
def signed_in(name: str) -> ResponseReturnValue:
    """Show who is signed in, or the form to sign in."""
    return _page(name, phone_called(name))


@agent.post("/agent/enable")
def enable(name: str) -> ResponseReturnValue:
    """Tick エージェント機能を利用する, without which nobody signs in."""
    phone_called(name).change({AGENT_FUNCTION: True})
    return redirect(url_for(".signed_in", name=name), 303)


@agent.post("/sign-in")
def sign_in(name: str) -> ResponseReturnValue:
    """Sign an agent in, and ask for the settings again."""
    phone, login = phone_called(name), request.form.get("login", "").strip()
    outcome = phone.sign_in(login, request.form.get("password", ""))
    if isinstance(outcome, SignedIn):
        return redirect(url_for("phone.opened", name=name), 303)
    status = 503 if isinstance(outcome, Unreachable) else 422
    return _page(name, phone, status, login=login, fault=say_not_done(outcome, language()))


@agent.post("/sign-out")
def sign_out(name: str) -> ResponseReturnValue:
    """Sign the agent out, and ask for the settings again."""
    phone_called(name).sign_out()
    return redirect(url_for("phone.opened", name=name, said="signed_out"), 303)


def _page(
    name: str, phone: Softphone, status: int = 200, login: str = "", fault: str | None = None
) -> ResponseReturnValue:
    state = phone.state
    enabled = settings_of(state).value(AGENT_FUNCTION) is not False
    return phone_page("agent.html", name, state, status, login=login, fault=fault, enabled=enabled)
