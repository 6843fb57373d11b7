"""What is wrong with a JSON text, and where: the slow second look of `reading`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from importer.faults import Fault, FaultCode, step
from importer.json_numbers import NumberOutOfRangeError, real_number, whole_number
from importer.text_places import Lines

_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?P<token>
        (?P<mark>[{}\[\],:])
        | (?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")
        | (?P<constant>NaN|-?Infinity)
        | (?P<number>-?[0-9][0-9.eE+-]*+)
        | true | false | null
    )""",
    re.VERBOSE | re.DOTALL,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Container:
    """An object or a list whose end has not come yet, and what stands in it now."""

    pointer: str
    is_object: bool
    index: int = 0
    key: str | None = None
    keys: dict[str, bool] = field(default_factory=dict)
    """Each key so far, and whether it was already told that it stands there twice."""

    @property
    def place(self) -> str:
        """The pointer of the value that stands here, of the object itself where a key is expected."""
        if self.is_object:
            return self.pointer if self.key is None else step(self.pointer, self.key)
        return step(self.pointer, self.index)


class Scan:
    """Goes through a text once, without recursion; bad syntax ends it, nothing else does."""

    def __init__(self, text: str, depth: int) -> None:
        """Take the text, and how many levels of objects and lists are allowed."""
        self._text = text
        self._depth = depth
        self._lines = Lines(text)
        self._start = 0
        self._open: list[_Container] = []
        self._levels_too_deep = 0

    @property
    def place(self) -> str:
        """Where the scan stands, as a pointer."""
        return self._open[-1].place if self._open else ""

    def faults(self) -> Iterator[Fault]:
        """Yield every fault in the order of the text; of what is too deep, the outermost place alone."""
        position = 0
        while token := _TOKEN.match(self._text, position):
            position = token.end()
            self._start = token.start("token")
            if mark := token["mark"]:
                yield from self._mark(mark)
            elif not self._levels_too_deep:
                yield from self._value(token)

    def _fault(self, code: FaultCode, **params: int) -> Fault:
        return Fault(self.place, code, params | self._lines.at(self._start))

    def _mark(self, mark: str) -> Iterator[Fault]:
        if mark in "{[":
            yield from self._enter(is_object=mark == "{")
        elif mark in "}]":
            self._leave()
        elif mark == "," and self._open and not self._levels_too_deep:
            self._open[-1].index += 1
            self._open[-1].key = None

    def _enter(self, *, is_object: bool) -> Iterator[Fault]:
        if self._levels_too_deep:
            self._levels_too_deep += 1
        elif len(self._open) < self._depth:
            self._open.append(_Container(self.place, is_object))
        else:
            self._levels_too_deep = 1
            yield self._fault(FaultCode.TOO_DEEP, most=self._depth)

    def _leave(self) -> None:
        if self._levels_too_deep:
            self._levels_too_deep -= 1
        elif self._open:
            self._open.pop()

    def _value(self, token: re.Match[str]) -> Iterator[Fault]:
        if token["string"]:
            yield from self._string(token["string"])
        elif token["constant"]:
            yield self._fault(FaultCode.NOT_A_NUMBER)
        elif token["number"] and _out_of_range(token["number"]):
            yield self._fault(FaultCode.NUMBER_OUT_OF_RANGE)

    def _string(self, token: str) -> Iterator[Fault]:
        text = _unescaped(token)
        container = self._open[-1] if self._open else None
        if container and container.is_object and container.key is None:
            container.key = text
            if container.keys.get(text) is False:
                yield self._fault(FaultCode.DUPLICATE_KEY)
            container.keys[text] = text in container.keys
        if "\0" in text:
            yield self._fault(FaultCode.NUL_CHARACTER)
        if _SURROGATE.search(text):
            yield self._fault(FaultCode.LONE_SURROGATE)


def _unescaped(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token, strict=False))
    except ValueError:  # a bad escape far inside a text that no parser got to the end of
        return token[1:-1]


def _out_of_range(token: str) -> bool:
    try:
        whole_number(token) if token.lstrip("-").isdigit() else real_number(token)
    except NumberOutOfRangeError:
        return True
    except ValueError:  # no number at all, in a text that no parser got to the end of
        return False
    return False
