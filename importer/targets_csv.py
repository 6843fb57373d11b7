"""Targets as a spreadsheet writes them: one login or extension a line (TGT-4).

The first column counts. Whatever a spreadsheet may do to such a file is read: a heading, commas or tabs,
quotes, any line ends, UTF-8 with or without a byte order mark, and Shift_JIS as Excel in Japan writes it
(CP932).
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from importer.encodings import text_of
from importer.faults import Fault, FaultCode, Unreadable

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 100_000
LONGEST_KEY = 64
# What the first line may be called by, as the portal exports it and as people write it.
_HEADINGS = frozenset(
    {"login", "login id", "account", "extension", "extension number"}
    | {"ログインid", "ログイン", "アカウント", "内線番号", "内線"}
)
_ENCODINGS = ("UTF-8 with a byte order mark", "UTF-8", "CP932")


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One line of the file: where it stands, from 1, what it names, and why that cannot be a name.

    A line that names what another named before carries the place of that one.
    """

    number: int
    key: str
    fault: FaultCode | None = None
    first: int | None = None


def read_targets(raw: bytes) -> tuple[TargetLine, ...]:
    """Return what each line names, without the heading and empty lines.

    Raises Unreadable when the file as a whole cannot be read; its faults point to the line.
    """
    lines: list[TargetLine] = []
    first: dict[str, int] = {}
    for number, cell in _without_heading(_cells(_text(raw))):
        if len(lines) == MOST_LINES:
            raise Unreadable([Fault("", FaultCode.TOO_MANY_LINES, {"most": MOST_LINES})])
        lines.append(_judged(number, cell, first))
    if not lines:
        raise Unreadable([Fault("", FaultCode.EMPTY)])
    return tuple(lines)


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": MOST_BYTES})])
    text = text_of(raw, _ENCODINGS)
    if text is None:
        raise Unreadable([Fault("", FaultCode.UNKNOWN_ENCODING)])
    if "\0" in text:
        raise Unreadable([Fault("", FaultCode.NUL_CHARACTER)])
    return text


def _cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first cell of each line that has one, with the line's number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield number, row[0]
            number = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable([Fault(f"/{number}", FaultCode.BAD_CSV, {"line": number})]) from error


def _delimiter(text: str) -> str:
    comma, tab = text.find(","), text.find("\t")
    return "\t" if tab >= 0 and (comma < 0 or tab < comma) else ","


def _without_heading(cells: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for place, (number, cell) in enumerate(cells):
        heading = unicodedata.normalize("NFKC", cell).strip().casefold()
        if place or heading not in _HEADINGS:
            yield number, cell


def _judged(number: int, cell: str, first: dict[str, int]) -> TargetLine:
    key = _unguarded(cell.strip())
    shown = "".join("\ufffd" if _unshowable(mark) else mark for mark in key)[:LONGEST_KEY]
    if not key:
        return TargetLine(number, "", FaultCode.EMPTY)
    if any(_unshowable(mark) for mark in key):
        return TargetLine(number, shown, FaultCode.NOT_TEXT)
    if len(key) > LONGEST_KEY:
        return TargetLine(number, shown, FaultCode.TOO_LONG)
    before = first.setdefault(key, number)
    return (
        TargetLine(number, key) if before == number else TargetLine(number, key, FaultCode.DUPLICATE, before)
    )


def _unguarded(cell: str) -> str:
    """Return a cell as it was before an export kept spreadsheets from taking it for a formula (TRU-18)."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _unshowable(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cc", "Cs")
