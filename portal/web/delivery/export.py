"""The states of all targets as a file."""

from collections.abc import Iterator

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.models import Profile
from portal.queries import delivery_state as lookups
from portal.queries.profiles import profile_of
from portal.web.access import administrators_only
from portal.web.csv_answer import csv_answer
from portal.web.delivery.blueprint import delivery
from portal.web.delivery.now import asked
from portal.web.delivery_totals import now
from portal.web.delivery_words import STATES, why
from portal.web.times import moment


@delivery.get("/profiles/<int:profile_id>/delivery/export.csv")
@administrators_only
def export(profile_id: int) -> ResponseReturnValue:
    """Give all targets that match as CSV."""
    profile = profile_of(g.organization_id, profile_id)
    heading = [
        *(_("Target"), _("Name"), _("State"), _("When"), _("Softphone version"), _("Softphone of")),
        _("Reason"),
    ]
    return csv_answer(heading, _rows(profile), f"delivery-{profile.id}.csv")


def _rows(profile: Profile) -> Iterator[list[str]]:
    for row in lookups.exported(profile, now(), asked()):
        yield [
            row.key,
            row.name,
            str(STATES[row.state].label),
            moment(row.at),
            row.softphone_version or "",
            row.extension or "",
            why(row, profile),
        ]
