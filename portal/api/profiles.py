"""Profiles, for automation and for moving them between organisations."""

from flask import Blueprint, Response, request, url_for

from portal import database
from portal.api.bodies import read_body
from portal.api.credentials import api_key, program
from portal.api.documentation import IF_MATCH, IF_NONE_MATCH, Answer, Documentation, Parameter
from portal.api.problems import Problem
from portal.api.profile_reading import read_document, written
from portal.api.profile_shapes import ChangedProfile, NewProfile, ProfileAnswer, ProfileList
from portal.api.replies import caller_has, json_reply
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.models import Organization, Profile
from portal.queries.profile_documents import ProfileDocument, document_of
from portal.queries.profiles import after, profile_of
from portal.services import profile_documents, profiles

# 50,000 targets and two lists of 100,000 numbers are about 5 MB.
LARGEST_DOCUMENT = 16 * 1024 * 1024
PAGE = 200
_MOST_CURSOR_DIGITS = 10

profiles_api = Blueprint("profiles_api", __name__)


@profiles_api.get("/profiles")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "List the profiles, some at a time",
    answers={200: Answer("Some profiles; `next` is the cursor of those that follow", ProfileList)},
    parameters=(Parameter("cursor", "query", "`next` of the answer before.", {"type": "string"}),),
    problems=(400,),
)
def listed() -> Response:
    """Answer with the profiles after the cursor, by id."""
    rows = after(program().organization_id, _cursor(), PAGE + 1)
    shown = rows[:PAGE]
    return json_reply(
        {
            "profiles": [
                {
                    "id": profile.id,
                    "name": profile.name,
                    "status": profile.status,
                    "target_type": profile.target_type,
                    "revision": profile.revision,
                }
                for profile in shown
            ],
            "next": str(shown[-1].id) if len(rows) > PAGE else None,
        }
    )


@profiles_api.get("/profiles/<int:profile_id>")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "Read a profile",
    answers={
        200: Answer("The profile", ProfileAnswer, headers=("ETag",)),
        304: Answer("As the caller has it", headers=("ETag",)),
    },
    problems=(404,),
    parameters=(IF_NONE_MATCH,),
)
def read(profile_id: int) -> Response:
    """Answer with one state of the profile, or 304 when the caller has it."""
    db.session.rollback()
    database.read_one_state(db.session())
    profile = profile_of(program().organization_id, profile_id)
    if caller_has(profile.revision):
        return _tagged(Response(status=304), profile)
    return _answer(profile)


@profiles_api.post("/profiles")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "Make a profile; it is always disabled",
    body=NewProfile,
    answers={201: Answer("The profile", ProfileAnswer, ("ETag", "Location"))},
    problems=(409,),
)
def create() -> Response:
    """Make a profile of the document."""
    body = read_body(NewProfile, most=LARGEST_DOCUMENT)
    document = read_document(body, ProfileDocument(name=body.name, target_type=body.target_type))
    profile = profile_documents.create(_organization(), document, who=_who())
    made = _answer(profile, 201)
    made.headers["Location"] = url_for(".read", profile_id=profile.id)
    db.session.commit()
    return made


@profiles_api.put("/profiles/<int:profile_id>")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "Change a profile; what is not named stays as it is",
    body=ChangedProfile,
    answers={200: Answer("The profile", ProfileAnswer, ("ETag",))},
    parameters=(IF_MATCH,),
    problems=(404, 409, 412, 428),
)
def replace(profile_id: int) -> Response:
    """Make the profile what the document says."""
    profile = profile_of(program().organization_id, profile_id)
    seen = _seen_revision(profile)
    body = read_body(ChangedProfile, most=LARGEST_DOCUMENT)
    document = read_document(body, document_of(profile))
    profile_documents.replace(profile, document, seen_revision=seen, who=_who())
    # What is answered is what was saved: nobody saves before the commit.
    answer = _answer(profile)
    db.session.commit()
    return answer


@profiles_api.delete("/profiles/<int:profile_id>")
@api_key(ApiRight.PROFILES)
@Documentation(
    "profiles",
    "Delete a profile; its targets are released",
    answers={204: Answer("It is deleted")},
    parameters=(IF_MATCH,),
    problems=(404, 412, 428),
)
def delete(profile_id: int) -> Response:
    """Delete the profile."""
    profile = profile_of(program().organization_id, profile_id)
    profiles.delete(profile, seen_revision=_seen_revision(profile))
    db.session.commit()
    return Response(status=204)


def _answer(profile: Profile, status: int = 200) -> Response:
    return _tagged(json_reply(written(profile, document_of(profile)), status), profile)


def _tagged(response: Response, profile: Profile) -> Response:
    response.set_etag(profile.revision)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _organization() -> Organization:
    return db.session.get_one(Organization, program().organization_id)


def _who() -> str:
    return program().name


def _seen_revision(profile: Profile) -> str:
    seen = request.if_match
    if "If-Match" not in request.headers:
        raise Problem("precondition-needed")
    if profile.revision not in seen:
        raise Problem("changed-meanwhile")
    return profile.revision


def _cursor() -> int:
    cursor = request.args.get("cursor", "0")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= _MOST_CURSOR_DIGITS):
        raise Problem("bad-request")
    return int(cursor)
