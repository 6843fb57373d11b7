"""操作履歴: the log, filtered, and one entry of it."""

import json
from functools import partial

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.audit import Action
from portal.queries import history_lists as lists
from portal.queries.history_lists import EntryRow
from portal.queries.history_states import entry_at
from portal.web.access import administrators_only
from portal.web.audit.blueprint import audit
from portal.web.audit.summary import lines
from portal.web.audit.wanted import asked, wanted_by
from portal.web.history import words
from portal.web.history.shown import shown_entry
from portal.web.lists import Address, plain, shown
from portal.web.page import page
from portal.web.times import moment

# A longer entry is exported, not shown.
MOST_SHOWN = 200_000


@audit.get("/")
@administrators_only
def log() -> ResponseReturnValue:
    """List what was done and what was refused, newest first."""
    listing = asked()
    address = address_of("audit.log")
    found = lists.log(g.organization_id, wanted_by(listing), listing)
    actions = [(action.value, words.label(words.ACTIONS, action)) for action in Action]
    return page(
        "audit/log",
        listing=listing,
        rows=shown(found.map(_entry), listing, address),
        headings=plain(_("When"), _("Who"), _("What"), _("Subject"), _("Difference")),
        actions=[("", _("All")), *sorted(actions, key=lambda each: each[1])],
        exports=[
            ("CSV", address_of("audit.csv_file")(**listing.at(1).args())),
            ("JSON Lines", address_of("audit.json_lines")(**listing.at(1).args())),
        ],
    )


def address_of(endpoint: str) -> Address:
    """Return where a page of the log is; called with what it is filtered by."""
    return partial(url_for, endpoint)


def _entry(row: EntryRow) -> tuple[object, list[str] | None]:
    return shown_entry(row, None), None if row.details is None else lines(row.action, row.details)


@audit.get("/<int:position>/")
@administrators_only
def entry(position: int) -> ResponseReturnValue:
    """Show one entry with all that it says."""
    found = entry_at(g.organization_id, position)
    details = json.loads(found.details)
    written = json.dumps(details, ensure_ascii=False, indent=2, sort_keys=True)
    facts = [
        (_("When"), moment(found.at)),
        (_("Who"), f"{words.label(words.ACTORS, found.actor_kind)} {found.actor_name}".strip()),
        (_("Source address"), found.address),
        (_("What"), words.label(words.ACTIONS, found.action)),
        (_("Subject"), f"{words.label(words.SUBJECTS, found.subject_kind)} {found.subject}".strip()),
        (_("Hash"), found.hash),
    ]
    return page(
        "audit/entry",
        position=found.position,
        facts_of=facts,
        lines=lines(found.action, details),
        written=written if len(written) <= MOST_SHOWN else None,
        profile_url=url_for("history.state", profile_id=found.profile_id, position=found.position)
        if found.profile_id
        else None,
    )
