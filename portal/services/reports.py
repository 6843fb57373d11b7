"""What a softphone says it did with an answer: the last word of each terminal is kept (DST-2)."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from importer.json_value import JsonValue
from importer.masking import mask_text
from portal.domain.webhooks import Event
from portal.domain.words import ReportResult
from portal.extensions import db
from portal.models import Account, SoftphoneReport, Terminal
from portal.queries.clock import database_now
from portal.queries.credentials import Softphone
from portal.services import answers, webhook_outbox
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
    news = report.result is ReportResult.FAILED and not _said_before(softphone, report)
    # A softphone may quote what it could not set (TRU-16); the mask can be longer than the secret.
    detail = None if report.detail is None else mask_text(report.detail)[:DETAIL_LENGTH]
    applied = report.digest if report.result is ReportResult.APPLIED else None
    given = answers.digest_given(softphone.terminal_id, softphone.account_id, report.revision)
    row = {
        "account_id": softphone.account_id,
        "revision": report.revision,
        "result": report.result,
        "digest": report.digest,
        "detail": detail,
        "reported_at": database_now(),
    }
    statement = insert_into(SoftphoneReport).values(
        terminal_id=softphone.terminal_id, expected=given or applied, **row
    )
    # Of an answer that is not at hand any more the first report says what it came to.
    first = case(
        (SoftphoneReport.revision == report.revision, func.coalesce(SoftphoneReport.expected, applied)),
        else_=applied,
    )
    changed = row | {"expected": given or first}
    db.session.execute(statement.on_conflict_do_update(index_elements=["terminal_id"], set_=changed))
    if news:
        failure: dict[str, JsonValue] = {"revision": report.revision, "detail": detail}
        webhook_outbox.tell(
            softphone.organization_id, Event.DELIVERY_FAILED, lambda: _who(softphone) | failure
        )


def _said_before(softphone: Softphone, report: Report) -> bool:
    last = (
        select(SoftphoneReport.revision, SoftphoneReport.result, SoftphoneReport.account_id)
        .where(SoftphoneReport.terminal_id == softphone.terminal_id)
        .with_for_update()
    )
    found = db.session.execute(last).one_or_none()
    return found is not None and tuple(found) == (report.revision, report.result, softphone.account_id)


def _who(softphone: Softphone) -> dict[str, JsonValue]:
    extension = db.session.get_one(Terminal, softphone.terminal_id).extension
    account = None if softphone.account_id is None else db.session.get_one(Account, softphone.account_id)
    return {"extension": extension, "login": None if account is None else account.login}
