"""配信状況 of a profile: how far the delivery to each target has come (DST-1)."""

from flask import g
from flask.typing import ResponseReturnValue

from portal.queries.profiles import profile_of
from portal.web.access import administrators_only
from portal.web.delivery.blueprint import delivery
from portal.web.delivery.now import context_of
from portal.web.profiles.tabs import tab_page


@delivery.get("/profiles/<int:profile_id>/delivery/", endpoint="profile")
@administrators_only
def profile_view(profile_id: int) -> ResponseReturnValue:
    """Show totals, how the last change spreads, and one page of the targets."""
    profile = profile_of(g.organization_id, profile_id)
    return tab_page("delivery/profile", profile, None, **context_of(profile))
