"""Captures as administrators and softphones follow them."""

from dataclasses import replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.sql.base import ExecutableOption
from werkzeug.exceptions import NotFound

from portal.domain.words import CaptureState
from portal.extensions import db
from portal.models import Capture, SnapshotVersion
from portal.queries.listing import Listing, Orders, Page, contains, page_of

ORDERS: Orders = {"received": (Capture.id,)}
OPEN = (CaptureState.RECEIVED, CaptureState.PROCESSING)


def inbox(organization_id: int, listing: Listing) -> Page[Capture]:
    """Return one page of the captures without their bodies, the newest first, in two queries."""
    statement = (
        select(Capture)
        .options(defer(Capture.body), _with_version())
        .where(Capture.organization_id == organization_id)
    )
    if listing.search:
        statement = statement.where(_says(listing.search))
    if state := listing.filter("state"):
        statement = statement.where(Capture.state == CaptureState(state))
    newest_first = replace(listing, sort="received", descending=True)
    return page_of(statement, newest_first, ORDERS).map(lambda row: row[0])


def _says(text: str) -> ColumnElement[bool]:
    return contains(text, Capture.name, Capture.source_extension, Capture.account_login, Capture.file_name)


def how_many_open(organization_id: int) -> int:
    """Return how many captures of the organisation still wait for an outcome."""
    statement = select(func.count()).where(
        Capture.organization_id == organization_id, Capture.state.in_(OPEN)
    )
    return db.session.scalar(statement) or 0


def capture_of(organization_id: int, public_id: str) -> Capture:
    """Return the organisation's capture; another's does not exist (ACC-4): NotFound."""
    return _one(Capture.organization_id == organization_id, Capture.public_id == public_id)


def capture_of_terminal(terminal_id: int, public_id: str) -> Capture:
    """Return the capture that this terminal uploaded; another's does not exist (TRU-14): NotFound."""
    return _one(Capture.terminal_id == terminal_id, Capture.public_id == public_id)


def _one(*conditions: ColumnElement[bool]) -> Capture:
    capture = db.session.scalar(select(Capture).options(_with_version()).where(*conditions))
    if capture is None:
        raise NotFound
    return capture


def _with_version() -> ExecutableOption:
    # Which version it became, without the settings in it.
    version = joinedload(Capture.version)
    return version.options(defer(SnapshotVersion.settings), joinedload(SnapshotVersion.snapshot))
