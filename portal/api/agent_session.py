"""`/api/v1/agent-session`: an agent signs in on a softphone, and out."""

from typing import Annotated

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import AwareDatetime, Field

from portal.api.bodies import Body, read_body
from portal.api.credentials import both_tokens, device_token, softphone
from portal.api.documentation import Answer, AnswerShape, documented
from portal.api.replies import json_reply
from portal.extensions import db
from portal.services import agent_sessions

agent_session_api = Blueprint("agent_session_api", __name__)


class SignIn(Body):
    """Who signs in."""

    login: Annotated[str, Field(max_length=64)]
    password: Annotated[str, Field(max_length=1000)]


class SignedInAccount(AnswerShape):
    """Who signed in."""

    login: str
    name: str


class SignedIn(AnswerShape):
    """The token; it is shown this once."""

    agent_token: str
    expires_at: AwareDatetime
    account: SignedInAccount


@agent_session_api.post("/agent-session")
@device_token
@documented(
    "softphone",
    "Sign an agent in on this terminal.",
    body=SignIn,
    answers={201: Answer("Signed in", SignedIn)},
    problems=(403, 429),
)
def sign_in() -> ResponseReturnValue:
    """Sign an agent in; other sessions go on."""
    asked = read_body(SignIn)
    signed_in = agent_sessions.sign_in(softphone(), asked.login, asked.password)
    answer = {
        "agent_token": signed_in.token,
        "expires_at": signed_in.expires_at.isoformat(),
        "account": {"login": signed_in.account.login, "name": signed_in.account.name},
    }
    db.session.commit()
    return json_reply(answer, 201)


@agent_session_api.delete("/agent-session")
@both_tokens
@documented("softphone", "Sign the agent out.", answers={204: Answer("The agent token is dead")})
def sign_out() -> ResponseReturnValue:
    """End the session of the agent token that was shown."""
    agent_sessions.end(softphone())
    db.session.commit()
    return "", 204
