"""Lines as paths: curves between rows, stretches that several links share, places for the ends of links at a box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]
Command: TypeAlias = tuple[str, tuple[float, ...]]
"""An SVG path command with absolute coordinates: M, L or C."""


class Piece(NamedTuple):
    """A stretch of path that the same links share; `ends` if it enters the links' target."""

    links: tuple[int, ...]
    path: tuple[Command, ...]
    ends: bool


class Stretches:
    """Puts steps of line together into pieces: as long as the same links take them, and none twice."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.done: set[object] = set()
        self._links: list[int] = []
        self._path: list[Command] = []

    def take(self, name: object, links: list[int], commands: list[Command]) -> None:
        """The next step of a link's way. No commands: it has no length, or is drawn already."""
        if links != self._links or name in self.done:
            self.cut()
        if name in self.done or not commands:
            return
        self.done.add(name)
        self._links = links
        self._path += commands[1:] if self._path else commands

    def cut(self, *, ends: bool = False) -> None:
        """The piece under way ends here; `ends`: at the links' target."""
        if self._path:
            self.pieces.append(Piece(tuple(self._links), tuple(self._path), ends))
        self._path = []


def curve(upper: Point, lower: Point, *, upwards: bool) -> list[Command]:
    """From one row to the next: leaves and arrives vertically, and stays between them."""
    (x1, y1), (x2, y2) = (lower, upper) if upwards else (upper, lower)
    if abs(x1 - x2) < 0.5:
        return [("M", (x1, y1)), ("L", (x2, y2))]
    middle = (y1 + y2) / 2
    return [("M", (x1, y1)), ("C", (x1, middle, x2, middle, x2, y2))]


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones (in ascending order), `apart` from each other, within bounds where there is room."""
    if len(wanted) > 1:
        apart = min(apart, (high - low) / (len(wanted) - 1))
    blocks: list[list[float]] = []  # [sum of wanted places less their offsets, how many]
    for n, x in enumerate(wanted):
        blocks.append([x - n * apart, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, number = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += number
    out: list[float] = []
    for total, number in blocks:
        out += [total / number + (len(out) + k) * apart for k in range(int(number))]
    limit = high - (len(wanted) - 1) * apart
    return [min(max(x, low + n * apart), limit + n * apart) for n, x in enumerate(out)]
