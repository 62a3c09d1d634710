"""A drawing as data: the nodes and edges that a picture shows, for other programs.

    {"nodes": [{"pointer": str, "type": str, "name": str, "scope": str, "detail": str?, "comment": str?, "retries": int?,
                "mark": {…}?}],
     "edges": [{"source": str, "kind": str, "index": int, "target": str, "label": str?, "mark": {…}?}]}

`pointer` is the state's JSON pointer; starts, ends and missing targets have keys of their own, which hold a `#`. `source`,
`kind` and `index` are an edge's key. A mark is {"level": str, "count": int?, "note": str?}; members without value are
left out.
"""

from __future__ import annotations

from typing import Any

from asl.graph.drawing import Drawing
from asl.graph.marks import Mark, Marks
from asl.jsonvalue import JSON


def listing(drawing: Drawing, marks: Marks | None = None) -> dict[str, JSON]:
    """See the module's docstring."""
    nodes = [
        _without_nothing(
            pointer=node.key,
            type=node.type,
            name=node.name,
            scope=scope.pointer,
            detail=node.detail or None,
            comment=node.comment,
            retries=node.retry[0] if node.retry else None,
            mark=_mark(marks.nodes.get(node.key) if marks else None),
        )
        for scope in drawing.scopes()
        for node in scope.nodes
    ]
    edges = [
        _without_nothing(
            source=edge.key[0],
            kind=edge.kind,
            index=edge.key[2],
            target=edge.target,
            label=edge.label or None,
            mark=_mark(marks.edges.get(edge.key) if marks else None),
        )
        for scope in drawing.scopes()
        for edge in scope.edges
    ]
    return {"nodes": nodes, "edges": edges}


def _mark(mark: Mark | None) -> dict[str, Any] | None:
    if mark is None:
        return None
    return _without_nothing(level=mark.level, count=mark.count, note=mark.note)


def _without_nothing(**members: Any) -> dict[str, Any]:  # Any: JSON
    return {name: value for name, value in members.items() if value is not None}
