"""Where in a text something stands: lines and columns, both from 1, columns in code points."""

from dataclasses import dataclass

from importer.faults import Fault, FaultCode


@dataclass(slots=True)
class Lines:
    """Says the line and column of offsets. They are asked for in order, so the text is gone through once."""

    text: str
    _looked_to: int = 0
    _line: int = 1
    _line_start: int = 0

    def at(self, offset: int) -> dict[str, int]:
        """Return `line` and `column` as faults carry them; `offset` is no smaller than the one before."""
        self._line += self.text.count("\n", self._looked_to, offset)
        last_end = self.text.rfind("\n", self._looked_to, offset)
        if last_end >= 0:
            self._line_start = last_end + 1
        self._looked_to = max(self._looked_to, offset)
        return {"line": self._line, "column": offset - self._line_start + 1}


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return the faults in the order of the text: first those of the whole, last that there are more."""
    return sorted(faults, key=_place)


def _place(fault: Fault) -> tuple[bool, int, int]:
    more = fault.code is FaultCode.MORE_FAULTS
    return more, int(fault.params.get("line", 0)), int(fault.params.get("column", 0))
