"""The settings files of other softphones that are read, and how their entries are called here."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import ValidationError

from importer.catalogue import Catalogue, CatalogueError, Setting, SettingClass, catalogue
from importer.encodings import ENCODINGS
from importer.ini import Dialect
from importer.json_value import JsonValue
from importer.native_rows import FormatRow, MappingRow, NativeFile, NumberedRow
from importer.native_values import CONVERTERS, Words
from importer.setting_types import ListOf

_NEVER = frozenset({SettingClass.SECRET, SettingClass.PROFILE})


@dataclass(frozen=True, slots=True)
class NativeSetting:
    """Entries that together say what one setting of the catalogue is."""

    sources: tuple[str, ...]
    """Names of entries, as "[sip] contact"."""
    to: str
    converter: str
    words: Words


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Sections that each name one item of a list, and whether it is on."""

    sections: str
    value: str
    enabled: str
    to: str
    words: Words


@dataclass(frozen=True, slots=True)
class NativeFormat:
    """One softphone's file."""

    key: str
    label: str
    file: str
    media_type: str
    dialect: Dialect
    secrets: frozenset[str]
    """Keys of secrets whose names do not say so, folded as the dialect folds names."""
    settings: tuple[NativeSetting, ...]
    numbered: tuple[NumberedList, ...]


@cache
def native_formats() -> Mapping[str, NativeFormat]:
    """Return the formats that are installed with the program, by media type."""
    text = resources.files("importer").joinpath("native.toml").read_text("utf-8")
    return read_formats(text, catalogue())


def read_formats(text: str, known: Catalogue) -> Mapping[str, NativeFormat]:
    """Read a data file; raises CatalogueError, which names every entry that is wrong, and why."""
    try:
        file = NativeFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogueError(str(error)) from error
    problems = [
        f"formats.{key}: {problem}" for key, row in file.formats.items() for problem in _wrong(row, known)
    ]
    if problems:
        raise CatalogueError("; ".join(problems))
    return {row.media_type: _format(key, row) for key, row in file.formats.items()}


def _wrong(row: FormatRow, known: Catalogue) -> Iterator[str]:
    yield from (f"{name} is no encoding" for name in row.encodings if name not in ENCODINGS)
    entries: list[MappingRow | NumberedRow] = [*row.settings, *row.numbered]
    targets = [entry.to for entry in entries]
    yield from (f"{to} is made twice" for to in sorted(set(targets)) if targets.count(to) > 1)
    sources = [source for entry in row.settings for source in entry.sources]
    yield from (f"{name} is taken twice" for name in sorted(set(sources)) if sources.count(name) > 1)
    for entry in entries:
        yield from _wrong_target(entry, known.get(entry.to))


def _wrong_target(entry: MappingRow | NumberedRow, setting: Setting | None) -> Iterator[str]:
    if setting is None or setting.setting_class in _NEVER:
        yield f"{entry.to} is no setting that can be taken"
    elif isinstance(entry, NumberedRow):
        yield from (f"{entry.to} is never {word}" for word in entry.words.values() if _unfit(setting, [word]))
    else:
        yield from _wrong_conversion(entry, setting)


def _wrong_conversion(entry: MappingRow, setting: Setting) -> Iterator[str]:
    converter = CONVERTERS.get(entry.converter)
    if converter is None or not isinstance(setting.type, converter.fits):
        yield f"{entry.to} is not made by {entry.converter}"
    elif len(entry.sources) not in converter.texts:
        yield f"{entry.converter} does not take {len(entry.sources)} entries"
    else:
        listed = isinstance(setting.type, ListOf)
        words = ([word] if listed else word for word in entry.words.values())
        yield from (f"{entry.to} is never {word}" for word in words if _unfit(setting, word))


def _unfit(setting: Setting, value: JsonValue) -> bool:
    return setting.type.fault(value) is not None


def _format(key: str, row: FormatRow) -> NativeFormat:
    dialect = Dialect(tuple(row.encodings), row.comments, row.ignore_case, row.quoted)
    return NativeFormat(
        key=key,
        label=row.label,
        file=row.file,
        media_type=row.media_type,
        dialect=dialect,
        secrets=frozenset(map(dialect.folded, row.secrets)),
        settings=tuple(_setting(entry) for entry in row.settings),
        numbered=tuple(_list(entry) for entry in row.numbered),
    )


def _setting(row: MappingRow) -> NativeSetting:
    words = Words(dict(row.words), frozenset(row.unsaid))
    return NativeSetting(tuple(row.sources), row.to, row.converter, words)


def _list(row: NumberedRow) -> NumberedList:
    return NumberedList(row.sections, row.value, row.enabled, row.to, Words(dict(row.words)))
