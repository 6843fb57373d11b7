"""Where the parts of a chart stand, in units of its drawing; `macros/charts.html` draws and lists them."""

from collections.abc import Sequence
from dataclasses import dataclass

# The drawing of curves and columns, without the space for its scales.
WIDTH, HEIGHT = 560, 150
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar, or one bar: `start` and `width` in percent, `kind` chooses its colour."""

    label: str
    count: int
    kind: str
    start: float
    width: float
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a scale with what stands at it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: left edge, width, top and height; of a curve `x` and `top` are its next point."""

    label: str
    count: int
    x: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart over time: its columns or points, and both scales."""

    columns: tuple[Column, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]

    @property
    def line(self) -> str:
        """The points of a curve, as SVG writes them."""
        return " ".join(f"{each.x + each.width:.1f},{each.top:.1f}" for each in self.columns)

    @property
    def area(self) -> str:
        """The same, closed along the ground."""
        last = self.columns[-1]
        return f"0,{HEIGHT} {self.line} {last.x + last.width:.1f},{HEIGHT}"


def shares(parts: Sequence[tuple[str, int, str, str | None]]) -> tuple[Part, ...]:
    """Return the pieces of one bar that stands for all, without empty ones.

    Each is label, count, kind, address.
    """
    total = sum(count for _label, count, _kind, _url in parts)
    done, placed = 0, []
    for label, count, kind, url in parts:
        if count:
            placed.append(Part(label, count, kind, 100 * done / total, 100 * count / total, url))
            done += count
    return tuple(placed)


def bars(parts: Sequence[tuple[str, int, str, str]]) -> tuple[Part, ...]:
    """Return bars beside each other, the longest as wide as can be; each is label, count, kind, note."""
    most = max((count for _label, count, _kind, _note in parts), default=0) or 1
    return tuple(
        Part(label, count, kind, 0, 100 * count / most, note=note) for label, count, kind, note in parts
    )


def drawing(values: Sequence[tuple[str, int]], most: int = 0, labels: int = 6) -> Drawing:
    """Return columns of equal width for labelled counts in the order of time; at least one.

    The scale goes up to `most`, or to the highest count above it; about `labels` of them stand below.
    """
    top = max(most, 1, *(count for _label, count in values))
    step = _step(top)
    ceiling = -(-top // step) * step
    width = WIDTH / len(values)
    every = max(1, -(-len(values) // labels))
    columns = tuple(
        Column(
            label, count, place * width, width, HEIGHT - HEIGHT * count / ceiling, HEIGHT * count / ceiling
        )
        for place, (label, count) in enumerate(values)
    )
    across = tuple(
        Tick((place + 0.5) * width, label)
        for place, (label, _count) in enumerate(values)
        if place % every == 0
    )
    up = tuple(Tick(HEIGHT - HEIGHT * value / ceiling, f"{value:,}") for value in range(0, ceiling + 1, step))
    return Drawing(columns, across, up)


def _step(top: int) -> int:
    """Return a round step that makes at most five lines up to `top`."""
    size = 1
    while True:
        for step in _STEPS:
            if top <= 5 * step * size:
                return step * size
        size *= 10
