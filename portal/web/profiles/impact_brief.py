"""A change in a few sentences, for the question before it is made (STA-2).

They are looked up when the question is asked: by the dialog, and without a script by the page that asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, get_template_attribute, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from importer.catalogue import catalogue
from portal.domain.impact import Action, RunState
from portal.domain.words import Part, Status
from portal.extensions import htmx
from portal.models import Profile
from portal.queries.drafts import begun
from portal.queries.impact import Impact, impact_of
from portal.queries.impact_runs import impact_in, run_of, sign_of, target_count
from portal.queries.impact_targets import Change, by_target
from portal.queries.profiles import profile_of
from portal.web.access import administrators_only, visitor
from portal.web.page import page
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.draft_addresses import TABS
from portal.web.profiles.impact_words import sentences

# A question about more targets than these is not answered in passing, only on the page that asks it.
MOST_IN_PASSING = 500


@dataclass(frozen=True, slots=True)
class Brief:
    """An impact in a few sentences and where all of it stands; None: it is not known yet."""

    lines: Sequence[str] | None
    url: str


def change_of(profile: Profile, action: Action, part: Part | None = None) -> Change:
    """Return what the person who is signed in would do; saving takes the drafts of one part, or all."""
    account = visitor().account
    drafts_of = account.id if action is Action.SAVE else None
    return Change(profile, account.organization, action, drafts_of, part)


def switching(profile: Profile) -> Action:
    """Return what the status can be changed to."""
    return Action.DISABLE if profile.status is Status.ENABLED else Action.ENABLE


def brief_of(profile: Profile, action: Action, part: Part | None = None, total: int | None = None) -> Brief:
    """Return in a few sentences what an action does, where that costs little or was counted before.

    `total` is how many targets there are, where that is known.
    """
    change = change_of(profile, action, part)
    url = url_for("profiles.impact", profile_id=profile.id, action=action.value)
    if not (change.before or change.after):
        return Brief([], url)
    found = _known(change, target_count(change) if total is None else total)
    return Brief(None if found is None else sentences(found), url)


def _known(change: Change, total: int) -> Impact | None:
    if total <= MOST_IN_PASSING:
        return impact_of(by_target(change, catalogue()).subquery())
    account_id, profile = visitor().account.id, change.profile
    run = run_of(account_id, profile, change.action)
    if run is None or run.state is not RunState.DONE or run.summary is None:
        return None
    whole = change_of(profile, change.action)
    saved = {each.part for each in begun(account_id, [profile.id])} if change.part else set()
    # What was counted is about all drafts.
    holds = saved <= {change.part} and sign_of(whole, catalogue().version) == run.sign
    return impact_in(run.summary) if holds else None


def brief_url(profile: Profile, action: Action, tab: str | None = None) -> str:
    """Return where the dialog gets the sentences; `tab` is the one that is saved."""
    return url_for("profiles.impact_brief", profile_id=profile.id, action=action.value, tab=tab)


def told(brief: Brief) -> Markup:
    """Return the sentences as the page that asks shows them."""
    macro = get_template_attribute("profiles/macros/profile.html", "impact_lines")
    return Markup(macro(brief))  # noqa: S704  the macro escapes


@profiles.get("/<int:profile_id>/impact/brief")
@administrators_only
def impact_brief(profile_id: int) -> ResponseReturnValue:
    """Give the sentences to a dialog that asks; to anybody else the page about them."""
    profile = profile_of(g.organization_id, profile_id)
    asked = request.args.get("action", "")
    action = Action(asked) if asked in set(Action) else switching(profile)
    if not htmx:
        return redirect(url_for("profiles.impact", profile_id=profile_id, action=action.value), 303)
    brief = brief_of(profile, action, TABS.get(request.args.get("tab", "")))
    return page("preview/brief", impact=brief)
