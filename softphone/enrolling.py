"""Enrolling: the softphone becomes one terminal of one organisation."""

from dataclasses import replace

from softphone import asking
from softphone.outcomes import Enrolled, NoAnswer
from softphone.state import State, Terminal
from softphone.turn import Turn


def enrol(turn: Turn, organization: str, extension: str, password: str) -> Enrolled | NoAnswer:
    """Become that terminal, end what this softphone was before, and start."""
    answer = turn.portal.enrol(organization, extension, password)
    if not isinstance(answer, Enrolled):
        return answer
    before, former = turn.state, turn.device_alone
    after = _enrolled(before, answer, turn.server, organization, password)
    turn.keep(after if _same_terminal(before, after) else _without_delivered(after))
    if former.device is not None:
        turn.portal.end_enrolment(former)
    asking.ask(turn)
    return answer


def _enrolled(before: State, answer: Enrolled, server: str, organization: str, password: str) -> State:
    terminal = answer.terminal
    return replace(
        before,
        server=server,
        organization=organization,
        terminal=Terminal(terminal.extension, terminal.name, terminal.type),
        device_token=answer.device_token,
        agent=None,
        own=before.own | {"terminal.extension": terminal.extension, "terminal.password": password},
        not_before=None,
    )


def _same_terminal(one: State, other: State) -> bool:
    return _place(one) == _place(other)


def _place(state: State) -> tuple[str, str | None, str | None]:
    return state.server, state.organization, None if state.terminal is None else state.terminal.extension


def _without_delivered(state: State) -> State:
    # Another terminal begins with the user's own settings, never with what the former one was given.
    return replace(
        state, in_force=None, revision=None, owed=None, acknowledged=None, standing=None, upload=None
    )
