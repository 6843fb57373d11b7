"""`GET /api/v1/call-ui`: the numbers and contact points that OpenCTI and workspace show (CUI-1)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.api.credentials import asker, asker_in_one_state, asker_of_call_ui, softphone_version
from portal.api.documentation import IF_NONE_MATCH, SOFTPHONE_VERSION, Answer, documented
from portal.api.replies import caller_has, revised_reply
from portal.api.settings_shapes import CallUi
from portal.domain.words import Language
from portal.services import answers
from portal.services.answers import Question, Subject

call_ui_api = Blueprint("call_ui_api", __name__)


@call_ui_api.get("/call-ui")
@asker_of_call_ui
@documented(
    "softphone",
    "The numbers and contact points of the settings answer of this account and terminal.",
    answers={
        200: Answer("The lists", CallUi, headers=("ETag",)),
        304: Answer("As the caller has them", headers=("ETag",)),
    },
    problems=(400,),
    parameters=(SOFTPHONE_VERSION, IF_NONE_MATCH),
)
def call_ui() -> ResponseReturnValue:
    """Answer with the two lists; they are in no language."""
    question = Question(Subject.CALL_UI, softphone_version(), Language.JA)
    answer = answers.answer(question, asker(), has=caller_has, in_one_state=asker_in_one_state)
    return revised_reply(answer.revision, answer.body, cache_control="private, no-cache")
