"""A machine as SVG: one self-contained text, no scripts, no external fonts or files.

States carry `data-state` with their JSON pointer, and lines that belong to one edge `data-edge`, so that a page can find
them again. Tooltips are
the titles of their elements: the whole name, the comment, the retriers, the conditions that a label had to cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from asl.graph import layout
from asl.graph.drawing import Drawing, Edge, Node, Scope
from asl.graph.labels import cut
from asl.graph.layout import LabelBox, Line, NodeBox, ScopeBox, lane_of, lay_out
from asl.graph.marks import EdgeKey, Mark, Marks, strongest
from asl.graph.text import width
from asl.graph.theme import ICONS, Theme, style_sheet
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine

_MARGIN: Final = 20.0
_TITLE: Final = 30.0
_TIP: Final = 7.0  # an arrow's length
_ESCAPES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        # XML has no characters for these, not even as references.
        **{chr(n): "\ufffd" for n in range(32) if n not in (9, 10, 13)},
        "\ufffe": "\ufffd",
        "\uffff": "\ufffd",
    }
)


def draw(
    machine: StateMachine,
    *,
    marks: Marks | None = None,
    theme: Theme = "auto",
    title: str | None = None,
    definition: JSON = None,
) -> str:
    """The machine as SVG text.

    Args:
        marks: what was executed or covered; None draws it neutral.
        theme: light, dark, or what the reader's system prefers.
        title: a heading above the picture.
        definition: the machine's JSON, when at hand: then states that cannot be read are drawn too.
    """
    return draw_drawing(Drawing(machine, definition), marks=marks, theme=theme, title=title)


def draw_drawing(
    drawing: Drawing, *, marks: Marks | None = None, theme: Theme = "auto", title: str | None = None
) -> str:
    """`draw` for a drawing that is there already."""
    picture = lay_out(drawing)
    head = _TITLE if title else 0.0
    wide = picture.width + 2 * _MARGIN
    if title:
        wide = max(wide, width(title, 15, bold=True) + 2 * _MARGIN)
    high = picture.height + 2 * _MARGIN + head
    size = f'width="{_n(wide)}" height="{_n(high)}" viewBox="0 0 {_n(wide)} {_n(high)}"'
    name = escape(title or "State machine")
    left = (wide - picture.width) / 2
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="asl-graph theme-{theme}" {size} role="img">',
        f"<title>{name}</title>",
        f"<style>{style_sheet(theme)}</style>",
        f'<rect width="{_n(wide)}" height="{_n(high)}" fill="var(--paper)"/>',
    ]
    if title:
        out.append(f'<text class="heading" x="{_n(_MARGIN)}" y="{_n(_MARGIN + 8)}">{name}</text>')
    out.extend(_Painter(marks).scope(picture, left, _MARGIN + head))
    out.append("</svg>")
    return "\n".join(out) + "\n"


def escape(text: str) -> str:
    """Text for XML, in an element or an attribute."""
    return text.translate(_ESCAPES).encode("utf-8", "replace").decode("utf-8")


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


class _Painter:
    def __init__(self, marks: Marks | None) -> None:
        self.marks = marks

    # ---------------------------------------------------------------- marks
    def _of_node(self, node: Node, scope: Scope) -> Mark | None:
        """A node's mark; starts and ends have those of their edges."""
        if self.marks is None:
            return None
        if node.type not in ("start", "end") or node.key in self.marks.nodes:
            return self.marks.nodes.get(node.key)
        return self._of_edges([e for e in scope.edges if node.key in (e.source, e.target)])

    def _of_edge(self, key: EdgeKey) -> Mark | None:
        return None if self.marks is None else self.marks.edges.get(key)

    def _class(self, mark: Mark | None) -> str:
        if self.marks is None or (mark is not None and mark.level == "none"):
            return ""
        return " idle" if mark is None else f" {mark.level}"

    def _of_edges(self, edges: Sequence[Edge]) -> Mark | None:
        return strongest(self._of_edge(edge.key) for edge in edges)

    # ---------------------------------------------------------------- parts
    def scope(self, picture: ScopeBox, x: float, y: float) -> Iterator[str]:
        yield f'<g transform="translate({_n(x)} {_n(y)})">'
        known = {box.node.key: box.node for box in picture.nodes}
        drawn = [(self._of_edges(line.edges), line) for line in picture.lines]
        # What was gone through lies above what was not.
        drawn.sort(key=lambda one: 0 if one[0] is None else 2 if one[0].level != "missed" else 1)
        for mark, line in drawn:
            yield self._line(line, mark, known)
        for box in picture.nodes:
            yield from self._node(box, picture.scope)
        for label in picture.labels:
            yield from self._label(label)
        yield "</g>"

    def _line(self, line: Line, mark: Mark | None, known: dict[str, Node]) -> str:
        kinds = "flow" if any(lane_of(edge) == "flow" for edge in line.edges) else "catch"
        wrong = any(known[edge.target].type == "missing" for edge in line.edges)
        class_ = f"edge {kinds}{' wrong' if wrong else ''}{self._class(mark)}"
        tip = ""
        if line.ends:
            _, (x, y) = layout.point_of(line.path)
            half = _TIP * 0.58
            tip = (
                f'<path class="tip" d="M{_n(x)} {_n(y)}l{_n(-half)} {_n(-_TIP)}h{_n(2 * half)}z"/>'
            )
        edge = f' data-edge="{escape(edge_id(line.edges[0].key))}"' if len(line.edges) == 1 else ""
        title = escape(_titles(line.edges, known, mark))
        path = path_text(line.path, _TIP - 1 if line.ends else 0.0)
        return f'<g class="{class_}"{edge}><title>{title}</title><path d="{path}"/>{tip}</g>'

    def _label(self, label: LabelBox) -> Iterator[str]:
        left, top = label.x - label.width / 2, label.y - label.height / 2
        title = "\n".join(edge.label for edge in label.edges if edge.label)
        idle = self._class(self._of_edges(label.edges)) == " idle"
        yield f'<g class="label{" idle" if idle else ""}"><title>{escape(title)}</title>'
        yield f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(label.width)}" height="{_n(label.height)}" rx="3"/>'
        for n, row in enumerate(label.rows):
            y = top + (n + 1) * layout.LABEL_LINE - 2.5
            mark = None if row.edge is None else self._of_edge(row.edge.key)
            level = self._class(mark).strip()
            text = row.text
            class_ = f' class="{level}"' if level and not idle else ""
            yield f'<text x="{_n(label.x)}" y="{_n(y)}"{class_}>{escape(text)}</text>'
        yield "</g>"

    def _node(self, box: NodeBox, scope: Scope) -> Iterator[str]:
        node = box.node
        mark = self._of_node(node, scope)
        class_ = f"node {node.type}{self._class(mark)}"
        place = f"translate({_n(box.x)} {_n(box.y)})"
        is_state = node.type not in ("start", "end", "missing")
        data = f' data-state="{escape(node.key)}"' if is_state else ""
        yield f'<g class="{class_}" transform="{place}"{data}>'
        yield f"<title>{escape(_title(node, mark))}</title>"
        yield from _shape(box)
        yield from _texts(box)
        if node.retry is not None:
            yield _retry(box, node.retry[0])
        if box.scopes:
            yield from _between(box)
            for x, y, inner in box.scopes:
                yield from self.scope(inner, x, y)
        if mark is not None and mark.count is not None and is_state:
            yield _count(box, mark)
        yield "</g>"


