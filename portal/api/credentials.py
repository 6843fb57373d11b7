"""Who asks. Every view of the API carries exactly one of these decorators (TRU-10).

Each looks a credential up, answers 401 or 403 when it is wrong or does not reach, and keeps who it was.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask import g, request
from flask.typing import ResponseReturnValue

from portal import database
from portal.api.problems import Problem
from portal.domain.audit import ActorKind
from portal.domain.versions import BadVersion, Version, parse_version
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.guard import access_was_checked, let_in
from portal.queries import credentials, delivery
from portal.queries.credentials import Program, Softphone
from portal.queries.delivery import Asker
from portal.services import actors
from portal.services.errors import NotAllowed
from portal.services.tokens import digest_of

View = Callable[..., ResponseReturnValue]
Holder = TypeVar("Holder", Softphone, Asker)

SAFE_METHODS = ("GET", "HEAD")


def anyone(view: View) -> View:
    """Let everybody see what is nobody's."""
    return guarded(view, "anyone", lambda: None)


def device_token(view: View) -> View:
    """Let a softphone in by its device token alone; the view asks `softphone` which."""
    return guarded(view, "device_token", lambda: _softphone(agent=None))


def agent_if_signed_in(view: View) -> View:
    """Let a softphone in by its device token, with the agent whose token it also shows."""
    return guarded(view, "device_token, agent_token if any", lambda: _softphone(agent=_agent_token()))


def both_tokens(view: View) -> View:
    """Let a softphone in on which an agent is signed in."""
    return guarded(view, "device_token, agent_token", lambda: _softphone(agent=_needed_agent_token()))


def asker_of_settings(view: View) -> View:
    """As `agent_if_signed_in`, with all that decides about its answer; the view asks `asker` for it."""
    return guarded(view, "device_token, agent_token if any", lambda: _asker(agent=_agent_token()))


def asker_of_call_ui(view: View) -> View:
    """As `both_tokens`, with all that decides about its answer; the view asks `asker` for it."""
    return guarded(view, "device_token, agent_token", lambda: _asker(agent=_needed_agent_token()))


def api_key(right: ApiRight) -> Callable[[View], View]:
    """Let a program in by an API key with this right, one that only reads by safe methods alone."""

    def check() -> None:
        found = credentials.program(digest_of(_bearer_token()))
        if found is None:
            raise Problem("wrong-credential")
        let_in(found.organization_id)
        actors.be(ActorKind.API_KEY, found.name)
        if not found.may(right):
            raise NotAllowed("right_missing")
        if found.may(ApiRight.READ_ONLY) and request.method not in SAFE_METHODS:
            raise NotAllowed("read_only")
        g.program, g.organization_id = found, found.organization_id

    return lambda view: guarded(view, f"api_key {right}", check)


def softphone() -> Softphone:
    """Return the softphone that was let in."""
    found: Softphone = g.softphone
    return found


def asker() -> Asker:
    """Return the softphone that asks, with all that decides about its answer."""
    found: Asker = g.asker
    return found


def asker_in_one_state() -> Asker:
    """Return the same, read again as the beginning of one consistent state of the database (TRU-3)."""
    session = db.session()
    database.read_one_state(session)
    database.follow_indexes(session)
    return _known(delivery.by_tokens(session, *g.asker_digests), g.asker_digests[1])


def program() -> Program:
    """Return the program that was let in."""
    found: Program = g.program
    return found


def softphone_version() -> Version:
    """Return the version that the softphone names; 400 with what is expected without one (VER-3)."""
    try:
        return parse_version(request.headers.get("X-Softphone-Version", ""))
    except BadVersion:
        raise Problem("softphone-version") from None


def guarded(view: View, access: str, check: Callable[[], None]) -> View:
    """Run `check` before the view; whatever it does not raise lets the caller in."""

    @wraps(view)
    def checked(*args: object, **kwargs: object) -> ResponseReturnValue:
        check()
        access_was_checked()
        return view(*args, **kwargs)

    checked.access = access  # type: ignore[attr-defined]
    return checked


def _softphone(*, agent: str | None) -> None:
    found = _known(credentials.softphone(digest_of(_bearer_token()), _digest(agent)), agent)
    g.softphone = found
    let_in(found.organization_id, found.terminal_id)
    # What is recorded looks up by which extension people know it.
    actors.be(ActorKind.SOFTPHONE, "", found.account_id)


def _asker(*, agent: str | None) -> None:
    g.asker_digests = digest_of(_bearer_token()), _digest(agent)
    with database.read_alone(db.engine) as reader:
        found = delivery.by_tokens(reader, *g.asker_digests)
    g.asker = _known(found, agent)


def _known(holder: Holder | None, agent: str | None) -> Holder:
    if holder is None:
        raise Problem("wrong-credential")
    if agent is not None and holder.account_id is None:
        raise Problem("agent-session-ended")
    return holder


def _bearer_token() -> str:
    shown = request.authorization
    if shown is None or shown.type != "bearer" or not shown.token:
        raise Problem("wrong-credential")
    return shown.token


def _agent_token() -> str | None:
    return request.headers.get("X-Agent-Token") or None


def _needed_agent_token() -> str:
    token = _agent_token()
    if token is None:
        raise Problem("wrong-credential")
    return token


def _digest(token: str | None) -> str | None:
    return None if token is None else digest_of(token)
