"""もう一度配信: chosen targets get their next answer in full, and report it anew."""

from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy import literal, select

from portal.extensions import db
from portal.models import Profile
from portal.queries import delivery_state as lookups
from portal.queries.among import LARGEST_ID
from portal.queries.listing import AnySelect
from portal.queries.profiles import profile_of
from portal.services import delivery_pulse, redeliveries
from portal.web.access import administrators_only
from portal.web.delivery.blueprint import delivery
from portal.web.delivery.now import asked
from portal.web.delivery_totals import now


@delivery.post("/profiles/<int:profile_id>/delivery/again")
@administrators_only
def again(profile_id: int) -> ResponseReturnValue:
    """Ask it of all that match."""
    profile = profile_of(g.organization_id, profile_id)
    return _asked_of(profile, lookups.matching_ids(profile, now(), asked()))


@delivery.post("/profiles/<int:profile_id>/delivery/<int:target_id>/again")
@administrators_only
def again_one(profile_id: int, target_id: int) -> ResponseReturnValue:
    """Ask it of one target."""
    profile = profile_of(g.organization_id, profile_id)
    return _asked_of(profile, select(literal(min(target_id, LARGEST_ID))))


def _asked_of(profile: Profile, wanted: AnySelect) -> ResponseReturnValue:
    count = redeliveries.ask_again(profile, wanted)
    db.session.commit()
    delivery_pulse.beat(g.organization_id)
    flash(
        ngettext(
            "%(num)d target gets its settings in full at its next start or sign-in.",
            "%(num)d targets get their settings in full at their next start or sign-in.",
            count,
        )
    )
    values: dict[str, Any] = asked().args()
    return redirect(url_for("delivery.profile", profile_id=profile.id, **values), 303)
