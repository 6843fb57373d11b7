"""Where in a JSON text the values stand that a judgement of its shape found fault with."""

import re
from collections.abc import Iterator

from importer.faults import Fault
from importer.reading_faults import Scan

_DEEP_ENOUGH = 64


def located(text: str, faults: list[Fault]) -> list[Fault]:
    """Return the faults with line and column; what is missing gets the place of what it is missing from.

    `text` is JSON that can be read. Faults that know their place keep it.
    """
    unplaced = [fault for fault in faults if "line" not in fault.params]
    if not unplaced:
        return faults
    found = _Places(text, max(fault.pointer.count("/") for fault in unplaced)).found()
    return [_placed(fault, found) for fault in faults]


def _placed(fault: Fault, found: dict[str, dict[str, int]]) -> Fault:
    if "line" in fault.params:
        return fault
    pointer = fault.pointer
    while pointer not in found and pointer:
        pointer = pointer.rpartition("/")[0]
    return Fault(fault.pointer, fault.code, {**fault.params, **found.get(pointer, {})})


class _Places(Scan):
    """A scan that notes where each value begins, down to `most` levels."""

    def __init__(self, text: str, most: int) -> None:
        super().__init__(text, _DEEP_ENOUGH)
        self._most = most
        self._found: dict[str, dict[str, int]] = {}

    def found(self) -> dict[str, dict[str, int]]:
        """Return the line and column of each value by its pointer; of two under one name, of the first."""
        for _fault in self.faults():
            pass
        return self._found

    def _note(self) -> None:
        if len(self._open) <= self._most:
            self._found.setdefault(self.place, self._lines.at(self._start))

    def _enter(self, *, is_object: bool) -> Iterator[Fault]:
        if not self._levels_too_deep:
            self._note()
        yield from super()._enter(is_object=is_object)

    def _value(self, token: re.Match[str]) -> Iterator[Fault]:
        within = self._open[-1] if self._open else None
        if within is None or not within.is_object or within.key is not None:
            self._note()
        yield from super()._value(token)
