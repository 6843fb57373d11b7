"""操作履歴 as files: CSV to look at, JSON Lines with all that the hashes are made from."""

import json

from flask import Response, g, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.models import AuditEntry
from portal.queries.audit_lines import line_of
from portal.queries.history_lists import whole
from portal.web.access import administrators_only
from portal.web.audit.blueprint import audit
from portal.web.audit.summary import lines
from portal.web.audit.wanted import asked, wanted_by
from portal.web.csv_answer import csv_answer
from portal.web.history import words
from portal.web.times import moment

# A cell of a spreadsheet takes no more.
_LONGEST_CELL = 32_000


@audit.get("/export.csv")
@administrators_only
def csv_file() -> ResponseReturnValue:
    """Give the log, as it is filtered, as a table for spreadsheets."""
    entries = whole(g.organization_id, wanted_by(asked()))
    headings = [
        *(_("Number"), _("When"), _("How"), _("Who"), _("Source address"), _("What"), _("Subject")),
        *(_("Name"), _("Difference")),
    ]
    return csv_answer(headings, map(_cells, entries), "audit.csv")


@audit.get("/export.jsonl")
@administrators_only
def json_lines() -> ResponseReturnValue:
    """Give the log, as it is filtered, entry by entry as it was written."""
    entries = whole(g.organization_id, wanted_by(asked()))
    written = (f"{line_of(entry)}\n" for entry in entries)
    response = Response(stream_with_context(written), content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    return response


def _cells(entry: AuditEntry) -> list[str]:
    return [
        str(entry.position),
        moment(entry.at),
        words.label(words.ACTORS, entry.actor_kind),
        entry.actor_name,
        entry.address or "",
        words.label(words.ACTIONS, entry.action),
        words.label(words.SUBJECTS, entry.subject_kind),
        entry.subject,
        "\n".join(lines(entry.action, json.loads(entry.details)))[:_LONGEST_CELL],
    ]
