"""The order of vertices within their rows: as few crossings as a few sweeps find.

The third step of a layered drawing. A sweep takes each row in turn and sorts it by the mean place of its neighbours in
the row before (the barycentre), downwards and upwards alternately; the best order seen is kept and then polished by
exchanging neighbours. Everything is decided by place and number, so equal machines are drawn alike.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from typing import Final

_SWEEPS: Final = 12
_PATIENCE: Final = 4  # sweeps without a better order
_POLISHED: Final = 60  # rows longer than this are not polished: that is quadratic
_ROUNDS: Final = 30  # of polishing; it ends as soon as nothing gets better
_FEW: Final = 3  # of a picture with more vertices than _MANY
_MANY: Final = 1_500

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
    return sum(_between(rows, down))


def _between(rows: Rows, down: Sequence[Sequence[int]]) -> list[int]:
    """Crossings below each row but the last: inversions among the lower ends, read from left to right."""
    place = _places(rows, len(down))
    out = []
    for row in rows[:-1]:
        ends: list[int] = []
        for vertex in row:
            below = down[vertex]
            if len(below) == 1:
                ends.append(place[below[0]])
            elif below:
                ends += sorted([place[other] for other in below])
        out.append(0 if ends == sorted(ends) else _inversions(ends))
    return out


def _inversions(ends: list[int]) -> int:
    total = 0
    seen: list[int] = []
    for end in ends:
        total += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return total


def _places(rows: Rows, count: int) -> list[int]:
    place = [0] * count
    for row in rows:
        for n, vertex in enumerate(row):
            place[vertex] = n
    return place


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
    place = _places(rows, len(up))
    for at in range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1):
        keys: list[tuple[float, int, int]] = []
        last = -1.0
        for n, vertex in enumerate(rows[at]):
            near = beside[vertex]
            if len(near) == 1:
                last = place[near[0]]
            elif near:
                last = sum([place[other] for other in near]) / len(near)
            # Without a neighbour it stays beside the one that it stood beside.
            keys.append((last, -n if late else n, vertex))
        keys.sort()
        rows[at] = [vertex for _, _, vertex in keys]
        for n, vertex in enumerate(rows[at]):
            place[vertex] = n


def _polish(rows: Rows, up: Sequence[Sequence[int]], down: Sequence[Sequence[int]]) -> None:
    """Exchange neighbours while that saves crossings, in rows that have some."""
    place = _places(rows, len(up))
    for _ in range(_ROUNDS if len(up) <= _MANY else _FEW):
        better = False
        crossed = [0, *_between(rows, down), 0]
        for at, row in enumerate(rows):
            if len(row) > _POLISHED or not (crossed[at] or crossed[at + 1]):
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
