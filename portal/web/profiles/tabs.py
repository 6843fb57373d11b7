"""The tabs of a profile: which it has, and the one way in which a view answers with one."""

from collections.abc import Callable, Iterable, Mapping

from flask import Response, abort, g, request, url_for
from flask_babel import gettext as _

from portal.domain.versions import OLDEST_SERVER_FOR_OTHER, parse_version
from portal.domain.words import Option, Part, TargetType
from portal.models import Organization, Profile
from portal.queries.drafts import Begun, begun
from portal.queries.profile_summary import ListSummary
from portal.queries.profiles import Removed, profile_of, removed_from
from portal.queries.reviews import waiting_on
from portal.web.access import visitor
from portal.web.page import page
from portal.web.profiles import words
from portal.web.profiles.newly_added_note import newly_added_on
from portal.web.times import moment
from portal.web.words import PARTS

Has = Callable[[Profile, Organization], bool]


def _always(_profile: Profile, _organization: Organization) -> bool:
    return True


def _for_accounts(profile: Profile, _organization: Organization) -> bool:
    return profile.target_type is TargetType.ACCOUNT


def _with_crm(_profile: Profile, organization: Organization) -> bool:
    return Option.CRM_INTEGRATION in organization.options


def _new_server(_profile: Profile, organization: Organization) -> bool:
    return parse_version(organization.server_version) >= OLDEST_SERVER_FOR_OTHER


# CPT-1, CTI-1 and OTH-1: the tabs that only some profiles have.
_TABS: dict[Part, tuple[str, Has]] = {
    Part.PROFILE: ("profiles.basic", _always),
    Part.TARGETS: ("profiles.targets", _always),
    Part.DISPLAY_NUMBERS: ("profiles.numbers", _always),
    Part.CONTACT_POINTS: ("profiles.contact_points", _for_accounts),
    Part.CTI_NUMBERS: ("profiles.cti_numbers", _with_crm),
    Part.OTHER: ("profiles.other", _new_server),
}


def has_tab(profile: Profile, part: Part) -> bool:
    """Tell whether the profile has the tab now."""
    return _TABS[part][1](profile, visitor().account.organization)


def shown_of(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return those of these lists that the organisation sees: without the option no CTI tab (CTI-1)."""
    options = visitor().account.organization.options
    return tuple(part for part in parts if part is not Part.CTI_NUMBERS or Option.CRM_INTEGRATION in options)


def profile_with(part: Part, profile_id: int) -> Profile:
    """Return the organisation's profile, if it has the tab; else there is no such page (ACC-4)."""
    profile = profile_of(g.organization_id, profile_id)
    if not has_tab(profile, part):
        abort(404)
    return profile


def tab_url(profile: Profile, part: Part) -> str:
    """Return where the tab is."""
    return url_for(_TABS[part][0], profile_id=profile.id)


def labelled(profile: Profile, lists: Iterable[ListSummary]) -> list[tuple[str, ListSummary]]:
    """Return the lists whose tab the profile has, each with the label of its tab."""
    return [(str(PARTS[each.part]), each) for each in lists if has_tab(profile, each.part)]


def tab_page(
    name: str, /, profile: Profile, part: Part | None, status: int = 200, **context: object
) -> Response:
    """Answer with a page of the profile's tab `part`: the template, inside the profile's heading and tabs.

    Without `part` it is a page of history or delivery, whose templates have folders of their own.
    """
    removed, waiting = removed_from(profile), waiting_on(profile)
    drafts = {each.part: each for each in begun(visitor().account.id, [profile.id])}
    return page(
        name if part is None else f"profiles/{name}",
        status,
        profile=profile,
        tabs=_bar(profile, part, removed, drafts, waiting),
        tab_label=PARTS[part] if part else _("Change history"),
        removed=removed,
        waiting=newly_added_on(profile, part, waiting),
        words=words,
        moment=moment,
        **context,
    )


def _bar(
    profile: Profile,
    current: Part | None,
    removed: Mapping[Part, Removed],
    drafts: Mapping[Part, Begun],
    waiting: Mapping[Part, int],
) -> list[tuple[str, str, bool, str | None]]:
    bar = [
        (str(PARTS[part]), tab_url(profile, part), part is current, _mark(part, removed, drafts, waiting))
        for part in _TABS
        if has_tab(profile, part)
    ]
    return [
        *bar,
        (_("Delivery state"), url_for("delivery.profile", profile_id=profile.id), _within("delivery."), None),
        (_("Change history"), url_for("history.changes", profile_id=profile.id), _within("history."), None),
    ]


def _within(pages: str) -> bool:
    return (request.endpoint or "").startswith(pages)


def _mark(
    part: Part,
    removed: Mapping[Part, Removed],
    drafts: Mapping[Part, Begun],
    waiting: Mapping[Part, int],
) -> str | None:
    said = [_("New: %(count)d", count=waiting[part])] if part in waiting else []
    said += [_("Removed: %(count)d", count=removed[part].count)] if part in removed else []
    return _(", ").join(said + ([_("Draft")] if part in drafts else [])) or None
