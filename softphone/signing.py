"""Signing an agent in and out. After either the softphone asks again [manual 4.1]."""

from dataclasses import replace

from softphone import asking
from softphone.outcomes import AgentFunctionOff, NoAnswer, NotEnrolled, NotSignedIn, SignedIn
from softphone.settings import AGENT_FUNCTION, settings_of
from softphone.state import Agent, Standing
from softphone.turn import Turn


def sign_in(turn: Turn, login: str, password: str) -> SignedIn | NoAnswer | NotEnrolled | AgentFunctionOff:
    """Sign an agent in. The session of whoever was signed in here before is ended."""
    if turn.state.device_token is None:
        return NotEnrolled()
    if settings_of(turn.state).value(AGENT_FUNCTION) is False:
        return AgentFunctionOff()
    answer = turn.portal.sign_in(turn.device_alone, login, password)
    if isinstance(answer, SignedIn):
        former = turn.credentials
        turn.keep(replace(turn.state, agent=_agent(answer)))
        if former.agent is not None:
            turn.portal.sign_out(former)
        asking.ask(turn)
    return answer


def sign_out(turn: Turn) -> Standing | NotSignedIn:
    """Sign the agent out: here at once, at the portal if it can be told."""
    if turn.state.agent is None:
        return NotSignedIn()
    former = turn.credentials
    turn.keep(replace(turn.state, agent=None))
    turn.portal.sign_out(former)
    return asking.ask(turn)


def _agent(answer: SignedIn) -> Agent:
    return Agent(answer.agent_token, answer.account.login, answer.account.name, answer.expires_at)
