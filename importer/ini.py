"""Settings files of sections and `key=value` lines, read strictly: every fault with its line (CAP-4)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importer.encodings import text_of
from importer.faults import Fault, FaultCode, Unreadable, step

LONGEST_LINE = 8192
PLACE = "/settings"

_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_SECTION = re.compile(r"\[\s*([^\[\]]*[^\[\]\s])\s*\]")
_CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")
_QUOTED = re.compile(r"""(["'])(.*)\1""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one softphone writes its file."""

    encodings: tuple[str, ...]
    """Names from `encodings.ENCODINGS`, tried in this order."""
    comments: str
    """The characters that begin a line which says nothing."""
    ignore_case: bool
    """Whether names that differ in case alone are the same."""
    quoted: bool
    """Whether quotes around a value are no part of it."""

    def folded(self, name: str) -> str:
        """Return a name as names are compared."""
        return name.casefold() if self.ignore_case else name


@dataclass(frozen=True, slots=True)
class Entry:
    """One line `key=value`."""

    section: str
    key: str
    value: str
    line: int

    @property
    def name(self) -> str:
        """Its name in the whole file: "[sip] contact"."""
        return f"[{self.section}] {self.key}"


@dataclass(slots=True)
class IniFile:
    """What a file says, and what is wrong with it, both in the order of its lines."""

    dialect: Dialect
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _section: str | None = None
    _names: set[str] = field(default_factory=set)

    def take(self, number: int, line: str) -> None:
        """Take the line of this number, which is neither empty nor a comment."""
        opens = _SECTION.fullmatch(line)
        key, equals, value = (part.strip() for part in line.partition("="))
        if self._cannot_be_kept(number, line):
            return
        if opens:
            self._section = opens[1]
            self._take_name(f"[{self._section}]", number)
        elif self._section is None or not key or not equals:
            self._refuse(number, "", FaultCode.BAD_LINE)
        else:
            entry = Entry(self._section, key, self._unquoted(value), number)
            if self._take_name(entry.name, number):
                self.entries.append(entry)

    def _cannot_be_kept(self, number: int, line: str) -> bool:
        before = len(self.faults)
        if len(line) > LONGEST_LINE:
            params = {"most": LONGEST_LINE, "count": len(line)}
            self._refuse(number, self._place, FaultCode.LINE_TOO_LONG, **params)
        elif "\0" in line:
            self._refuse(number, self._place, FaultCode.NUL_CHARACTER)
        elif control := _CONTROL.search(line):
            self._refuse(number, self._place, FaultCode.NOT_TEXT, column=control.start() + 1)
        return len(self.faults) > before

    @property
    def _place(self) -> str:
        return PLACE if self._section is None else step(PLACE, f"[{self._section}]")

    def _take_name(self, name: str, number: int) -> bool:
        folded = self.dialect.folded(name)
        if folded in self._names:
            self._refuse(number, step(PLACE, name), FaultCode.DUPLICATE_KEY)
            return False
        self._names.add(folded)
        return True

    def _unquoted(self, value: str) -> str:
        quoted = _QUOTED.fullmatch(value) if self.dialect.quoted else None
        return quoted[2] if quoted else value

    def _refuse(self, number: int, pointer: str, code: FaultCode, **params: int) -> None:
        self.faults.append(Fault(pointer, code, {"column": 1, **params, "line": number}))


def read_ini(raw: bytes, dialect: Dialect, most: int) -> IniFile:
    """Return what at most `most` bytes say; raises Unreadable where they are no text, or say nothing."""
    file = IniFile(dialect)
    for number, line in _lines(_decoded(raw, dialect.encodings, most), dialect):
        file.take(number, line)
    if not file.entries and not file.faults:
        raise Unreadable([Fault("", FaultCode.EMPTY)])
    return file


def _decoded(raw: bytes, encodings: Sequence[str], most: int) -> str:
    if len(raw) > most:
        raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": most})])
    text = text_of(raw, encodings)
    if text is None:
        raise Unreadable([Fault("", FaultCode.NOT_DECODED, {"encodings": ", ".join(encodings)})])
    return text


def _lines(text: str, dialect: Dialect) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE_ENDS.split(text), 1):
        stripped = line.strip(" \t")
        if stripped and stripped[0] not in dialect.comments:
            yield number, stripped
