"""The directory of an organisation, for the PBX that masters it."""

import json

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from importer.directory import Mode, to_document
from importer.reading import read_json
from portal.api.bodies import raw_body
from portal.api.credentials import api_key, program
from portal.api.directory_shapes import CONFIRM, DIRECTORY, DRY_RUN, DirectoryCounts
from portal.api.documentation import IF_MATCH, IF_NONE_MATCH, Answer, Documentation, documented
from portal.api.problems import Problem
from portal.api.replies import caller_has, json_reply, revised_reply
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.models import Organization
from portal.queries.directory import stored
from portal.services.directory import LIMITS, DirectoryChanged, Taking, TooMuchRemoved, take

directory_api = Blueprint("directory_api", __name__)


def _taking(summary: str) -> Documentation:
    return documented(
        "directory",
        summary,
        body=DIRECTORY,
        answers={200: Answer("What changed, or would change", DirectoryCounts, headers=("ETag",))},
        problems=(409, 412),
        parameters=(DRY_RUN, CONFIRM, IF_MATCH),
    )


@directory_api.get("/directory")
@api_key(ApiRight.DIRECTORY)
@documented(
    "directory",
    "The directory of the organisation.",
    answers={
        200: Answer("The directory, without passwords", DIRECTORY, headers=("ETag",)),
        304: Answer("As the caller has it", headers=("ETag",)),
    },
    parameters=(IF_NONE_MATCH,),
)
def read() -> ResponseReturnValue:
    """Answer with the directory, or 304 when the caller has it."""
    organization = _organization()
    revision = organization.directory_revision
    document = None if caller_has(revision) else to_document(stored(organization).directory)
    body = None if document is None else json.dumps(document, ensure_ascii=False).encode()
    return revised_reply(revision, body, cache_control="private, no-cache")


@directory_api.patch("/directory")
@api_key(ApiRight.DIRECTORY)
@_taking("Add or change what the document names, and touch nothing else.")
def merge() -> ResponseReturnValue:
    """Add or change what the document names, and touch nothing else."""
    return _take(Mode.MERGE)


@directory_api.put("/directory")
@api_key(ApiRight.DIRECTORY)
@_taking("Make the directory what the document says.")
def synchronise() -> ResponseReturnValue:
    """Make the directory what the document says: of each list that it names, nothing else is left."""
    return _take(Mode.SYNC)


def _take(mode: Mode) -> ResponseReturnValue:
    value = read_json(raw_body(LIMITS.bytes), LIMITS)
    slug = _organization().slug
    taking = Taking(
        mode,
        dry_run=_asked("dry_run"),
        confirmed=_asked("confirm"),
        seen_revisions=_seen(),
        unattended=True,
    )
    try:
        counts = take(value, taking, slug=slug)
    except TooMuchRemoved as refused:
        raise _needs_confirmation(refused) from None
    except DirectoryChanged:
        raise Problem("changed-meanwhile") from None
    db.session.commit()
    return json_reply(counts, ETag=f'"{_organization().directory_revision}"')


def _organization() -> Organization:
    organization = db.session.get(Organization, program().organization_id)
    if organization is None:
        raise Problem("wrong-credential")
    return organization


def _asked(name: str) -> bool:
    return request.args.get(name) in {"1", "true"}


def _seen() -> frozenset[str] | None:
    if not request.if_match or request.if_match.star_tag:
        return None
    return frozenset(request.if_match.as_set())


def _needs_confirmation(refused: TooMuchRemoved) -> Problem:
    shares = [
        _("%(removed)d of %(count)d in %(kind)s", removed=share.removed, count=share.count, kind=share.kind)
        for share in refused.shares
    ]
    detail = _(
        "This would remove %(shares)s. Send it again with confirm=1 if it is meant.", shares="; ".join(shares)
    )
    removed = {share.kind: share.removed for share in refused.shares}
    return Problem("confirmation-needed", detail, members={"removed": removed})
