"""The order of vertices within their rows: as few crossings as a few sweeps find.

The third step of a layered drawing. A sweep takes each row in turn and sorts it by the mean place of its neighbours in
the row before (the barycentre), downwards and upwards alternately; the best order seen is kept and then polished by
exchanging neighbours. Everything is decided by place and number, so equal machines are drawn alike.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_SWEEPS: Final = 12
_PATIENCE: Final = 4  # sweeps without a better order
_POLISHED: Final = 60  # rows longer than this are not polished: that is quadratic
_ROUNDS: Final = 3

Rows = list[list[int]]


def ordered(rows: Rows, up: Sequence[Sequence[int]], down: Sequence[Sequence[int]]) -> Rows:
    """The rows in an order with few crossings.

    Args:
        rows: vertices by row, in the order to begin with.
        up, down: of each vertex, its neighbours in the row above and below.
    """
    best = [list(row) for row in rows]
    fewest = crossings(best, down)
    current = [list(row) for row in rows]
    idle = 0
    for sweep in range(_SWEEPS):
        if not fewest or idle >= _PATIENCE:
            break
        _sweep(current, up, down, downwards=sweep % 2 == 0, late=sweep % 4 >= 2)
        count = crossings(current, down)
        if count < fewest:
            fewest, best, idle = count, [list(row) for row in current], 0
        else:
            idle += 1
    if fewest:
        _polish(best, up, down)
    return best


def crossings(rows: Rows, down: Sequence[Sequence[int]]) -> int:
    """How many pairs of segments between neighbouring rows cross."""
    total = 0
    for row, below in pairwise(rows):
        place = {vertex: at for at, vertex in enumerate(below)}
        seen: list[int] = []
        for vertex in row:
            ends = sorted(place[other] for other in down[vertex])
            for end in ends:
                total += len(seen) - bisect_right(seen, end)
            for end in ends:
                insort(seen, end)
    return total


def _sweep(
    rows: Rows,
    up: Sequence[Sequence[int]],
    down: Sequence[Sequence[int]],
    *,
    downwards: bool,
    late: bool,
) -> None:
    """One sweep, in place. `late`: among equals, those that stood further right go first."""
    beside = up if downwards else down
    walk = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
    for at in walk:
        fixed = rows[at - 1 if downwards else at + 1]
        place = {vertex: n for n, vertex in enumerate(fixed)}
        row = rows[at]
        keys: list[tuple[float, int, int]] = []
        last = -1.0
        for n, vertex in enumerate(row):
            near = [place[other] for other in beside[vertex]]
            if near:
                last = sum(near) / len(near)
            # Without a neighbour it stays beside the one that it stood beside.
            keys.append((last, -n if late else n, vertex))
        keys.sort()
        rows[at] = [vertex for _, _, vertex in keys]


def _polish(rows: Rows, up: Sequence[Sequence[int]], down: Sequence[Sequence[int]]) -> None:
    place = [0] * len(up)
    for row in rows:
        for n, vertex in enumerate(row):
            place[vertex] = n
    for _ in range(_ROUNDS):
        better = False
        for row in rows:
            if len(row) > _POLISHED:
                continue
            for n in range(len(row) - 1):
                left, right = row[n], row[n + 1]
                gain = sum(
                    _pairs(side[left], side[right], place) - _pairs(side[right], side[left], place)
                    for side in (up, down)
                )
                if gain > 0:
                    row[n], row[n + 1] = right, left
                    place[left], place[right] = n + 1, n
                    better = True
        if not better:
            return


def _pairs(left: Sequence[int], right: Sequence[int], place: Sequence[int]) -> int:
    """Crossings between the segments of two neighbours, `left` standing left."""
    return sum(place[a] > place[b] for a in left for b in right)
