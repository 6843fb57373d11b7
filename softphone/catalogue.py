"""The settings catalogue as the portal publishes it: what settings there are, and of what type."""

import re
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from softphone.reading import JsonObject, JsonValue

Language: TypeAlias = Literal["ja", "en"]

VERSION_FORM = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){1,3}")
"""What a softphone's version looks like: 3.13.7."""


class Entry(BaseModel):
    """A part of the catalogue, as strict as an answer."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Label(Entry):
    """A text in both languages."""

    ja: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in that language."""
        return self.ja if language == "ja" else self.en


class Setting(Entry):
    """One setting: where it stands in the menus, its type, its default, who knows it and whose it is."""

    key: str
    menu: Label
    page: Label | None
    label: Label
    type: JsonObject
    default: JsonValue
    since: str
    option: str | None
    setting_class: str = Field(alias="class")
    unit: Label | None = None
    help: Label | None = None


class Catalogue(Entry):
    """Every setting, in the order of the menus."""

    version: str
    settings: list[Setting]

    def known_to(self, version: str) -> dict[str, Setting]:
        """Return the settings that a softphone of that version has, by key (VER-3)."""
        # The catalogue begins with the first version that settings are delivered to. A softphone older
        # than that is never controlled, but it is a softphone and had these settings all the same.
        oldest = min((version_order(item.since) for item in self.settings), default=())
        own = max(version_order(version), oldest)
        return {item.key: item for item in self.settings if version_order(item.since) <= own}


EMPTY = Catalogue(version="", settings=[])
"""What a softphone knows that never reached its server."""


def read_catalogue(document: JsonValue) -> Catalogue | None:
    """Return the published catalogue, None for anything else."""
    try:
        return Catalogue.model_validate(document)
    except ValidationError:
        return None


def version_order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: number by number, 3.12.10 after 3.12.5, 3.13 as 3.13.0."""
    parts = [int(part) for part in version.split(".")] if VERSION_FORM.fullmatch(version) else []
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
