"""保存しますか? without JavaScript: every save asks once before it happens (PRF-8)."""

from enum import Enum, auto

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.web.page import page

# Fields of the conversation itself, which the confirmation page sets anew.
_OWN = ("csrf_token", "confirmed")


class Answer(Enum):
    """What the person said to 保存しますか?."""

    NOT_ASKED = auto()
    OK = auto()
    CANCEL = auto()


def answer() -> Answer:
    """Return the answer that came with this post."""
    return {"1": Answer.OK, "0": Answer.CANCEL}.get(request.form.get("confirmed", ""), Answer.NOT_ASKED)


def ask(question: str | None = None, *, detail: str | None = None, status: int = 200) -> ResponseReturnValue:
    """Answer with the page that asks; it keeps all that was typed and posts it back to this address."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
    return page("confirm", status, question=question or _("Do you want to save?"), detail=detail, typed=typed)
