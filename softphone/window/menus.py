"""The menus of the settings screens, as the catalogue has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from softphone.catalogue import Label, Setting


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu: its name in addresses, its label, and the settings in it by page."""

    slug: str
    label: Label
    keys: tuple[str, ...]


def menus_of(known: Mapping[str, Setting]) -> list[Menu]:
    """Return the menus in the order of the catalogue."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, setting in known.items():
        found.setdefault((setting.menu.ja, setting.menu.en), []).append(key)
    menus: list[Menu] = []
    for keys in found.values():
        slug = _slug(keys[0], {menu.slug for menu in menus})
        menus.append(Menu(slug, known[keys[0]].menu, tuple(keys)))
    return menus


def _slug(key: str, taken: set[str]) -> str:
    slug = key.partition(".")[0]
    number = 2
    while slug in taken:
        slug = f"{key.partition('.')[0]}-{number}"
        number += 1
    return slug
