"""`/api/v1/enrollments`: a softphone becomes that of a terminal, and stops being it."""

from typing import Annotated

from flask import Blueprint
from flask.typing import ResponseReturnValue
from pydantic import Field

from portal.api.bodies import Body, read_body
from portal.api.credentials import anyone, device_token, softphone
from portal.api.documentation import Answer, AnswerShape, documented
from portal.api.replies import json_reply
from portal.domain.words import TerminalType
from portal.extensions import db
from portal.services import enrollments

enrollments_api = Blueprint("enrollments_api", __name__)


class Enrollment(Body):
    """Which terminal, and its password."""

    organization: Annotated[str, Field(max_length=63)]
    extension: Annotated[str, Field(max_length=32)]
    password: Annotated[str, Field(max_length=1000)]


class EnrolledTerminal(AnswerShape):
    """The terminal that the token stands for."""

    extension: str
    name: str
    type: TerminalType


class Enrolled(AnswerShape):
    """The token; it is shown this once."""

    device_token: str
    terminal: EnrolledTerminal


@enrollments_api.post("/enrollments")
@anyone
@documented(
    "softphone",
    "Get a device token for a terminal by its password.",
    body=Enrollment,
    answers={201: Answer("Enrolled", Enrolled)},
    problems=(401, 403, 429),
)
def enrol() -> ResponseReturnValue:
    """Enrol a softphone; every mismatch is answered alike, and as slowly (TRU-14)."""
    asked = read_body(Enrollment)
    enrolled = enrollments.enrol(asked.organization, asked.extension, asked.password)
    terminal = enrolled.terminal
    answer = {
        "device_token": enrolled.token,
        "terminal": {"extension": terminal.extension, "name": terminal.name, "type": terminal.terminal_type},
    }
    db.session.commit()
    return json_reply(answer, 201)


@enrollments_api.delete("/enrollments")
@device_token
@documented("softphone", "Give the device token back.", answers={204: Answer("The token is dead")})
def leave() -> ResponseReturnValue:
    """Kill the token that was shown."""
    enrollments.end(softphone())
    db.session.commit()
    return "", 204
