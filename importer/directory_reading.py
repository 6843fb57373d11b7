"""A directory document, read: what it names, where, and everything that is wrong with it by itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from importer.directory_entries import OWNER_TYPES
from importer.directory_passwords import MOST_PLAIN, is_hash
from importer.directory_shapes import ORGANIZATION, SHAPES, Shape
from importer.faults import Fault, FaultCode, step
from importer.json_value import JsonValue

# What stands at the top of a document.
EXPECTED: Mapping[str, type[Any]] = {ORGANIZATION.kind: dict, **dict.fromkeys(SHAPES, list)}


@dataclass(frozen=True, slots=True)
class Named:
    """One entry as a document names it: where it stands, and the fields that it has, as they are kept."""

    place: str
    fields: Mapping[str, Any] = field(repr=False)

    def at(self, *steps: str | int) -> str:
        """Return the pointer of what stands inside."""
        pointer = self.place
        for inner in steps:
            pointer = step(pointer, inner)
        return pointer


@dataclass(frozen=True, slots=True)
class DirectoryDocument:
    """What a document names: `lists` by kind, then identity; a list that is not there is not named.

    `numbers` gives the pointer of each extension and dial-in number. `unreadable` are the top-level fields of
    which nothing could be read, in a document that has faults; `order` is that of them all.
    """

    organization: Named | None
    lists: Mapping[str, Mapping[str, Named]]
    numbers: Mapping[str, str] = field(repr=False)
    unreadable: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    @property
    def slug(self) -> str | None:
        """The organisation that the document says it is of, if it says."""
        slug: str | None = self.organization.fields.get("slug") if self.organization else None
        return slug

    def plain_passwords(self) -> Iterator[tuple[str, str]]:
        """Yield the pointer of each plain password and the password."""
        for kind in ("accounts", "terminals"):
            for named in self.lists.get(kind, {}).values():
                password = named.fields.get("password")
                if password is not None and not is_hash(password):
                    yield named.at("password"), password


def read(value: JsonValue) -> tuple[DirectoryDocument, list[Fault]]:
    """Return what a document names, and everything that is wrong with it by itself."""
    reading = _Reading()
    return reading.document(value), reading.faults


class _Reading:
    """One document being read; `faults` fill up in the order of the document."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.faults: list[Fault] = []
        self._numbers: dict[str, str] = {}
        self._unreadable: set[str] = set()

    def document(self, value: JsonValue) -> DirectoryDocument:
        """Read a whole document. What has faults is left out of it, or harmless in it."""
        if not isinstance(value, dict):
            self._refuse("", FaultCode.WRONG_TYPE, expected="object")
            return DirectoryDocument(None, {}, {}, frozenset(EXPECTED))
        organization = None
        lists: dict[str, Mapping[str, Named]] = {}
        for key, inside in value.items():
            if key not in EXPECTED:
                self._refuse(step("", key), FaultCode.UNKNOWN_FIELD)
            elif not isinstance(inside, EXPECTED[key]):
                expected = "list" if key in SHAPES else "object"
                self._refuse(step("", key), FaultCode.WRONG_TYPE, expected=expected)
                self._unreadable.add(key)
            elif key in SHAPES:
                lists[key] = self._entries(SHAPES[key], inside)
            else:
                organization = self._entry(ORGANIZATION, inside, step("", key))
        unreadable = frozenset(self._unreadable)
        document = DirectoryDocument(organization, lists, self._numbers, unreadable, tuple(value))
        self._count_passwords(document)
        return document

    def _entries(self, shape: Shape, value: list[JsonValue]) -> Mapping[str, Named]:
        place = step("", shape.kind)
        owns_numbers = shape.kind in OWNER_TYPES
        entries: dict[str, Named] = {}
        for index, inside in enumerate(value):
            named = self._entry(shape, inside, f"{place}/{index}")
            if owns_numbers:
                self._note_numbers(named)
            self._keep(shape, named, entries)
        return entries

    def _entry(self, shape: Shape, value: JsonValue, place: str) -> Named:
        if not isinstance(value, dict):
            self._refuse(place, FaultCode.WRONG_TYPE, expected="object")
            return Named(place, {shape.identity: None})
        kept = {}
        for key, inside in value.items():
            reader = shape.fields.get(key)
            if reader is None:
                self._refuse(step(place, key), FaultCode.UNKNOWN_FIELD)
            else:
                kept[key] = reader(inside, place, key, self.faults)
        return Named(place, kept)

    def _keep(self, shape: Shape, named: Named, entries: dict[str, Named]) -> None:
        identity = named.fields.get(shape.identity)
        if identity is None:
            if shape.identity not in named.fields:
                self._refuse(named.at(shape.identity), FaultCode.MISSING)
            return
        first = entries.setdefault(identity, named)
        if first is not named and shape.kind not in OWNER_TYPES:
            self._refuse(named.at(shape.identity), FaultCode.DUPLICATE, first=first.at(shape.identity))

    def _note_numbers(self, named: Named) -> None:
        # Extensions and dial-in numbers share one namespace.
        extension = named.fields.get("extension")
        if extension is not None:
            self._note(extension, f"{named.place}/extension")
        for index, number in enumerate(named.fields.get("dial_in", ())):
            if number:
                self._note(number, f"{named.place}/dial_in/{index}")

    def _note(self, number: str, pointer: str) -> None:
        first = self._numbers.setdefault(number, pointer)
        if first is not pointer:
            self._refuse(pointer, FaultCode.DUPLICATE, first=first)

    def _count_passwords(self, document: DirectoryDocument) -> None:
        count = sum(1 for _ in document.plain_passwords())
        if count > MOST_PLAIN:
            self._refuse("", FaultCode.TOO_MANY_PASSWORDS, most=MOST_PLAIN, count=count)

    def _refuse(self, pointer: str, code: FaultCode, **params: str | int) -> None:
        self.faults.append(Fault(pointer, code, params))


def in_document_order(faults: Iterable[Fault], document: DirectoryDocument) -> list[Fault]:
    """Return the faults as their places follow each other, those of the whole document first."""
    ranks = {step("", key): rank for rank, key in enumerate(document.order)}

    def place(fault: Fault) -> tuple[int, list[tuple[int, str]]]:
        top, *inner = fault.pointer.split("/")[1:] or [""]
        return ranks.get(f"/{top}", len(ranks) if fault.pointer else -1), [_rank(inside) for inside in inner]

    return sorted(faults, key=place)


def _rank(inside: str) -> tuple[int, str]:
    # By number where it is an index of a list.
    return (int(inside), "") if inside.isascii() and inside.isdigit() else (-1, inside)
