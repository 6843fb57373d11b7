"""What a change of a profile would do, softphone by softphone, before it is made (STA-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from importer.catalogue import catalogue
from portal import database
from portal.domain.impact import Action, Effect
from portal.domain.words import Part, Status
from portal.extensions import db
from portal.models import Profile
from portal.queries.drafts import begun
from portal.queries.impact import FILTERS, SORTS, Impact, impact_of, listed
from portal.queries.impact_targets import PARTS, Change, by_target
from portal.queries.listing import Filters, read_listing
from portal.queries.profiles import profile_of
from portal.queries.targets import TargetCounts
from portal.web.access import administrators_only, visitor
from portal.web.lists import heading, shown
from portal.web.page import page
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles

# A question about more targets than these is not answered in passing, only on the page that asks it.
MOST_IN_PASSING = 500

Words = Mapping[Any, Any]

ACTIONS: Words = {
    Action.SAVE: lazy_gettext("Save my edits"),
    Action.ENABLE: lazy_gettext("Enable the profile"),
    Action.DISABLE: lazy_gettext("Disable the profile"),
    Action.DELETE: lazy_gettext("Delete the profile"),
}
EFFECTS: Words = {
    Effect.MANAGED: lazy_gettext("Newly controlled"),
    Effect.RELEASED: lazy_gettext("Is released"),
    Effect.CHANGED: lazy_gettext("Gets something else"),
    Effect.SAME: lazy_gettext("Stays the same"),
    Effect.TOO_OLD: lazy_gettext("Too old: gets nothing"),
    Effect.NOT_DELIVERABLE: lazy_gettext("Cannot be delivered to"),
    Effect.UNCONTROLLED: lazy_gettext("Not controlled: the profile is disabled"),
}
PART_LABELS: Words = {
    Part.DISPLAY_NUMBERS: lazy_gettext("Number list"),
    Part.CONTACT_POINTS: lazy_gettext("Contact point list"),
    Part.CTI_NUMBERS: lazy_gettext("CTI numbers"),
    Part.OTHER: lazy_gettext("Other settings"),
}


@dataclass(frozen=True, slots=True)
class Brief:
    """An impact in a few sentences, for the question before a save, and where all of it stands."""

    lines: Sequence[str]
    url: str


@profiles.get("/<int:profile_id>/impact")
@administrators_only
def impact(profile_id: int) -> ResponseReturnValue:
    """Show what saving, enabling, disabling or deleting would do."""
    database.read_one_state_from_here(db.session)
    profile = profile_of(g.organization_id, profile_id)
    offered = _offered(profile)
    filters: Filters = {**FILTERS, "action": offered}
    listing = read_listing(request.args, sorts=SORTS, filters=filters)
    action = Action(listing.filter("action") or offered[0])
    targets = by_target(_change(profile, action), catalogue()).subquery()
    address = partial(url_for, "profiles.impact", profile_id=profile.id)
    return page(
        "preview/impact",
        profile=profile,
        action=action,
        actions=[(each.value, ACTIONS[each]) for each in offered],
        effects=EFFECTS,
        effect_choices=[("", _("Everything")), *((each.value, label) for each, label in EFFECTS.items())],
        part_labels=PART_LABELS,
        settingless=settingless,
        found=impact_of(targets),
        listing=listing,
        rows=shown(listed(targets, listing), listing, address),
        headings=[
            heading(words.TARGET_TYPE[profile.target_type], listing, address, "key"),
            heading(_("Name"), listing, address, "name"),
            {"label": _("Softphone version")},
            {"label": _("Effect")},
            *({"label": PART_LABELS[part]} for part in PARTS),
        ],
        address=address,
    )


def brief_of(profile: Profile, targets: TargetCounts) -> Brief:
    """Return in a few sentences what switching the profile does; of many targets, only where to look."""
    action = Action.DISABLE if profile.status is Status.ENABLED else Action.ENABLE
    url = url_for("profiles.impact", profile_id=profile.id, action=action.value)
    if targets.total > MOST_IN_PASSING:
        return Brief([], url)
    return Brief(_sentences(impact_of(by_target(_change(profile, action), catalogue()).subquery())), url)


def _sentences(found: Impact) -> list[str]:
    counted = [(effect, found.effects.get(effect, 0)) for effect in EFFECTS]
    effects = [
        _("%(what)s: %(count)d", what=EFFECTS[effect], count=count) for effect, count in counted if count
    ]
    old = [settingless(version, count) for version, count in found.too_old]
    return [str(_(", ").join(effects)), *old] if effects else []


def settingless(version: str, count: int) -> str:
    """Return how many softphones are too old for other settings (VER-2)."""
    return str(
        ngettext(
            "%(num)d softphone of version %(version)s gets no other settings.",
            "%(num)d softphones of version %(version)s get no other settings.",
            count,
            version=version,
        )
    )


def _offered(profile: Profile) -> list[Action]:
    """Return what can be asked about, the likeliest first."""
    switch = Action.DISABLE if profile.status is Status.ENABLED else Action.ENABLE
    drafts = [Action.SAVE] if begun(visitor().account.id, [profile.id]) else []
    return [*drafts, switch, Action.DELETE]


def _change(profile: Profile, action: Action) -> Change:
    account = visitor().account
    drafts_of = account.id if action is Action.SAVE else None
    return Change(profile, account.organization, action, drafts_of)
