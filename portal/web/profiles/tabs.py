"""The tabs of a profile: which it has, and the one way in which a view answers with one."""

from collections.abc import Callable

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.domain.versions import OLDEST_SERVER_FOR_OTHER, parse_version
from portal.domain.words import Option, Part, TargetType
from portal.models import Organization, Profile
from portal.queries.profiles import Removed, removed_from
from portal.web.access import visitor
from portal.web.page import page
from portal.web.profiles import words
from portal.web.times import moment

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
}
LABELS = {
    Part.PROFILE: lazy_gettext("Basic settings"),
    Part.TARGETS: lazy_gettext("Target selection"),
    Part.DISPLAY_NUMBERS: lazy_gettext("Display settings (phone numbers)"),
    Part.CONTACT_POINTS: lazy_gettext("Display settings (contact points)"),
    Part.CTI_NUMBERS: lazy_gettext("CTI settings (phone numbers)"),
    Part.OTHER: lazy_gettext("Other setting delivery"),
}


def has_tab(profile: Profile, part: Part) -> bool:
    """Tell whether the profile has the tab now."""
    return part in _TABS and _TABS[part][1](profile, visitor().account.organization)


def tab_url(profile: Profile, part: Part) -> str:
    """Return where the tab is."""
    return url_for(_TABS[part][0], profile_id=profile.id)


def tab_page(name: str, profile: Profile, part: Part, status: int = 200, **context: object) -> Response:
    """Answer with a page of the profile's tab `part`: the template, inside the profile's heading and tabs."""
    removed = removed_from(profile)
    return page(
        f"profiles/{name}",
        status,
        profile=profile,
        tabs=_bar(profile, part, removed),
        tab_label=LABELS[part],
        removed=removed,
        words=words,
        moment=moment,
        **context,
    )


def _bar(
    profile: Profile, current: Part, removed: dict[Part, Removed]
) -> list[tuple[str, str, bool, str | None]]:
    return [
        (
            str(LABELS[part]),
            tab_url(profile, part),
            part is current,
            _("Removed: %(count)d", count=removed[part].count) if part in removed else None,
        )
        for part in _TABS
        if has_tab(profile, part)
    ]
