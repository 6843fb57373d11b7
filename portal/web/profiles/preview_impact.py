"""What a change of a profile would do, softphone by softphone, before it is made (STA-2).

Of a few targets it is counted as the page is made. Of many a worker counts when somebody asks for it, and the
page tells how far that is, then what it found.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import FromClause

from importer.catalogue import catalogue
from portal import database
from portal.domain.impact import OPEN, Action, RunState
from portal.extensions import db, htmx
from portal.models import ImpactRun, Profile
from portal.queries.drafts import begun
from portal.queries.impact import FILTERS, SORTS, Impact, impact_of, listed
from portal.queries.impact_runs import MOST_AT_ONCE, impact_in, run_of, sign_of, target_count, targets_in
from portal.queries.impact_targets import PARTS, Change, by_target
from portal.queries.listing import Filters, Listing, read_listing
from portal.queries.profiles import profile_of
from portal.services import impact_runs
from portal.web.access import administrators_only, visitor
from portal.web.lists import Address, heading, shown
from portal.web.page import page
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.impact_brief import change_of, switching
from portal.web.profiles.impact_words import ACTIONS, EFFECTS, settingless
from portal.web.times import moment
from portal.web.words import DELIVERED_PARTS

# Seconds until a page looks again how far a worker is, and at most, when it gets no further.
FIRST_WAIT, LONGEST_WAIT = 1, 30


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a change, rows as `by_target` gives them; `stale`: not of what is there now."""

    total: int
    found: Impact | None = None
    targets: FromClause | None = None
    run: ImpactRun | None = None
    stale: bool = False


@profiles.get("/<int:profile_id>/impact")
@administrators_only
def impact(profile_id: int) -> ResponseReturnValue:
    """Show what saving, enabling, disabling or deleting would do."""
    return _page(profile_id)


def _page(profile_id: int) -> Response:
    database.read_one_state_from_here(db.session)
    profile = profile_of(g.organization_id, profile_id)
    offered, action, listing = _asked(profile)
    address = partial(url_for, "profiles.impact", profile_id=profile.id)
    counted = _counted(change_of(profile, action))
    return page(
        "preview/impact",
        profile=profile,
        action=action,
        actions=[(each.value, ACTIONS[each]) for each in offered],
        effects=EFFECTS,
        effect_choices=[("", _("Everything")), *((each.value, label) for each, label in EFFECTS.items())],
        part_labels=DELIVERED_PARTS,
        settingless=settingless,
        counted=counted,
        rows=None if counted.targets is None else shown(listed(counted.targets, listing), listing, address),
        headings=_headings(profile, listing, address),
        address=address,
        listing=listing,
        moment=moment,
        **_progress(profile, action, listing, counted.run),
    )


def _asked(profile: Profile) -> tuple[list[Action], Action, Listing]:
    """Return what can be asked about, what is, and what is to be seen of it."""
    offered = _offered(profile)
    filters: Filters = {**FILTERS, "action": offered}
    listing = read_listing(request.values, sorts=SORTS, filters=filters)
    return offered, Action(listing.filter("action") or offered[0]), listing


def _offered(profile: Profile) -> list[Action]:
    """Return what can be asked about, the likeliest first."""
    drafts = [Action.SAVE] if begun(visitor().account.id, [profile.id]) else []
    return [*drafts, switching(profile), Action.DELETE]


def _counted(change: Change) -> Counted:
    total = target_count(change)
    if total <= MOST_AT_ONCE:
        targets = by_target(change, catalogue()).subquery()
        return Counted(total, impact_of(targets), targets)
    run = run_of(visitor().account.id, change.profile, change.action)
    if run is None or run.summary is None:
        return Counted(total, run=run)
    stale = sign_of(change, catalogue().version) != run.sign
    return Counted(total, impact_in(run.summary), targets_in(run.id), run, stale)


def _headings(profile: Profile, listing: Listing, address: Address) -> list[dict[str, Any]]:
    return [
        heading(words.TARGET_TYPE[profile.target_type], listing, address, "key"),
        heading(_("Name"), listing, address, "name"),
        {"label": _("Softphone version")},
        {"label": _("Effect")},
        *({"label": DELIVERED_PARTS[part]} for part in PARTS),
    ]


def _progress(profile: Profile, action: Action, listing: Listing, run: ImpactRun | None) -> dict[str, Any]:
    """Return whether a worker is at it, and where and when a page looks again how far it is."""
    done = -1 if run is None else run.done
    waited = request.args.get("wait", FIRST_WAIT, int)
    same = request.args.get("seen", -1, int) == done
    wait = min(LONGEST_WAIT, 2 * max(FIRST_WAIT, waited)) if same else FIRST_WAIT
    query: dict[str, Any] = {**listing.args(), "action": action.value, "seen": done, "wait": wait}
    return {
        "counting": run is not None and run.state in OPEN,
        "given_up": run is not None and run.state is RunState.GIVEN_UP,
        "outdated": run is not None and run.state is RunState.OUTDATED,
        "progress_url": url_for("profiles.impact_progress", profile_id=profile.id, **query),
        "wait": wait,
    }


@profiles.post("/<int:profile_id>/impact")
@administrators_only
def count_impact(profile_id: int) -> ResponseReturnValue:
    """Have a worker count what an action would do; of a few targets the page itself says it."""
    profile = profile_of(g.organization_id, profile_id)
    _offered_now, action, _listing = _asked(profile)
    if target_count(change_of(profile, action)) > MOST_AT_ONCE:
        impact_runs.begin(profile, visitor().account, action)
    db.session.commit()
    return redirect(url_for("profiles.impact", profile_id=profile_id, action=action.value), 303)


@profiles.get("/<int:profile_id>/impact/progress")
@administrators_only
def impact_progress(profile_id: int) -> ResponseReturnValue:
    """Give how far a worker is with it; when there is nothing to wait for any more, the whole page."""
    profile = profile_of(g.organization_id, profile_id)
    _offered_now, action, listing = _asked(profile)
    run = run_of(visitor().account.id, profile, action)
    if not htmx:
        return redirect(url_for("profiles.impact", profile_id=profile_id, action=action.value), 303)
    if run is not None and run.state in OPEN:
        counted = Counted(run.total or 0, run=run)
        progress = _progress(profile, action, listing, run)
        return page("preview/counting", profile=profile, action=action, counted=counted, **progress)
    answer = _page(profile_id)
    answer.headers["HX-Retarget"] = "#impact"
    return answer
