"""The types that a setting can have. Each says what is wrong with a value, and publishes itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from importer.faults import FaultCode
from importer.json_value import JsonValue

Problem: TypeAlias = tuple[FaultCode, Mapping[str, str | int]]


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    ja: str
    en: str

    def published(self) -> dict[str, JsonValue]:
        """Return the label as the catalogue publishes it."""
        return {"ja": self.ja, "en": self.en}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration."""

    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false, nothing that merely looks like it."""

    kind: ClassVar[str] = "boolean"

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, if anything."""
        return None if isinstance(value, bool) else _wrong_type("boolean")

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it."""
        return {"kind": self.kind}


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number from `least` to `most`, both allowed."""

    kind: ClassVar[str] = "integer"
    least: int
    most: int

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, if anything."""
        if isinstance(value, bool) or not isinstance(value, int):
            return _wrong_type("integer")
        if self.least <= value <= self.most:
            return None
        code = FaultCode.TOO_SMALL if value < self.least else FaultCode.TOO_BIG
        return code, {"least": self.least, "most": self.most}

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it."""
        return {"kind": self.kind, "least": self.least, "most": self.most}


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of a few words."""

    kind: ClassVar[str] = "enumeration"
    choices: tuple[Choice, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The words alone, in the order that a page offers them."""
        return tuple(choice.value for choice in self.choices)

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, if anything."""
        if not isinstance(value, str):
            return _wrong_type("string")
        return None if value in self.values else (FaultCode.NOT_ALLOWED, {"allowed": ", ".join(self.values)})

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it."""
        choices: list[JsonValue] = [
            {"value": choice.value, "label": choice.label.published()} for choice in self.choices
        ]
        return {"kind": self.kind, "choices": choices}


@dataclass(frozen=True, slots=True)
class String:
    """Text of at most `most` code points, in one line; the whole of it matches `pattern`."""

    kind: ClassVar[str] = "string"
    most: int
    pattern: str | None = None

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, if anything."""
        if not isinstance(value, str):
            return _wrong_type("string")
        if len(value) > self.most:
            return FaultCode.TOO_LONG, {"most": self.most, "count": len(value)}
        if _CONTROL.search(value):
            return FaultCode.NOT_TEXT, {}
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            return FaultCode.BAD_PATTERN, {"pattern": self.pattern}
        return None

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it."""
        return {"kind": self.kind, "most": self.most, "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list; `of` is the type of each item, None for any."""

    kind: ClassVar[str] = "list"
    of: "SettingType | None"
    least: int
    most: int
    unique: bool = False

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, or with its first bad item (`item`, from 1), if anything."""
        if not isinstance(value, list):
            return _wrong_type("list")
        if len(value) < self.least:
            return FaultCode.TOO_FEW, {"least": self.least, "count": len(value)}
        if len(value) > self.most:
            return FaultCode.TOO_MANY, {"most": self.most, "count": len(value)}
        return self._item_fault(value) or self._twice(value)

    def _item_fault(self, items: Sequence[JsonValue]) -> Problem | None:
        if self.of is None:
            return None
        for place, item in enumerate(items, 1):
            if problem := self.of.fault(item):
                code, params = problem
                return code, {"item": place, **params}
        return None

    def _twice(self, items: Sequence[JsonValue]) -> Problem | None:
        if not self.unique:
            return None
        places = (place for place, item in enumerate(items, 1) if item in items[: place - 1])
        return next(((FaultCode.DUPLICATE, {"item": place}) for place in places), None)

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it."""
        of = None if self.of is None else self.of.published()
        return {"kind": self.kind, "of": of, "least": self.least, "most": self.most, "unique": self.unique}


@dataclass(frozen=True, slots=True)
class PortRange:
    """Two ports from `least` to `most`: the first even (RFC 3550, 11) and lower than the second."""

    kind: ClassVar[str] = "list"
    least: int
    most: int

    def fault(self, value: JsonValue) -> Problem | None:
        """Return what is wrong with `value`, if anything."""
        if problem := self._two_ports.fault(value):
            return problem
        match value:
            case [int(first), int(last)] if first % 2 == 0 and first < last:
                return None
        return FaultCode.BAD_PORT_RANGE, {"least": self.least, "most": self.most}

    @property
    def _two_ports(self) -> ListOf:
        return ListOf(Integer(self.least, self.most), 2, 2)

    def published(self) -> dict[str, JsonValue]:
        """Return the type as the catalogue publishes it: a list like others, with one rule more."""
        return self._two_ports.published() | {"rule": "port_range"}


SettingType: TypeAlias = Boolean | Integer | Enumeration | String | ListOf | PortRange

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _wrong_type(expected: str) -> Problem:
    return FaultCode.WRONG_TYPE, {"expected": expected}
