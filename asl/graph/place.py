"""Where the vertices of ordered rows stand from left to right: long edges straight, boxes under what leads to them.

The fourth step of a layered drawing, after Brandes and Köpf ("Fast and simple horizontal coordinate assignment", 2002):
vertices are aligned into vertical blocks with a neighbour of the row before, in four ways (down or up, from the left or
from the right); each way gives the blocks the least places that keep their distances, and the middle of the four is
taken. The inner segments of a long edge belong to one block in all four, so that it runs straight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Rows = list[list[int]]


class Net(NamedTuple):
    """What is placed: vertices 0..n-1.

    Attributes:
        widths: of each vertex.
        margins: of each vertex, what is kept free on both sides of it; two neighbours share theirs.
        up, down: neighbours in the row above and below, those to be straight with; without those of less weight.
        trunk_up, trunk_down: of a vertex inside a long edge, its neighbour inside the same one, or -1.
    """

    widths: Sequence[float]
    margins: Sequence[float]
    up: Sequence[Sequence[int]]
    down: Sequence[Sequence[int]]
    trunk_up: Sequence[int]
    trunk_down: Sequence[int]


def places(rows: Rows, net: Net) -> list[float]:
    """The middle of each vertex from left to right, the leftmost edge at 0."""
    count = len(net.widths)
    if not count:
        return []
    conflicts = _conflicts(rows, net)
    found: list[list[float]] = []
    for downwards in (True, False):
        for leftwards in (False, True):
            turned = [list(reversed(row)) for row in rows] if leftwards else rows
            root, order = _aligned(turned, net, conflicts, downwards)
            xs = _compacted(turned, net, root, order)
            found.append([-x for x in xs] if leftwards else xs)
    spans = [_span(xs, net.widths) for xs in found]
    narrow = min(range(4), key=lambda n: spans[n][1] - spans[n][0])
    for n, xs in enumerate(found):
        side = n % 2  # from the left: left edges together; from the right: right edges
        shift = spans[narrow][side] - spans[n][side]
        found[n] = [x + shift for x in xs]
    middle = []
    for four in zip(*found, strict=True):
        _, low, high, _ = sorted(four)
        middle.append((low + high) / 2)
    left = _span(middle, net.widths)[0]
    return [x - left for x in middle]


def _span(xs: Sequence[float], widths: Sequence[float]) -> tuple[float, float]:
    return (
        min(x - w / 2 for x, w in zip(xs, widths, strict=True)),
        max(x + w / 2 for x, w in zip(xs, widths, strict=True)),
    )


def _conflicts(rows: Rows, net: Net) -> set[tuple[int, int]]:
    """Segments (upper, lower) that cross the inside of a long edge: they give way to it."""
    out: set[tuple[int, int]] = set()
    for above, row in pairwise(rows):
        place = {vertex: n for n, vertex in enumerate(above)}
        low, begin = 0, 0
        for n, vertex in enumerate(row):
            inner = net.trunk_up[vertex]
            if inner < 0 and n < len(row) - 1:
                continue
            high = place[inner] if inner >= 0 else len(above)
            for other in row[begin : n + 1]:
                for upper in net.up[other]:
                    if not low <= place[upper] <= high and net.trunk_up[other] != upper:
                        out.add((upper, other))
            begin, low = n + 1, high
    return out


def _aligned(
    rows: Rows, net: Net, conflicts: set[tuple[int, int]], downwards: bool
) -> tuple[list[int], list[int]]:
    """Of each vertex the one that its block is named by, and where it stands in its row."""
    count = len(net.widths)
    root = list(range(count))
    taken = [False] * count  # has somebody aligned below it already
    place = [0] * count
    for row in rows:
        for n, vertex in enumerate(row):
            place[vertex] = n
    beside = net.up if downwards else net.down
    trunk = net.trunk_up if downwards else net.trunk_down
    onwards = net.trunk_down if downwards else net.trunk_up
    for row in rows if downwards else reversed(rows):
        last = -1
        for vertex in row:
            if trunk[vertex] >= 0:
                near: Sequence[int] = (trunk[vertex],)
            else:
                near = sorted(beside[vertex], key=place.__getitem__)
            size = len(near)
            if not size:
                continue
            for at in range((size - 1) // 2, size // 2 + 1):
                other = near[at]
                pair = (other, vertex) if downwards else (vertex, other)
                free = not taken[other] and onwards[other] in (-1, vertex)
                if (
                    root[vertex] == vertex
                    and free
                    and last < place[other]
                    and pair not in conflicts
                ):
                    taken[other] = True
                    root[vertex] = root[other]
                    last = place[other]
    return root, place


def _compacted(rows: Rows, net: Net, root: Sequence[int], place: Sequence[int]) -> list[float]:
    """The blocks as far left as their distances allow, then as far right as nothing gets wider."""
    after: dict[int, dict[int, float]] = {}
    before: dict[int, dict[int, float]] = {}
    for row in rows:
        for vertex in row:
            after.setdefault(root[vertex], {})
            before.setdefault(root[vertex], {})
    for row in rows:
        for left, right in pairwise(row):
            apart = (net.widths[left] + net.widths[right]) / 2 + max(
                net.margins[left], net.margins[right]
            )
            a, b = root[left], root[right]
            if after[a].get(b, -1.0) < apart:
                after[a][b] = apart
                before[b][a] = apart
    order = _in_order(after, before)
    xs = dict.fromkeys(order, 0.0)
    for block in order:
        for other, apart in before[block].items():
            xs[block] = max(xs[block], xs[other] + apart)
    for block in reversed(order):
        if after[block]:
            xs[block] = max(
                xs[block], min(xs[other] - apart for other, apart in after[block].items())
            )
    return [xs[root[vertex]] for vertex in range(len(root))]


def _in_order(after: dict[int, dict[int, float]], before: dict[int, dict[int, float]]) -> list[int]:
    waits = {block: len(those) for block, those in before.items()}
    order = [block for block, number in waits.items() if not number]
    for block in order:  # grows while it is read
        for other in after[block]:
            waits[other] -= 1
            if not waits[other]:
                order.append(other)
    return order
