"""Asking for the settings: at start, after sign-in and after sign-out [manual 3.7, 4.1]."""

from dataclasses import replace

from softphone.answers import Controlled
from softphone.catalogue import read_catalogue
from softphone.conclusions import conclude
from softphone.exchange import LONGEST_PATIENCE
from softphone.outcomes import Answer, CatalogueRead, Done, Refused, TokenEnded, Unreachable, Whose, Why
from softphone.settings import judged
from softphone.state import Standing
from softphone.turn import Turn

_NO_SERVER = (Why.NO_CONNECTION, Why.TIMED_OUT)


def ask(turn: Turn) -> Standing:
    """Ask, apply or keep, and tell the portal what became of it. Returns where the softphone stands."""
    if turn.state.device_token is None:
        return Standing("not_enrolled", turn.at)
    if _must_wait(turn):
        standing = Standing("waiting", turn.at)
        turn.keep(replace(turn.state, standing=standing))
        return standing
    turn.keep(replace(turn.state, language=turn.language))
    answer = _refresh_catalogue(turn) or turn.portal.ask(turn.credentials, turn.state.revision)
    if answer == TokenEnded(Whose.AGENT) and turn.state.agent is not None:
        _ask_without_agent(turn, answer)
    else:
        _conclude(turn, answer)
    _send_report(turn)
    return turn.state.standing or Standing("not_enrolled", turn.at)


def _must_wait(turn: Turn) -> bool:
    until = turn.state.not_before
    # A clock that was set back must not turn seconds of patience into days.
    return until is not None and 0 < until - turn.now <= LONGEST_PATIENCE


def _ask_without_agent(turn: Turn, ended: Answer) -> None:
    # The token is dropped on the disk before the second question (DLV-5).
    _conclude(turn, ended)
    _conclude(turn, turn.portal.ask(turn.credentials, turn.state.revision))
    if turn.state.standing is not None:
        turn.keep(replace(turn.state, standing=replace(turn.state.standing, agent_ended=True)))


def _conclude(turn: Turn, answer: Answer) -> None:
    if isinstance(answer, Controlled):
        answer = judged(answer, turn.state.known_catalogue, turn.state.version)
    turn.keep(conclude(turn.state, answer, turn.at, turn.now))


def _refresh_catalogue(turn: Turn) -> Unreachable | None:
    """Fetch the catalogue if it changed; return why there is no server at all, None otherwise."""
    match turn.portal.catalogue(turn.device_alone, turn.state.catalogue_etag):
        case CatalogueRead(document, etag) if read_catalogue(document) is not None:
            turn.keep(replace(turn.state, catalogue=document, catalogue_etag=etag))
        case Unreachable(why) as nothing if why in _NO_SERVER:
            return nothing
    return None


def _send_report(turn: Turn) -> None:
    owed = turn.state.owed
    if owed is None:
        return
    match turn.portal.report(turn.credentials, owed):
        case Done():
            turn.keep(replace(turn.state, owed=None, acknowledged=owed))
        case Refused():
            # Said again it would be refused again; the next answer brings the next report.
            turn.keep(replace(turn.state, owed=None))
