"""取得履歴: every capture with what became of it (CAP-6)."""

from functools import partial

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.words import CaptureState
from portal.queries import captures
from portal.queries.listing import read_listing
from portal.web.access import administrators_only
from portal.web.lists import Address, plain, shown
from portal.web.page import page
from portal.web.snapshots.blueprint import snapshots
from portal.web.snapshots.words import STATES
from portal.web.times import moment


@snapshots.get("/captures/")
@administrators_only
def inbox() -> ResponseReturnValue:
    """List the captures; the list follows their states by itself while any is open (CAP-6)."""
    listing = read_listing(request.args, filters={"state": set(CaptureState)})
    address: Address = partial(url_for, "snapshots.inbox")
    found = captures.inbox(g.organization_id, listing)
    return page(
        "snapshots/captures",
        listing=listing,
        rows=shown(found, listing, address),
        here=address(**listing.args()),
        states=STATES,
        choices=[("", _("All")), *((state.value, label) for state, (label, _kind) in STATES.items())],
        headings=plain(*_columns()),
        waiting=any(capture.state in captures.OPEN for capture in found.items),
        moment=moment,
    )


def _columns() -> tuple[str, ...]:
    return (
        _("Received at"),
        _("Setting name"),
        _("State"),
        _("Source extension"),
        _("Source softphone version"),
        _("Account"),
    )