def edge_id(key: EdgeKey) -> str:
    """An edge's key as one word: `/States/A,choice,0`, blanks in names as %20."""
    pointer, kind, index = key
    return f"{pointer.replace('%', '%25').replace(' ', '%20')},{kind},{index}"


def path_text(path: Sequence[tuple[str, tuple[float, ...]]], shorter: float = 0.0) -> str:
    """A path for the `d` attribute, straight lines joined; `shorter` pixels are left for the arrow's tip."""
    out: list[tuple[str, list[float]]] = []
    for letter, numbers in path:
        point = list(numbers)
        if letter == "L" and out:
            before = out[-1][1]
            if abs(before[-1] - point[1]) < 0.05 and abs(before[-2] - point[0]) < 0.05:
                continue
            if out[-1][0] == "L" and len(out) > 1:
                start = out[-2][1]
                if abs(start[-2] - before[0]) < 0.05 and abs(before[0] - point[0]) < 0.05:
                    out[-1] = ("L", point)
                    continue
        out.append((letter, point))
    if shorter and out[-1][0] == "L":
        out[-1][1][-1] -= shorter
    elif shorter:
        out[-1][1][-1] -= shorter
        out[-1][1][-3] -= shorter
    return "".join(letter + " ".join(_n(number) for number in numbers) for letter, numbers in out)


def _titles(edges: Sequence[Edge], known: dict[str, Node], mark: Mark | None) -> str:
    shown = [
        f"{known[edge.source].name} → {known[edge.target].name}"
        + (f": {edge.label}" if edge.label else "")
        + (" (caught)" if edge.kind == "catch" else "")
        for edge in edges[:12]
    ]
    if len(edges) > 12:
        shown.append(f"and {len(edges) - 12} more")
    if mark is not None:
        shown += _told(mark)
    return "\n".join(shown)


