"""A machine as DOT, for Graphviz and whatever reads its language.

A Map or Parallel is a cluster; an edge to or from it is drawn to its first or from its last node and cut at the cluster's
border (`compound`, `lhead`, `ltail`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.graph.drawing import Drawing, Edge, Node, Scope
from asl.graph.labels import cut
from asl.graph.marks import Mark, Marks
from asl.graph.theme import COLOURS
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine

_LABEL: Final = 60
_SHAPES: Final = {
    "start": "oval",
    "end": "oval",
    "Choice": "hexagon",
    "Succeed": "oval",
    "Fail": "oval",
    "missing": "note",
    "broken": "note",
}
_LEVELS: Final = {"hit": "good", "part": "part", "missed": "missed", "failed": "bad"}


def draw(
    machine: StateMachine,
    marks: Marks | None = None,
    *,
    title: str | None = None,
    definition: JSON = None,
) -> str:
    """The machine as a DOT digraph; `marks` and `definition` as for `asl.graph.svg.draw`."""
    return draw_drawing(Drawing(machine, definition), marks, title=title)


def draw_drawing(drawing: Drawing, marks: Marks | None = None, *, title: str | None = None) -> str:
    """`draw` for a drawing that is there already."""
    return "\n".join(_Writer(drawing, marks).lines(title)) + "\n"


def quoted(text: str) -> str:
    """A DOT string. Control characters are left out; a backslash is only ever itself."""
    shown = "".join(c for c in text if c.isprintable() or c == "\n")
    shown = shown.encode("utf-8", "replace").decode("utf-8")
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class _Writer:
    def __init__(self, drawing: Drawing, marks: Marks | None) -> None:
        self.drawing = drawing
        self.marks = marks
        self.ids = {key: f"s{number}" for number, key in enumerate(drawing.nodes)}

    def lines(self, title: str | None) -> Iterator[str]:
        yield "digraph machine {"
        yield '  graph [compound=true, rankdir=TB, fontname="Helvetica", nodesep=0.4, ranksep=0.45]'
        yield '  node [shape=box, style="rounded", fontname="Helvetica", fontsize=11]'
        yield '  edge [fontname="Helvetica", fontsize=9, arrowsize=0.7]'
        if title:
            yield f"  graph [label={quoted(title)}, labelloc=t]"
        yield from self._scope(self.drawing.scope, "  ")
        for scope in self.drawing.scopes():
            for edge in scope.edges:
                yield f"  {self._edge(edge)}"
        yield "}"

    def _scope(self, scope: Scope, indent: str) -> Iterator[str]:
        for node in scope.nodes:
            if not node.scopes:
                yield f"{indent}{self.ids[node.key]} [{self._attributes(node)}]"
                continue
            yield f"{indent}subgraph cluster_{self.ids[node.key]} {{"
            colours = ", ".join(self._colours(self._mark(node))) or 'color="gray60"'
            yield f'{indent}  graph [label={quoted(self._text(node))}, style="rounded", {colours}]'
            for inner in node.scopes:
                if len(node.scopes) == 1:
                    yield from self._scope(inner, indent + "  ")
                    continue
                yield f"{indent}  subgraph cluster_{self.ids[node.key]}_{inner.branch} {{"
                yield f'{indent}    graph [label="", style="dashed", color="gray80"]'
                yield from self._scope(inner, indent + "    ")
                yield f"{indent}  }}"
            yield f"{indent}}}"

    def _mark(self, node: Node) -> Mark | None:
        return None if self.marks is None else self.marks.nodes.get(node.key)

    def _attributes(self, node: Node) -> str:
        mark = self._mark(node)
        out = [f"label={quoted(self._text(node))}"]
        if node.type in _SHAPES:
            out.append(f'shape={_SHAPES[node.type]}, style=""')
        if node.type in ("missing", "broken"):
            out.append(f'color="{COLOURS["bad"][0]}"')
        elif node.type not in ("start", "end"):
            out += self._colours(mark)
        if node.comment:
            out.append(f"tooltip={quoted(node.comment)}")
        return ", ".join(out)

    def _colours(self, mark: Mark | None) -> list[str]:
        if self.marks is None or (mark is not None and mark.level == "none"):
            return []
        if mark is None:
            return ['color="gray75", fontcolor="gray60"']
        width = 2.5 if mark.level == "failed" else 1.8
        return [f'color="{COLOURS[_LEVELS[mark.level]][0]}", penwidth={width}']

    def _text(self, node: Node) -> str:
        parts = [node.name]
        if node.detail:
            parts.append(cut(node.detail, _LABEL))
        if node.retry is not None:
            parts.append(f"retry up to {node.retry[0]} times")
        mark = self._mark(node)
        if mark is not None and mark.count is not None:
            parts.append(f"x {mark.count}")
        return "\n".join(parts)

    def _edge(self, edge: Edge) -> str:
        out = []
        if edge.label:
            out.append(f"label={quoted(cut(edge.label, _LABEL))}")
        if edge.kind == "catch":
            out.append('style="dashed"')
        source, target = self.drawing.nodes[edge.source], self.drawing.nodes[edge.target]
        if source.scopes:
            out.append(f'ltail="cluster_{self.ids[source.key]}"')
        if target.scopes:
            out.append(f'lhead="cluster_{self.ids[target.key]}"')
        if self.marks is not None:
            out += self._colours(self.marks.edges.get(edge.key))
        ends = f"{self.ids[_last(source).key]} -> {self.ids[_first(target).key]}"
        return f"{ends} [{', '.join(out)}]" if out else ends


def _first(node: Node) -> Node:
    """Where an edge to a cluster ends: the start of its first scope."""
    while node.scopes:
        node = node.scopes[0].nodes[0]
    return node


def _last(node: Node) -> Node:
    """Where an edge from a cluster begins: the last node of its first scope."""
    while node.scopes:
        node = node.scopes[0].nodes[-1]
    return node
