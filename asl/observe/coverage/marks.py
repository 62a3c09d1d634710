"""Coverage on a drawing: what was covered of a state and how often each transition was taken, as marks of `asl.graph`."""

from __future__ import annotations

from typing import Final

from asl.graph.drawing import Drawing
from asl.graph.marks import EdgeKey, Mark, Marks
from asl.observe.coverage.totals import Covered, Miss

_NOTED: Final = 8  # misses that a tooltip lists


def marks_of(covered: Covered, drawing: Drawing) -> Marks:
    """The marks of a machine's drawing.

    A state is hit when all of its points are covered, its ways out too; partly when it was entered and something is
    missed; missed when it was never entered.
    """
    misses: dict[str, list[Miss]] = {}
    for miss in covered.missed(brief=True):
        misses.setdefault(miss.key[0], []).append(miss)
    nodes = {
        key[0]: _node(covered.hits[key], misses.get(key[0], []))
        for key in covered.points
        if key[1] == "state"
    }
    edges = {}
    for key, edge in drawing.edges.items():
        hits = covered.hits[_point(key)]
        if key in covered.points:
            edges[key] = Mark("hit", hits) if hits else Mark("missed")
        elif edge.source in nodes:  # the way out of a Succeed is the state itself
            edges[key] = nodes[edge.source]
    return Marks(nodes, edges)


def _point(key: EdgeKey) -> tuple[str, str, int]:
    return key


def _node(hits: int, misses: list[Miss]) -> Mark:
    if not hits:
        return Mark("missed", note="never entered")
    if not misses:
        return Mark("hit", hits)
    shown = [f"{miss.label} {miss.why}" for miss in misses[:_NOTED]]
    if len(misses) > _NOTED:
        shown.append(f"and {len(misses) - _NOTED} more")
    return Mark("part", hits, "\n".join(shown))