def _title(node: Node, mark: Mark | None) -> str:
    shown = [node.name if node.type in ("start", "end") else f"{node.name} ({node.type})"]
    shown += [part for part in (node.detail, node.comment) if part]
    if node.retry is not None:
        shown.append(node.retry[1])
    if mark is not None:
        shown += _told(mark)
    return "\n".join(shown)


def _told(mark: Mark) -> list[str]:
    out = [] if mark.count is None else ["once" if mark.count == 1 else f"{mark.count} times"]
    return [*out, mark.note] if mark.note else out


def _shape(box: NodeBox) -> Iterator[str]:
    w, h, type_ = box.width, box.height, box.node.type
    if type_ in ("start", "end") and not box.lines:
        middle = _n(w / 2)
        if type_ == "end":
            yield f'<circle class="ring" cx="{middle}" cy="{middle}" r="{_n(w / 2 - 0.7)}"/>'
        radius = w / 2 - (3.5 if type_ == "end" else 1.5)
        yield f'<circle class="dot" cx="{middle}" cy="{middle}" r="{_n(radius)}"/>'
        return
    if type_ == "Choice":
        tip = min(14.0, h / 2)
        points = f"M{_n(tip)} 0H{_n(w - tip)}L{_n(w)} {_n(h / 2)}L{_n(w - tip)} {_n(h)}H{_n(tip)}L0 {_n(h / 2)}z"
        yield f'<path class="shape" d="{points}"/>'
        return
    if box.node.distributed:
        yield f'<rect class="copy" x="5" y="5" width="{_n(w)}" height="{_n(h)}" rx="8"/>'
    radius = h / 2 if type_ in ("start", "end", "Succeed", "Fail") else 8
    class_ = "inside" if box.scopes else "shape"
    yield f'<rect class="{class_}" width="{_n(w)}" height="{_n(h)}" rx="{_n(radius)}"/>'


def _between(box: NodeBox) -> Iterator[str]:
    """Dashed lines between a Parallel's branches, and between its shelves of branches."""
    shelf = box.scopes[0][1]
    for x, y, _ in box.scopes[1:]:
        if y != shelf:
            shelf = y
            yield f'<path class="lane" d="M12 {_n(y - layout.BETWEEN / 2)}H{_n(box.width - 12)}"/>'
            continue
        high = max(inner.height for _, other, inner in box.scopes if other == y)
        yield f'<path class="lane" d="M{_n(x - layout.BETWEEN / 2)} {_n(y)}v{_n(high)}"/>'


def _texts(box: NodeBox) -> Iterator[str]:
    if not box.lines:
        return
    type_ = box.node.type
    if type_ in ("start", "end"):
        yield f'<text class="name" x="{_n(box.width / 2)}" y="17.5" text-anchor="middle">{escape(box.lines[0])}</text>'
        return
    texts = len(box.lines) * layout.NAME_LINE + len(box.details) * layout.DETAIL_LINE
    top = layout.HEADER * 0.8 if box.scopes else (box.height - texts) / 2
    left = 10.0 + (14.0 if type_ == "Choice" else 0.0)
    icon_y = top + 1 if box.scopes else (box.height - 16) / 2
    yield f'<g class="icon" transform="translate({_n(left)} {_n(icon_y)})">{ICONS[type_]}</g>'
    x = left - 10 + layout.ICON
    y = top
    for line in box.lines:
        y += layout.NAME_LINE
        yield f'<text class="name" x="{_n(x)}" y="{_n(y - 4)}">{escape(line)}</text>'
    for line in box.details:
        y += layout.DETAIL_LINE
        yield f'<text class="detail" x="{_n(x)}" y="{_n(y - 4)}">{escape(line)}</text>'


def _retry(box: NodeBox, attempts: int) -> str:
    text = cut(f"↻{attempts}", 6)
    wide = width(text, 9.5) + 8
    x = box.width - wide - 5 - (10.0 if box.node.type == "Choice" else 0.0)
    return (
        f'<g class="badge"><rect x="{_n(x)}" y="4" width="{_n(wide)}" height="14" rx="7"/>'
        f'<text x="{_n(x + wide / 2)}" y="14.3">{text}</text></g>'
    )


def _count(box: NodeBox, mark: Mark) -> str:
    text = ("✕ " if mark.level == "failed" else "") + f"×{mark.count}"
    wide = width(text, 10, bold=True) + 10
    return (
        f'<g class="count"><rect x="{_n(-wide / 2 + 6)}" y="-9" width="{_n(wide)}" height="16" rx="8"/>'
        f'<text x="6" y="2.8">{text}</text></g>'
    )
