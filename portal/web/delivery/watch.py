"""Whether there is anything new: a page that softphones are about to change asks again and again (DST-4)."""

from flask import g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from portal.queries.profiles import profile_of
from portal.web.access import administrators_only
from portal.web.delivery.blueprint import delivery
from portal.web.delivery.now import FIRST_WAIT, LONGEST_WAIT, asked, context_of, stamp_of, watch_url
from portal.web.page import page
from portal.web.times import moment


@delivery.get("/profiles/<int:profile_id>/delivery/now")
@administrators_only
def watch(profile_id: int) -> ResponseReturnValue:
    """Give what is new; while nothing is, only when to ask again, which is later each time.

    What is new is known without a look at the targets.
    """
    profile = profile_of(g.organization_id, profile_id)
    stamp = stamp_of(profile)
    if request.args.get("seen") != stamp:
        return page("delivery/now", profile=profile, moment=moment, **context_of(profile))
    wait = min(LONGEST_WAIT, 2 * max(FIRST_WAIT, request.args.get("wait", FIRST_WAIT, int)))
    url = watch_url(profile, asked(), stamp, wait)
    answer = make_response(render_template("delivery/_watch.html", watch_url=url, wait=wait))
    answer.headers["HX-Retarget"] = "#delivery-watch"
    return answer
