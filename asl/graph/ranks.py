"""Which row a box stands in: loops opened, every other edge pointing down, boxes near to what they belong to.

The first two steps of a layered drawing (after Sugiyama, Tagawa and Toda). An edge that closes a loop on the way from
the first box, in the order of the definition, is a *back* edge: it does not rank, and is routed upwards later.
"""

from __future__ import annotations

from collections.abc import Sequence


def back_edges(count: int, edges: Sequence[tuple[int, int]]) -> list[bool]:
    """For each edge, whether it leads back to a box on the way to its source. The others have no cycle.

    Boxes are visited from 0 on, in depth, edges in their order.
    """
    leaving: list[list[int]] = [[] for _ in range(count)]
    for number, (source, _) in enumerate(edges):
        leaving[source].append(number)
    back = [False] * len(edges)
    state = [0] * count  # 0 new, 1 on the way, 2 done
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        way = [(root, iter(leaving[root]))]
        while way:
            box, rest = way[-1]
            for number in rest:
                target = edges[number][1]
                if state[target] == 1:
                    back[number] = True
                elif state[target] == 0:
                    state[target] = 1
                    way.append((target, iter(leaving[target])))
                    break
            else:
                state[box] = 2
                way.pop()
    return back


def ranks(
    count: int, edges: Sequence[tuple[int, int]], back: Sequence[bool], weights: Sequence[int]
) -> list[int]:
    """A row for each box, from 0 on, so that every edge that is not back leads down.

    Rows are as early as possible; then a box with more weight below it than above moves down as far as it may.
    """
    down: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    up: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    waits = [0] * count
    for (source, target), is_back, weight in zip(edges, back, weights, strict=True):
        if not is_back:
            down[source].append((target, weight))
            up[target].append((source, weight))
            waits[target] += 1
    order = [box for box in range(count) if not waits[box]]
    row = [0] * count
    for box in order:  # grows while it is read
        for target, _ in down[box]:
            row[target] = max(row[target], row[box] + 1)
            waits[target] -= 1
            if not waits[target]:
                order.append(target)
    for box in reversed(order):
        if not down[box] or sum(w for _, w in down[box]) <= sum(w for _, w in up[box]):
            continue
        row[box] = max(row[box], min(row[target] for target, _ in down[box]) - 1)
    first = min(row, default=0)
    return [one - first for one in row]
