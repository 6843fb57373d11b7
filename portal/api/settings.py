"""`/api/v1/settings`: what a softphone gets, and what it says it did with it."""

from typing import Annotated

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from pydantic import Field

from importer.faults import Fault, FaultCode
from portal.api.bodies import Body, read_body
from portal.api.credentials import (
    agent_if_signed_in,
    asker,
    asker_in_one_state,
    asker_of_settings,
    softphone,
    softphone_version,
)
from portal.api.documentation import (
    ACCEPT_LANGUAGE,
    IF_NONE_MATCH,
    SOFTPHONE_VERSION,
    Answer,
    documented,
)
from portal.api.languages import preferred_language
from portal.api.replies import caller_has, revised_reply
from portal.api.settings_shapes import EffectiveSettings
from portal.domain.words import Language, ReportResult
from portal.extensions import db
from portal.services import answers, delivery_pulse, reports
from portal.services.answers import Question, Subject
from portal.services.errors import NotAcceptable
from portal.services.reports import DETAIL_LENGTH

settings_api = Blueprint("settings_api", __name__)

_SHA256 = Field(pattern="^[0-9a-f]{64}$")


@settings_api.get("/settings")
@asker_of_settings
@documented(
    "softphone",
    "The effective settings of this softphone.",
    answers={
        200: Answer("The settings", EffectiveSettings, headers=("ETag",)),
        304: Answer("As the softphone has them", headers=("ETag",)),
    },
    problems=(400,),
    parameters=(SOFTPHONE_VERSION, IF_NONE_MATCH, ACCEPT_LANGUAGE),
)
def settings() -> ResponseReturnValue:
    """Answer with what the softphone gets; unchanged, no document is built (DLV-7)."""
    # The notice is in Japanese unless the softphone prefers English (LCK-1).
    language = preferred_language(Language.JA)
    question = Question(Subject.SETTINGS, softphone_version(), language)
    # Whoever only looks at the headers was given nothing.
    noted = request.method == "GET"
    answer = answers.answer(question, asker(), has=caller_has, in_one_state=asker_in_one_state, noted=noted)
    response = revised_reply(
        answer.revision, answer.body, cache_control="private, no-cache", whole=answer.wanted_whole and noted
    )
    response.vary.add("Accept-Language")
    return response


class Report(Body):
    """What became of an answer; `digest` is of what is in force now, null when released."""

    revision: Annotated[str, _SHA256]
    result: Annotated[ReportResult, Field(strict=False)]
    digest: Annotated[str, _SHA256] | None = None
    detail: Annotated[str, Field(max_length=DETAIL_LENGTH)] | None = None


@settings_api.post("/settings/reports")
@agent_if_signed_in
@documented(
    "softphone",
    "Report what the softphone did with an answer.",
    body=Report,
    answers={204: Answer("Kept; the same report twice is one")},
)
def report() -> ResponseReturnValue:
    """Keep the report; it is committed before the answer (DST-3)."""
    told = read_body(Report)
    if told.result is ReportResult.RELEASED and told.digest is not None:
        raise NotAcceptable((Fault("/digest", FaultCode.NOT_ALLOWED, {"allowed": "null"}),))
    reports.receive(softphone(), reports.Report(told.revision, told.result, told.digest, told.detail))
    db.session.commit()
    delivery_pulse.beat(softphone().organization_id)
    return "", 204
