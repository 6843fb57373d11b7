"""What a softphone says it did with an answer: the last word of each terminal is kept (DST-2)."""

from dataclasses import dataclass

from importer.masking import mask_text
from portal.domain.words import ReportResult
from portal.extensions import db
from portal.models import SoftphoneReport
from portal.queries.clock import database_now
from portal.queries.credentials import Softphone
from portal.services.upserts import insert_into

DETAIL_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """One report: `revision` of the answer, `digest` of what is in force now, both hex SHA-256."""

    revision: str
    result: ReportResult
    digest: str | None
    detail: str | None


def receive(softphone: Softphone, report: Report) -> None:
    """Keep the report in place of the terminal's last; the same one twice is one (TRU-7)."""
    row = {
        "account_id": softphone.account_id,
        "revision": report.revision,
        "result": report.result,
        "digest": report.digest,
        # A softphone may quote what it could not set (TRU-16); the mask can be longer than the secret.
        "detail": None if report.detail is None else mask_text(report.detail)[:DETAIL_LENGTH],
        "reported_at": database_now(),
    }
    statement = insert_into(SoftphoneReport).values(terminal_id=softphone.terminal_id, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["terminal_id"], set_=row))
