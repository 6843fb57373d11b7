"""What stands around the history of a profile: its heading and tabs, while it is there."""

from flask import Response, g
from sqlalchemy import select

from portal.extensions import db
from portal.models import Profile
from portal.queries.among import LARGEST_ID
from portal.queries.profiles import profile_of
from portal.web.page import page
from portal.web.profiles.tabs import tab_page


def profile_or_none(profile_id: int) -> Profile | None:
    """Return the organisation's profile; None when it is deleted, or was never there."""
    there = select(Profile.id).where(
        Profile.id == min(profile_id, LARGEST_ID), Profile.organization_id == g.organization_id
    )
    return None if db.session.scalar(there) is None else profile_of(g.organization_id, profile_id)


def framed(
    template: str, profile: Profile | None, profile_id: int, status: int = 200, **context: object
) -> Response:
    """Answer with a page of the history; without a profile the heading stands alone."""
    context["profile_id"] = profile_id
    if profile is None:
        return page(template, status, profile=None, tabs=[], **context)
    return tab_page(template, profile, None, status, **context)
