"""The schema of the catalogue's data file, row by row, and the types that its rows stand for."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from importer.setting_types import (
    Boolean,
    Choice,
    Enumeration,
    Integer,
    Label,
    ListOf,
    PortRange,
    SettingType,
    String,
)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a pattern: {error}") from error
    return text


Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Word: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]
Key: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
VersionText: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}$")
]
Form: TypeAlias = Annotated[str, AfterValidator(_pattern)]
Forms: TypeAlias = Mapping[str, str]


class Row(BaseModel):
    """What all rows have in common: nothing is converted, nothing unknown is let in."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LabelRow(Row):
    """`{ ja = "…", en = "…" }`."""

    ja: Text
    en: Text

    def label(self) -> Label:
        """Return the text in both languages."""
        return Label(self.ja, self.en)


class BooleanRow(Row):
    """`{ kind = "boolean" }`."""

    kind: Literal["boolean"]

    def built(self, _forms: Forms) -> Boolean:
        """Return the type."""
        return Boolean()


class _BoundedRow(Row):
    least: int
    most: int

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.most:
            raise ValueError("least is above most")
        return self


class IntegerRow(_BoundedRow):
    """`{ kind = "integer", least = 0, most = 60 }`."""

    kind: Literal["integer"]

    def built(self, _forms: Forms) -> Integer:
        """Return the type."""
        return Integer(self.least, self.most)


class ChoiceRow(Row):
    """`{ value = "ja", label = { … } }`."""

    value: Word
    label: LabelRow


class EnumerationRow(Row):
    """`{ kind = "enumeration", choices = [ … ] }`."""

    kind: Literal["enumeration"]
    choices: Annotated[list[ChoiceRow], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({choice.value for choice in self.choices}) < len(self.choices):
            raise ValueError("a choice stands there twice")
        return self

    def built(self, _forms: Forms) -> Enumeration:
        """Return the type."""
        return Enumeration(tuple(Choice(choice.value, choice.label.label()) for choice in self.choices))


class StringRow(Row):
    """`{ kind = "string", most = 6, form = "digits" }`."""

    kind: Literal["string"]
    most: Annotated[int, Field(ge=1)]
    form: Word | None = None

    def built(self, forms: Forms) -> String:
        """Return the type; raises ValueError for a form that the file does not have."""
        if self.form is None:
            return String(self.most)
        if self.form not in forms:
            raise ValueError(f"{self.form} is not in [forms]")
        return String(self.most, forms[self.form])


class ListRow(_BoundedRow):
    """`{ kind = "list", least = 1, most = 4, of = { … }, unique = true }`."""

    kind: Literal["list"]
    of: "TypeRow | None" = None
    unique: bool = False

    def built(self, forms: Forms) -> ListOf:
        """Return the type; raises ValueError for a form that the file does not have."""
        of = None if self.of is None else self.of.built(forms)
        return ListOf(of, self.least, self.most, unique=self.unique)


class PortRangeRow(_BoundedRow):
    """`{ kind = "port_range", least = 1024, most = 65535 }`."""

    kind: Literal["port_range"]

    def built(self, _forms: Forms) -> PortRange:
        """Return the type."""
        return PortRange(self.least, self.most)


TypeRow: TypeAlias = Annotated[
    BooleanRow | IntegerRow | EnumerationRow | StringRow | ListRow | PortRangeRow,
    Field(discriminator="kind"),
]


class SettingRow(Row):
    """One entry of [settings]."""

    menu: Word
    page: Word | None = None
    label: LabelRow
    setting_class: Annotated[Literal["shared", "device", "secret", "profile", "user"], Field(alias="class")]
    type: TypeRow
    default: Any
    since: VersionText | None = None
    option: Word | None = None
    unit: LabelRow | None = None
    help: LabelRow | None = None

    def setting_type(self, forms: Forms) -> SettingType:
        """Return the type; raises ValueError for a form that the file does not have."""
        return self.type.built(forms)


class CatalogueFile(Row):
    """The whole file."""

    since: VersionText
    menus: dict[Word, LabelRow]
    pages: dict[Word, LabelRow]
    forms: dict[Word, Form]
    settings: Annotated[dict[Key, SettingRow], Field(min_length=1)]
