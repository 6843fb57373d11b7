"""A directory, written as a document that reads back as the same directory. Passwords are not in it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from importer.directory_entries import AnyEntry, Directory
from importer.directory_shapes import ORGANIZATION, SHAPES
from importer.json_value import JsonValue

# The fields of a document, in the order of the entries.
WRITTEN: Mapping[type[Any], tuple[str, ...]] = {
    shape.entry: tuple(field.name for field in fields(shape.entry) if field.name != "password")
    for shape in (ORGANIZATION, *SHAPES.values())
}


def to_document(directory: Directory) -> dict[str, Any]:
    """Return the document of a directory: lists sorted by identity, fields in one order, no passwords."""
    document: dict[str, Any] = {ORGANIZATION.kind: _entry(directory.organization)}
    for kind in SHAPES:
        entries: Mapping[str, AnyEntry] = getattr(directory, kind)
        document[kind] = [_entry(entries[identity]) for identity in sorted(entries)]
    return document


def _entry(entry: AnyEntry) -> dict[str, JsonValue]:
    return {name: _value(getattr(entry, name)) for name in WRITTEN[type(entry)]}


def _value(value: JsonValue) -> JsonValue:
    match value:
        case tuple():
            return list(value)
        case dict():
            return {key: _value(inside) for key, inside in value.items()}
        case _:
            return value
