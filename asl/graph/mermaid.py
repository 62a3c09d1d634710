"""A machine as a Mermaid flowchart, for Markdown that draws it: READMEs, pull requests, wikis.

Names go into quoted labels with everything that Mermaid, or the HTML that it makes, would read as its own replaced by
character codes; the ids are ours (`s1`, `s2`, …), so no name can break the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.graph.drawing import Drawing, Edge, Node, Scope
from asl.graph.labels import cut
from asl.graph.marks import Level, Marks
from asl.graph.theme import COLOURS
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine

_LABEL: Final = 60
_PLAIN: Final = frozenset(
    " _-.,:/?!=+$"
)  # signs that neither Mermaid nor Markdown takes for their own
_SHAPES: Final[dict[str, tuple[str, str]]] = {
    "start": ("([", "])"),
    "end": ("([", "])"),
    "Choice": ("{{", "}}"),
    "Succeed": ("([", "])"),
    "Fail": ("([", "])"),
    "Wait": ("(", ")"),
    "missing": (">", "]"),
    "broken": (">", "]"),
}
_SQUARE: Final = ("[", "]")
_STYLES: Final[dict[str, tuple[str, str]]] = {  # class → (colour of the line, of the inside)
    "hit": ("good", "good-soft"),
    "part": ("part", "part-soft"),
    "missed": ("missed", "missed-soft"),
    "failed": ("bad", "bad-soft"),
    "wrong": ("bad", "bad-soft"),
}


def draw(machine: StateMachine, marks: Marks | None = None, *, definition: JSON = None) -> str:
    """The machine as a Mermaid flowchart; `marks` and `definition` as for `asl.graph.svg.draw`."""
    return draw_drawing(Drawing(machine, definition), marks)


def draw_drawing(drawing: Drawing, marks: Marks | None = None) -> str:
    """`draw` for a drawing that is there already."""
    return "\n".join(_Writer(drawing, marks).lines()) + "\n"


def quoted(text: str, length: int = _LABEL) -> str:
    """Text as a label: letters and digits as they are, all signs of meaning as `#code;`."""
    shown = " ".join(cut(text, length).split())
    return "".join(
        c if c.isalnum() or c in _PLAIN else f"#{ord(c)};"
        for c in shown.encode("utf-8", "replace").decode("utf-8")
        if c.isprintable()
    )


class _Writer:
    def __init__(self, drawing: Drawing, marks: Marks | None) -> None:
        self.drawing = drawing
        self.marks = marks
        self.ids = {key: f"s{number}" for number, key in enumerate(drawing.nodes)}
        self.classes: dict[str, list[str]] = {}
        self.edges: list[Edge] = []

    def lines(self) -> Iterator[str]:
        yield "flowchart TD"
        yield from self._scope(self.drawing.scope, "    ")
        for edge in self.edges:
            yield f"    {self._edge(edge)}"
        for name, ids in self.classes.items():
            line, inside = _STYLES[name]
            width = "3px" if name == "failed" else "2px"
            yield (
                f"    classDef {name} fill:{COLOURS[inside][0]},stroke:{COLOURS[line][0]},"
                f"color:{COLOURS['ink'][0]},stroke-width:{width}"
            )
            yield f"    class {','.join(ids)} {name}"
        yield from self._link_styles()

    def _scope(self, scope: Scope, indent: str) -> Iterator[str]:
        for node in scope.nodes:
            yield from self._node(node, indent)
        self.edges.extend(scope.edges)

    def _node(self, node: Node, indent: str) -> Iterator[str]:
        id_ = self.ids[node.key]
        level = self._level(node)
        if level:
            self.classes.setdefault(level, []).append(id_)
        if not node.scopes:
            text = self._text(node)
            opening, closing = _SHAPES.get(node.type, _SQUARE)
            yield f'{indent}{id_}{opening}"{text}"{closing}'
            return
        # One line: Mermaid draws a second one over what is inside.
        yield f'{indent}subgraph {id_}["{quoted(node.name, 80)}{self._count(node, " x ")}"]'
        yield f"{indent}    direction TB"
        for scope in node.scopes:
            if len(node.scopes) == 1:
                yield from self._scope(scope, indent + "    ")
                continue
            yield f'{indent}    subgraph {id_}b{scope.branch}["branch {scope.branch}"]'
            yield f"{indent}        direction TB"
            yield from self._scope(scope, indent + "        ")
            yield f"{indent}    end"
        yield f"{indent}end"

    def _text(self, node: Node) -> str:
        if node.type in ("start", "end"):
            return node.name
        parts = [quoted(node.name, 80)]
        if node.detail:
            parts.append(f"<small>{quoted(node.detail)}</small>")
        if node.retry is not None:
            parts.append(f"<small>retry up to {node.retry[0]} times</small>")
        if count := self._count(node, "x "):
            parts.append(f"<small>{count}</small>")
        return "<br/>".join(parts)

    def _count(self, node: Node, before: str) -> str:
        mark = None if self.marks is None else self.marks.nodes.get(node.key)
        return "" if mark is None or mark.count is None else f"{before}{mark.count}"

    def _level(self, node: Node) -> str:
        if node.type in ("missing", "broken"):
            return "wrong"
        mark = None if self.marks is None else self.marks.nodes.get(node.key)
        return mark.level if mark is not None and mark.level != "none" else ""

    def _edge(self, edge: Edge) -> str:
        line = "-.->" if edge.kind == "catch" else "-->"
        label = f'|"{quoted(edge.label)}"|' if edge.label else ""
        return f"{self.ids[edge.source]} {line}{label} {self.ids[edge.target]}"

    def _link_styles(self) -> Iterator[str]:
        if self.marks is None:
            return
        numbers: dict[Level, list[str]] = {}
        for number, edge in enumerate(self.edges):
            mark = self.marks.edges.get(edge.key)
            if mark is not None and mark.level != "none":
                numbers.setdefault(mark.level, []).append(str(number))
        for level, those in numbers.items():
            colour = COLOURS[_STYLES[level][0]][0]
            yield f"    linkStyle {','.join(those)} stroke:{colour},stroke-width:2px"
