"""Coverage by lines of the definition: what tools for program text can show of a state machine.

The lines that "run" are those where a state begins and where a transition is written; the other points of a line are its
conditions, as the two sides of an `if` are in a program: a rule true and false, a retrier that fired and was used up. On a
line with several states or transitions (a definition in one line) each of them is a condition too, so that none hides
behind another.
"""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple

from asl.observe.coverage.totals import Covered, Placed

# What the other half of a condition's pair looks like in `label why`.
_OUTCOMES: Final = {
    "true": "is true",
    "false": "is false",
    "otherwise": "is chosen",
    "retried": "fires",
    "exhausted": "is used up",
    "caught": "catches",
    "timeout": "runs out",
    "heartbeat": "runs out",
    "empty": "is run",
    "one": "is run",
    "many": "is run",
    "failed": "is seen",
}


class Condition(NamedTuple):
    """One way in which a line can go."""

    text: str
    hits: int


class Line(NamedTuple):
    """A line, counted from 1. hits: how often what stands there ran, the most of it."""

    number: int
    hits: int
    conditions: tuple[Condition, ...]

    @property
    def met(self) -> int:
        """How many of the conditions were covered."""
        return sum(condition.hits > 0 for condition in self.conditions)


def lines_of(covered: Covered) -> list[Line]:
    """The lines with points, in order. None where the text is not known: then there are no lines."""
    placed = [one for one in covered.placed if one.line]
    return [_line(number, list(points)) for number, points in groupby(placed, lambda p: p.line)]


def _line(number: int, placed: list[Placed]) -> Line:
    running = [one for one in placed if one.point.kind.is_line]
    ways = [one for one in placed if not one.point.kind.is_line or len(running) > 1]
    hits = max(one.hits for one in running or placed)
    return Line(number, hits, tuple(Condition(_text(one), one.hits) for one in ways))


def _text(one: Placed) -> str:
    point = one.point
    text = f"{point.label} {_OUTCOMES.get(point.what, '')}".strip()
    return f"{point.state}: {text}" if point.state else text
