"""The preview of a profile, and of any softphone; both answer by the resolver of softphones (EXP-1)."""

import json
from functools import partial
from typing import Any

from flask import Blueprint, Response, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from importer.catalogue import catalogue
from portal import database
from portal.domain.words import Status
from portal.extensions import db
from portal.models import Profile
from portal.queries.drafts import begun
from portal.queries.preview import Previewed, WhatIf, previewed
from portal.queries.profiles import profile_of
from portal.web.access import administrators_only, visitor
from portal.web.lists import Address, shown
from portal.web.page import page
from portal.web.preview import words
from portal.web.preview.question import Question, read_question
from portal.web.preview.reasons import parts_of, profiles_of, reasons_page
from portal.web.preview.screens import MOST_LINES, screens_of
from portal.web.profiles.words import CONTACT_POINT_TYPE, OWNER_TYPE
from portal.web.words import DELIVERED_PARTS

# A longer document is not written into the page: it has an address of its own.
MOST_SHOWN = 200_000

preview = Blueprint("preview", __name__)


@preview.get("/preview")
@administrators_only
def anywhere() -> ResponseReturnValue:
    """Show what a softphone would get now, whatever profile it comes from."""
    database.read_one_state_from_here(db.session)
    return _answer(None, partial(url_for, "preview.anywhere"))


@preview.get("/profiles/<int:profile_id>/preview")
@administrators_only
def of_profile(profile_id: int) -> ResponseReturnValue:
    """Show what a softphone would get, with what of this profile is not saved yet (PRV-2)."""
    database.read_one_state_from_here(db.session)
    profile = profile_of(g.organization_id, profile_id)
    return _answer(profile, partial(url_for, "preview.of_profile", profile_id=profile.id))


def _answer(profile: Profile | None, address: Address) -> ResponseReturnValue:
    question = read_question(g.organization_id, profile)
    drafts = begun(visitor().account.id, [profile.id]) if profile else []
    seen = _seen(question, profile, drafted=bool(drafts))
    if seen and request.args.get("format") == "json":
        return Response(seen.explanation.effective.body, mimetype="application/json")
    return page(
        "preview/show",
        profile=profile,
        question=question,
        drafts=drafts,
        address=address,
        here=address(),
        words=words,
        **(_shown(question, seen, address, profile) if seen else {"seen": None}),
    )


def _seen(question: Question, profile: Profile | None, *, drafted: bool) -> Previewed | None:
    if question.asker is None or question.version is None:
        return None
    what_if = None if profile is None else _what_if(question, profile, drafted=drafted)
    return previewed(question.asker, question.version, question.language, catalogue(), what_if)


def _what_if(question: Question, profile: Profile, *, drafted: bool) -> WhatIf:
    return WhatIf(
        profile,
        drafts_of=visitor().account.id if drafted and question.with_drafts else None,
        enabled=question.as_enabled and profile.status is Status.DISABLED,
    )


def _shown(question: Question, seen: Previewed, address: Address, profile: Profile | None) -> dict[str, Any]:
    listing, matching = question.listing, profiles_of(seen)
    items: Address = partial(address, _anchor="preview-items")
    document = json.dumps(seen.explanation.document, ensure_ascii=False, indent=2)
    return {
        "seen": seen,
        "document": document if len(document) <= MOST_SHOWN else None,
        "screens": screens_of(seen, catalogue()),
        "profiles": matching,
        "missing": profile is not None and profile.id not in {each.id for each in matching},
        "part_choices": [
            ("", _("Everything")),
            *((str(part), label) for part, label in DELIVERED_PARTS.items()),
        ],
        "parts": parts_of(seen.explanation),
        "reasons": shown(reasons_page(seen, listing, catalogue()), listing, items),
        "all_url": items(**question.args()),
        "json_url": address(**question.args(), format="json"),
        "owner_types": OWNER_TYPE,
        "contact_point_types": CONTACT_POINT_TYPE,
        "most_lines": MOST_LINES,
    }
