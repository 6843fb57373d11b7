"""Which profile something gets, and who gets something, in sentences (EXP-2)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.domain.numbers import CTI_LIST, NUMBER_LIST, NumberRule
from portal.domain.words import Kind, OwnerType, Reason
from portal.queries.directory_applying import Applying, SignedIn
from portal.queries.directory_having import Having
from portal.queries.listing import Page
from portal.web.directory import cells
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Line, Section
from portal.web.directory.lists import Column
from portal.web.profiles import words

# Why the profile that targets something delivers nothing to it.
REASONS: Mapping[Reason, Any] = {
    Reason.DISABLED: lazy_gettext("This profile is disabled and delivers nothing:"),
    Reason.AGENT_FUNCTION_OFF: lazy_gettext(
        "The agent function is off, so the account gets nothing from this profile:"
    ),
    Reason.TERMINAL_TYPE: lazy_gettext(
        "Terminals of this type cannot be managed, so the terminal gets nothing from this profile:"
    ),
    Reason.SERVER_TOO_OLD: lazy_gettext(
        "The server version is older than 3.12.10, so nothing is delivered from this profile:"
    ),
}
# Who gets a number that is on a list of a profile: the tables of the manual in words.
RULES: Mapping[NumberRule | None, Any] = {
    NumberRule.OWN: lazy_gettext("only the terminal that it belongs to"),
    NumberRule.OF_SHOWN_GROUP: lazy_gettext(
        "all targets while the system settings show all group numbers, else the group's members"
    ),
    NumberRule.IF_CALL_CENTERS_SHOWN: lazy_gettext(
        "all targets while the system settings show call centre numbers, else none"
    ),
    NumberRule.ALWAYS: lazy_gettext("all targets"),
    None: lazy_gettext("none: this kind of number is never shown there"),
}


def lines_for_terminal(found: Applying | None, signed_in: Sequence[SignedIn]) -> list[Line]:
    """Return which profile the terminal gets, first without an agent, then by who is signed in there now."""
    if found is None:
        lines = [Line("info", _("No profile targets this terminal: without an agent it is not controlled."))]
    elif found.reason is None:
        lines = [
            _line(found, _("Without an agent signed in, this terminal gets the profile that targets it:"))
        ]
    else:
        lines = [_line(found, str(REASONS[found.reason]))]
    for agent in signed_in:
        who = _("%(login)s (%(name)s) is signed in here now", login=agent.login, name=agent.name)
        if agent.applying is None:
            lines.append(Line("info", _("%(who)s; no profile targets this account.", who=who)))
        elif agent.applying.reason is None:
            said = _("%(who)s, and the profile that targets the account comes first:", who=who)
            lines.append(_line(agent.applying, said))
        else:
            said = _("%(who)s. %(why)s", who=who, why=REASONS[agent.applying.reason])
            lines.append(_line(agent.applying, said))
    return lines


def lines_for_account(found: Applying | None, *, agent_enabled: bool) -> list[Line]:
    """Return which profile the account gets where it is signed in as an agent."""
    if found is None and not agent_enabled:
        return [Line("info", _("The agent function is off: the account cannot sign in on a softphone."))]
    if found is None:
        return [
            Line(
                "info",
                _("No profile targets this account: where it signs in, the profile of the terminal stays."),
            )
        ]
    if found.reason is None:
        said = _("Wherever this account signs in as an agent, this profile comes before the terminal's:")
        return [_line(found, said)]
    return [_line(found, str(REASONS[found.reason]))]


def _line(found: Applying, text: str) -> Line:
    kind = "success" if found.reason is None else "warning"
    return Line(kind, text, cells.profile(found.profile_id, found.profile_name))


def lines_for_number(owner_type: OwnerType, kind: Kind) -> list[Line]:
    """Return who gets the number from a profile that has it (NLS, CLS)."""
    display, cti = NUMBER_LIST.get((owner_type, kind)), CTI_LIST.get((owner_type, kind))
    return [
        Line("info", _("Selected for the number list, it is delivered to: %(who)s.", who=RULES[display])),
        Line("info", _("Selected for CTI, it is delivered to: %(who)s.", who=RULES[cti])),
    ]


def lines_for_contact_point(caller_number: str | None, *, members_only: bool) -> list[Line]:
    """Return who gets the contact point from a profile that has it (CPL)."""
    if not caller_number:
        said = _("It has no outbound caller number, so it is no contact point and is not delivered.")
        return [Line("warning", said)]
    if members_only:
        said = _("Selected as a contact point, it is delivered to the targets that are its agents.")
        return [Line("info", said)]
    return [Line("info", _("Selected as a contact point, it is delivered to all targets."))]


def profiles_section(find: partial[Page[Having]], *extra: Column[Having]) -> Section:
    """Return the list of the profiles that have something."""
    columns: list[Column[Having]] = [
        Column(_("Profile"), lambda row: cells.profile(row.id, row.name)),
        Column(_("Status"), cells.status),
        Column(_("Target type"), lambda row: Cell(words.TARGET_TYPE[row.target_type])),
        *extra,
    ]
    title = _("Profiles that have it")
    return Section.of("profiles", title, _("No profile has it selected."), find, columns)
