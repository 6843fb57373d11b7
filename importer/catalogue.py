"""The settings catalogue: every setting that a softphone has, read from the one data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from importer.json_value import JsonValue
from importer.setting_types import Label, SettingType

__all__ = ["Catalogue", "Label", "Setting", "SettingClass"]


class SettingClass(StrEnum):
    """Whose a setting is. Only what is shared goes into snapshots (CAP-8)."""

    SHARED = "shared"
    DEVICE = "device"
    SECRET = "secret"  # noqa: S105  a class of settings
    PROFILE = "profile"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the softphone."""

    key: str
    menu: Label
    page: Label | None
    label: Label
    type: SettingType
    default: JsonValue
    since: str
    """The first softphone version that knows it, as "3.12.5"."""
    option: str | None
    """The option that it needs, as "crm_integration"."""
    setting_class: SettingClass
    unit: Label | None
    help: Label | None

    def published(self) -> dict[str, JsonValue]:
        """Return the entry as `GET /api/v1/settings-catalogue` publishes it."""
        return {
            "key": self.key,
            "menu": self.menu.published(),
            "page": _published(self.page),
            "label": self.label.published(),
            "type": self.type.published(),
            "default": self.default,
            "since": self.since,
            "option": self.option,
            "class": self.setting_class.value,
            "unit": _published(self.unit),
            "help": _published(self.help),
        }


def _published(label: Label | None) -> JsonValue:
    return None if label is None else label.published()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every setting, in the order of the softphone's own menus."""

    version: str
    """Changes with the content: the first 16 hexadecimal digits of its digest."""
    settings: Mapping[str, Setting]

    def get(self, key: str) -> Setting | None:
        """Return the setting called `key`, None for one that no version known here has."""
        return self.settings.get(key)

    def published(self) -> dict[str, JsonValue]:
        """Return what `GET /api/v1/settings-catalogue` answers."""
        settings = [setting.published() for setting in self.settings.values()]
        return {"version": self.version, "settings": settings}
