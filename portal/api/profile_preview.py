"""What a softphone would get, and why (EXP-1): asked of a profile, answered by the one resolver."""

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from importer.catalogue import catalogue
from portal import database
from portal.api.credentials import api_key, program
from portal.api.documentation import ACCEPT_LANGUAGE, Answer, Documentation, Parameter
from portal.api.problems import Problem
from portal.api.profile_shapes import Preview
from portal.api.replies import json_reply
from portal.domain.effective import TraceEntry, explain
from portal.domain.versions import BadVersion, Version, parse_version
from portal.domain.words import ApiRight, Language
from portal.extensions import db
from portal.queries.delivery import Asker, by_names
from portal.queries.delivery_wide import wide_facts
from portal.queries.profiles import profile_of

profile_preview_api = Blueprint("profile_preview_api", __name__)

_TEXT = {"type": "string"}


@profile_preview_api.get("/profiles/<int:profile_id>/preview")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "What a softphone would get, and why",
    answers={200: Answer("The effective settings with their trace", Preview)},
    problems=(400, 404),
    parameters=(
        Parameter("extension", "query", "The terminal.", _TEXT, required=True),
        Parameter("account", "query", "The login of the agent who is signed in.", _TEXT),
        Parameter("softphone_version", "query", "As 3.13.7; without it the newest that is known.", _TEXT),
        ACCEPT_LANGUAGE,
    ),
)
def preview(profile_id: int) -> Response:
    """Answer with what this softphone would get now, and the reason for all that it would not."""
    db.session.rollback()
    database.read_one_state(db.session())
    version = _softphone_version()
    profile_of(program().organization_id, profile_id)
    explanation = explain(wide_facts(_asker(), version, _language()), catalogue())
    return json_reply(
        {"settings": explanation.document, "trace": [_line(entry) for entry in explanation.trace]}
    )


def _asker() -> Asker:
    extension, login = request.args.get("extension"), request.args.get("account") or None
    if not extension:
        raise Problem("bad-request", _("extension: the terminal's extension is expected."))
    if not (extension + (login or "")).isprintable():
        # Nobody is called so; PostgreSQL would not even take a NUL.
        raise NotFound
    asker = by_names(program().organization_id, extension, login, signed_in=True)
    if asker is None or (login is not None and asker.account_id is None):
        raise NotFound
    return asker


def _softphone_version() -> Version:
    text = request.args.get("softphone_version")
    try:
        return _newest_known() if text is None else parse_version(text)
    except BadVersion:
        raise Problem("softphone-version", _("softphone_version: expected is the form 3.13.7.")) from None


def _newest_known() -> Version:
    return max(parse_version(setting.since) for setting in catalogue().settings.values())


def _language() -> Language:
    return Language(request.accept_languages.best_match([Language.JA, Language.EN], default=Language.JA))


def _line(entry: TraceEntry) -> dict[str, object]:
    return {
        "part": entry.part,
        "item": entry.item,
        "profile": entry.profile_id,
        "reason": entry.reason,
    }
