"""Webhook: the list, with what became of the newest message to each."""

from flask import g
from flask.typing import ResponseReturnValue

from portal.queries.webhooks import all_of
from portal.services.webhooks import MOST_WEBHOOKS
from portal.web.access import administrators_only
from portal.web.page import page
from portal.web.times import moment
from portal.web.webhooks.blueprint import webhooks
from portal.web.webhooks.words import EVENTS, STATES


@webhooks.get("/")
@administrators_only
def index() -> ResponseReturnValue:
    """List the organisation's webhooks."""
    listed = all_of(g.organization_id)
    return page(
        "webhooks/index",
        listed=listed,
        full=len(listed) >= MOST_WEBHOOKS,
        events=EVENTS,
        states=STATES,
        moment=moment,
    )
