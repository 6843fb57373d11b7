"""Settings as people read them: by menu, with labels and units, in the language of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from flask_babel import get_locale
from flask_babel import gettext as _

from importer.catalogue import Catalogue, Label, Setting
from importer.json_value import JsonValue
from importer.setting_types import Boolean, Enumeration, ListOf, SettingType
from portal.domain.values_difference import Change, changes

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """One line of a menu."""

    key: str
    label: str
    value: str
    is_default: bool
    default: str


@dataclass(frozen=True, slots=True)
class ShownMenu:
    """A menu of the softphone's settings screens with the settings in it."""

    label: str
    settings: list[ShownSetting] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A setting that two versions have differently; None where a version does not have it.

    `label` is menu and name in one.
    """

    key: str
    label: str
    before: str | None
    after: str | None
    menu: str
    name: str
    change: Change


def differences(
    before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], catalogue: Catalogue
) -> list[ShownDifference]:
    """Return what differs, in the order of the softphone's own screens."""
    changed = changes(before, after)
    return [
        ShownDifference(
            setting.key,
            _full_label(setting),
            _value_in(before, setting),
            _value_in(after, setting),
            menu_of(setting),
            text(setting.label),
            changed[setting.key],
        )
        for setting in catalogue.settings.values()
        if setting.key in changed
    ]


def by_menu(values: Mapping[str, JsonValue], catalogue: Catalogue) -> list[ShownMenu]:
    """Return the settings that have a value, menu by menu, in the order of the softphone's own screens."""
    menus: dict[str, ShownMenu] = {}
    for setting in catalogue.settings.values():
        if setting.key in values:
            name = menu_of(setting)
            menus.setdefault(name, ShownMenu(name)).settings.append(_shown(setting, values[setting.key]))
    return list(menus.values())


def grouped(items: Iterable[tuple[str, Item]]) -> list[tuple[str, list[Item]]]:
    """Return what stands under each menu, the menus in the order in which they come first."""
    menus: dict[str, list[Item]] = {}
    for menu, item in items:
        menus.setdefault(menu, []).append(item)
    return list(menus.items())


def labels_of(keys: Iterable[str], catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return each key with the label of its setting; a key that no catalogue knows stands for itself."""
    found = ((key, catalogue.get(key)) for key in keys)
    return [(key, _full_label(setting) if setting else key) for key, setting in found]


def text(label: Label) -> str:
    """Return the label in the language of the page."""
    return label.en if get_locale().language == "en" else label.ja


def menu_of(setting: Setting) -> str:
    """Return the menu, and the page in it, where the softphone shows the setting."""
    return text(setting.menu) if setting.page is None else f"{text(setting.menu)} > {text(setting.page)}"


def _full_label(setting: Setting) -> str:
    return f"{menu_of(setting)} > {text(setting.label)}"


def _shown(setting: Setting, value: JsonValue) -> ShownSetting:
    return ShownSetting(
        setting.key,
        text(setting.label),
        _with_unit(setting, value),
        value == setting.default,
        _with_unit(setting, setting.default),
    )


def _value_in(values: Mapping[str, JsonValue], setting: Setting) -> str | None:
    return _with_unit(setting, values[setting.key]) if setting.key in values else None


def _with_unit(setting: Setting, value: JsonValue) -> str:
    words = _words(setting.type, value)
    return f"{words} {text(setting.unit)}" if setting.unit is not None and words else words


def _words(kind: SettingType, value: JsonValue) -> str:
    match kind:
        case Boolean():
            return str(_("On") if value else _("Off"))
        case Enumeration(choices=choices):
            return next((text(choice.label) for choice in choices if choice.value == value), str(value))
        case ListOf(of=of) if isinstance(value, list):
            return ", ".join(_words(of, item) if of is not None else str(item) for item in value)
    return "–".join(map(str, value)) if isinstance(value, list) else str(value)
