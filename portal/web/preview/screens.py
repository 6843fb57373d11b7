"""The document as the softphone draws it: its lists, and its settings by menu with what is locked [4.1]."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from flask_babel import gettext as _
from flask_babel import ngettext

from importer.catalogue import Catalogue, Setting
from portal.domain.versions import Version, parse_version
from portal.queries.preview import Previewed
from portal.web.profiles.words import DISPLAY_LIST
from portal.web.setting_values import by_menu, menu_of, text

# The document as other programs read it: JSON of the shape that the API promises.
Shown: TypeAlias = Mapping[str, Any]

# Drawn at once; the list of reasons beside it is paged and has them all.
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One setting on a screen. Without a `value` the softphone shows what its user has chosen."""

    label: str
    value: str | None
    locked: bool
    without_effect: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu of the settings screens."""

    label: str
    lines: Sequence[Line]

    @property
    def locked(self) -> int:
        """How many of its settings the user cannot change."""
        return sum(line.locked for line in self.lines)

    @property
    def opened(self) -> bool:
        """Whether the screen is open at first: something on it comes from the profile."""
        return any(line.value is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Screens:
    """All that the user sees; a list that is None is not shown at all."""

    notice: str | None
    numbers: Sequence[Any] | None
    contact_points: Sequence[Any] | None
    cti: Sequence[Any] | None
    menus: Sequence[Menu]


def screens_of(seen: Previewed, catalogue: Catalogue) -> Screens:
    """Return the screens of a softphone that has this document in force."""
    document = cast("Shown", seen.explanation.document)
    display = document["display"] or {"numbers": None, "contact_points": None}
    known = _known(catalogue.settings.values(), seen.facts.softphone_version)
    return Screens(
        document["notice"],
        display["numbers"],
        display["contact_points"],
        document["cti"] and document["cti"]["numbers"],
        _menus(document, known, _values(document, catalogue)),
    )


def _known(settings: Iterable[Setting], version: Version) -> list[Setting]:
    return [setting for setting in settings if parse_version(setting.since) <= version]


def _menus(document: Shown, settings: Iterable[Setting], values: Mapping[str, str]) -> list[Menu]:
    locked = frozenset(document["locked"])
    other = document["other"] or {"unavailable": []}
    without_effect = {each["key"] for each in other["unavailable"]}
    menus: dict[str, list[Line]] = {}
    for setting in settings:
        key = setting.key
        line = Line(text(setting.label), values.get(key), key in locked, key in without_effect)
        menus.setdefault(menu_of(setting), []).append(line)
    return [Menu(label, lines) for label, lines in menus.items()]


def _values(document: Shown, catalogue: Catalogue) -> dict[str, str]:
    """Return what the document sets, in words, by setting key."""
    other = document["other"] or {"values": {}}
    found = {each.key: each.value for menu in by_menu(other["values"], catalogue) for each in menu.settings}
    if document["display"]:
        found |= _display_values(document["display"])
    if document["cti"]:
        found["cti.numbers"] = _counted(document["cti"]["numbers"])
    return found


def _display_values(display: Shown) -> dict[str, str]:
    return {
        "display.list": str(DISPLAY_LIST[display["list"]]),
        "display.numbers": _counted(display["numbers"]),
        "display.contact_points": _counted(display["contact_points"]),
        "display.auto_show_new_call_centers": _on_or_off(on=display["auto_show_new_call_centers"]),
        "display.auto_show_new_business_labels": _on_or_off(on=display["auto_show_new_business_labels"]),
    }


def _counted(items: Sequence[Any] | None) -> str:
    if items is None:
        return str(_("Not shown"))
    return str(ngettext("%(num)d selected item", "%(num)d selected items", len(items)))


def _on_or_off(*, on: bool) -> str:
    return str(_("On") if on else _("Off"))
