"""The page: what is set up, what became of the last mail and of the last test."""

from flask import current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.daily_mail import DayState, day_at
from portal.extensions import db
from portal.models import DailyMail
from portal.queries.clock import database_now
from portal.queries.daily_mails import daily_mail_of
from portal.queries.directory_details import organization_of
from portal.services import daily_mails as services
from portal.services.errors import NotAllowed
from portal.web.access import administrators_only, visitor
from portal.web.daily_mail.blueprint import daily_mail
from portal.web.daily_mail.words import DAY_STATES, PROBLEMS
from portal.web.page import page
from portal.web.times import moment


@daily_mail.get("/")
@administrators_only
def show() -> ResponseReturnValue:
    """Show it; while a test is on its way the page looks again by itself."""
    mail = daily_mail_of(g.organization_id)
    return page(
        "daily_mail/show",
        mail=mail,
        server=current_app.config["SETTINGS"].mail_server is not None,
        over=_over(mail),
        states=DAY_STATES,
        problems=PROBLEMS,
        moment=moment,
    )


def _over(mail: DailyMail) -> bool:
    """Tell whether a day went by whose mail did not reach everybody."""
    today = day_at(database_now(), visitor().account.organization.time_zone)
    return mail.day_state is DayState.WAITING and mail.day is not None and mail.day < today


@daily_mail.route("/test", methods=["GET", "POST"])
@administrators_only
def test() -> ResponseReturnValue:
    """Send a test to all addresses that are saved."""
    if request.method == "POST" and current_app.config["SETTINGS"].mail_server is not None:
        try:
            services.ask_for_test(organization_of(g.organization_id))
        except NotAllowed as refused:
            flash(_refusal(refused.reason), "danger")
        else:
            db.session.commit()
            flash(_("The test is on its way; its outcome will stand below."))
    return redirect(url_for("daily_mail.show"), 303)


def _refusal(reason: str) -> str:
    if reason == "too_soon":
        return str(_("The last test was a moment ago. Wait a minute, then try again."))
    return str(_("Save an address first."))
