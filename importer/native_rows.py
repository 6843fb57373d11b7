"""The schema of `native.toml`, row by row."""

from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from importer.catalogue_rows import Key, Row, Text, Word

EntryName: TypeAlias = Annotated[str, StringConstraints(pattern=r"^\[[^\[\]]+\] [^\s=][^=]*$")]
MediaType: TypeAlias = Annotated[str, StringConstraints(pattern=r"^text/x-[a-z0-9.-]+$")]


class MappingRow(Row):
    """One entry of `settings`."""

    sources: Annotated[list[EntryName], Field(alias="from", min_length=1)]
    to: Key
    converter: Annotated[Word, Field(alias="as")]
    words: Annotated[dict[str, bool | str], Field(default_factory=dict)]
    unsaid: Annotated[list[str], Field(default_factory=list)]


class NumberedRow(Row):
    """One entry of `numbered`."""

    sections: Text
    value: Text
    enabled: Text
    to: Key
    words: Annotated[dict[str, str], Field(min_length=1)]


class FormatRow(Row):
    """One entry of [formats]."""

    label: Text
    file: Text
    media_type: MediaType
    encodings: Annotated[list[Text], Field(min_length=1)]
    comments: Text
    ignore_case: bool
    quoted: bool
    secrets: list[Text]
    settings: Annotated[list[MappingRow], Field(min_length=1)]
    numbered: Annotated[list[NumberedRow], Field(default_factory=list)]


class NativeFile(Row):
    """The whole file."""

    formats: Annotated[dict[Word, FormatRow], Field(min_length=1)]
