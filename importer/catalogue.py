"""The settings catalogue: every setting that a softphone has, read from the one data file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

from pydantic import ValidationError

from importer.canonical import digest
from importer.catalogue_rows import CatalogueFile, LabelRow, SettingRow
from importer.json_value import JsonValue
from importer.secret_names import says_secret
from importer.setting_types import Label, SettingType

__all__ = ["Catalogue", "CatalogueError", "Label", "Setting", "SettingClass", "catalogue", "read_catalogue"]


class CatalogueError(Exception):
    """The data file is not a catalogue; the message names every entry that is wrong, and why."""


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


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that is installed with the program."""
    return read_catalogue(resources.files("importer").joinpath("catalogue.toml").read_text("utf-8"))


def read_catalogue(text: str) -> Catalogue:
    """Read a data file; raises CatalogueError."""
    file = _read_file(text)
    settings: dict[str, Setting] = {}
    problems: list[str] = []
    for key, row in file.settings.items():
        try:
            settings[key] = _setting(key, row, file)
        except ValueError as error:
            problems.append(f"settings.{key}: {error}")
    if problems:
        raise CatalogueError("; ".join(problems))
    content = [setting.published() for setting in settings.values()]
    return Catalogue(digest(content)[:16], MappingProxyType(settings))


def _read_file(text: str) -> CatalogueFile:
    try:
        return CatalogueFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"not TOML: {error}") from error
    except ValidationError as error:
        raise CatalogueError("; ".join(_problems(error))) from error


def _problems(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_input=False):
        yield f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"


def _setting(key: str, row: SettingRow, file: CatalogueFile) -> Setting:
    setting = Setting(
        key=key,
        menu=_named(file.menus, row.menu, "menus"),
        page=None if row.page is None else _named(file.pages, row.page, "pages"),
        label=row.label.label(),
        type=row.setting_type(file.forms),
        default=row.default,
        since=row.since or file.since,
        option=row.option,
        setting_class=SettingClass(row.setting_class),
        unit=None if row.unit is None else row.unit.label(),
        help=None if row.help is None else row.help.label(),
    )
    _refuse_bad_default(setting)
    _refuse_open_secret(setting)
    return setting


def _named(rows: Mapping[str, LabelRow], name: str, table: str) -> Label:
    if name not in rows:
        raise ValueError(f"{name} is not in [{table}]")
    return rows[name].label()


def _refuse_bad_default(setting: Setting) -> None:
    if problem := setting.type.fault(setting.default):
        raise ValueError(f"the default does not fit the type: {problem[0]}")
    digest(setting.default)


def _refuse_open_secret(setting: Setting) -> None:
    # A key that says what it is would be masked in uploads, whatever class stood here (CAP-9).
    if setting.setting_class is SettingClass.SECRET:
        if setting.default:
            raise ValueError("a secret has no default")
    elif says_secret(setting.key):
        raise ValueError("the key says that it is a secret, the class does not")
