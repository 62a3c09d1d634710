"""Where the nodes of a drawing go: sizes from their texts, scopes inside Map and Parallel first, then the scope around.

A Map or Parallel is a box as large as the pictures of its scopes; links end at it like at any other box. Edges between
the same two nodes become one line whose label lists them all: five catchers to one handler are one line. Coordinates are
pixels; those of a scope count from its own upper left corner, `x` and `y` of a node from its scope's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from asl.graph.drawing import Drawing, Edge, Node, Scope
from asl.graph.labels import cut
from asl.graph.layered import Box, Lane, Link, layered
from asl.graph.path import Command, Point
from asl.graph.text import width, wrap

NAME: Final = 13.0  # font sizes
DETAIL: Final = 10.5
LABEL: Final = 10.5
NAME_LINE: Final = 16.0
DETAIL_LINE: Final = 14.0
LABEL_LINE: Final = 13.0
HEADER: Final = 12.0  # above and below the texts of a Map or Parallel
ICON: Final = 30.0  # what a state's icon takes on its left
_TEXT: Final = 190.0  # the widest line of a name
_LEAST: Final = 92.0
_ROOM: Final = 14.0  # right of a text, and above and below it
_BADGE: Final = 22.0
_LABEL_TEXT: Final = 168.0
_LABEL_ROWS: Final = 3  # of one edge's label
_LABEL_EDGES: Final = 4  # whose labels one line shows
_PADDING: Final = 16.0  # of a Map or Parallel around its scopes
BETWEEN: Final = 24.0  # between its branches
_SHELF: Final = 1500.0  # branches wider than this together stand in several rows
_SMALL: Final = 14.0  # start and end of an inner scope


class NodeBox(NamedTuple):
    """A node with its place: upper left corner, size, lines of text, and the scopes inside with theirs."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    details: tuple[str, ...]
    scopes: tuple[tuple[float, float, ScopeBox], ...] = ()


class Line(NamedTuple):
    """A stretch of line that these edges share; `ends` if it arrives at their target."""

    edges: tuple[Edge, ...]
    path: tuple[Command, ...]
    ends: bool


class LabelRow(NamedTuple):
    """One row of a label. `edge` is None where it only counts those left out."""

    text: str
    edge: Edge | None


class LabelBox(NamedTuple):
    """A label with its middle and size."""

    x: float
    y: float
    width: float
    height: float
    rows: tuple[LabelRow, ...]
    edges: tuple[Edge, ...]


class ScopeBox(NamedTuple):
    """A scope's picture."""

    scope: Scope
    width: float
    height: float
    nodes: tuple[NodeBox, ...]
    lines: tuple[Line, ...]
    labels: tuple[LabelBox, ...]


def lay_out(drawing: Drawing) -> ScopeBox:
    """The places of everything in a drawing."""
    return _scope(drawing.scope, inner=False)


def placed_nodes(picture: ScopeBox) -> Iterator[tuple[float, float, NodeBox]]:
    """Every node with the upper left corner it has in the whole picture, outer ones first."""
    waiting = [(0.0, 0.0, picture)]
    while waiting:
        left, top, scope = waiting.pop()
        for box in scope.nodes:
            x, y = left + box.x, top + box.y
            yield x, y, box
            waiting.extend((x + dx, y + dy, inner) for dx, dy, inner in box.scopes)


def lane_of(edge: Edge) -> Lane:
    return "catch" if edge.kind == "catch" else "flow"


def _scope(scope: Scope, *, inner: bool) -> ScopeBox:
    boxes = [_node(node, inner) for node in scope.nodes]
    index = {box.node.key: n for n, box in enumerate(boxes)}
    joined: dict[tuple[str, str, Lane], list[Edge]] = {}
    for edge in scope.edges:
        joined.setdefault((edge.source, edge.target, lane_of(edge)), []).append(edge)
    links, rows = [], []
    for (source, target, lane), edges in joined.items():
        shown = _label(edges)
        rows.append(shown)
        size = None
        if shown:
            size = (max(width(row.text, LABEL) for row in shown) + 8, len(shown) * LABEL_LINE + 2)
        links.append(Link(index[source], index[target], lane, size))
    groups = [tuple(edges) for edges in joined.values()]
    made = layered([Box(box.width, box.height, _inset(box)) for box in boxes], links)
    nodes = tuple(box._replace(x=x, y=y) for box, (x, y) in zip(boxes, made.boxes, strict=True))
    lines = tuple(
        Line(tuple(edge for n in piece.links for edge in groups[n]), piece.path, piece.ends)
        for piece in made.pieces
    )
    labels = tuple(
        LabelBox(*at, *size, tuple(shown), group)
        for at, link, shown, group in zip(made.labels, links, rows, groups, strict=True)
        if at is not None and (size := link.label) is not None
    )
    return ScopeBox(scope, made.width, made.height, nodes, lines, labels)


def _inset(box: NodeBox) -> float:
    """How far from its corners links may touch a box: a round one only near its middle."""
    if box.node.type in ("start", "end", "Succeed", "Fail"):
        return box.height / 2
    return 26.0 if box.node.type == "Choice" else 14.0


def _label(edges: list[Edge]) -> list[LabelRow]:
    labelled = [edge for edge in edges if edge.label]
    rows: list[LabelRow] = []
    for edge in labelled[:_LABEL_EDGES]:
        count = _LABEL_ROWS if len(labelled) == 1 else 1
        text = edge.label if edge.kind != "catch" else _fewer(edge.label)
        rows += [LabelRow(line, edge) for line in wrap(text, LABEL, _LABEL_TEXT, count)]
    left_out = len(labelled) - _LABEL_EDGES
    if left_out > 0:
        rows.append(LabelRow(f"and {left_out} more", None))
    return rows


def _fewer(names: str) -> str:
    """A catcher's errors: two of them, and how many more."""
    known = names.split(", ")
    return names if len(known) <= 2 else f"{known[0]}, {known[1]} +{len(known) - 2}"


def _node(node: Node, inner: bool) -> NodeBox:
    if node.type in ("start", "end"):
        if inner:
            return NodeBox(node, 0, 0, _SMALL, _SMALL, (), ())
        return NodeBox(node, 0, 0, width(node.name, NAME) + 32, 26, (node.name,), ())
    if node.scopes:
        return _around(node)
    lines, details, wide, high = _texts(node, _TEXT)
    return NodeBox(node, 0, 0, max(_LEAST, wide), max(high, 36.0), lines, details)


def _texts(node: Node, limit: float) -> tuple[tuple[str, ...], tuple[str, ...], float, float]:
    """A state's name and details in lines no wider than `limit`, and the size of a box around them."""
    lines = wrap(node.name, NAME, limit, 3, bold=True)
    details = wrap(cut(node.detail, 200), DETAIL, limit, 2) if node.detail else []
    text = max(
        [width(line, NAME, bold=True) for line in lines] + [width(line, DETAIL) for line in details]
    )
    badge = _BADGE if node.retry else 0.0
    ends = 14.0 if node.type == "Choice" else 0.0  # its sides are pointed
    high = len(lines) * NAME_LINE + len(details) * DETAIL_LINE + _ROOM + 2
    return tuple(lines), tuple(details), ICON + text + _ROOM + badge + 2 * ends, high


def _around(node: Node) -> NodeBox:
    """A Map or Parallel: its scopes on shelves below its texts."""
    pictures = [_scope(scope, inner=True) for scope in node.scopes]
    shelves: list[list[ScopeBox]] = [[]]
    longest = max(_SHELF, max(one.width for one in pictures))
    for picture in pictures:
        used = sum(one.width + BETWEEN for one in shelves[-1])
        if shelves[-1] and used + picture.width > longest:
            shelves.append([])
        shelves[-1].append(picture)
    widths = [sum(one.width for one in shelf) + BETWEEN * (len(shelf) - 1) for shelf in shelves]
    lines, details, wide, y = _texts(node, max(_TEXT, max(widths) - ICON))
    y += HEADER / 2
    inside = max(*widths, wide - 2 * _PADDING)
    scopes: list[tuple[float, float, ScopeBox]] = []
    for shelf, taken in zip(shelves, widths, strict=True):
        x = _PADDING + (inside - taken) / 2
        for picture in shelf:
            scopes.append((x, y, picture))
            x += picture.width + BETWEEN
        y += max(one.height for one in shelf) + BETWEEN
    y += _PADDING - BETWEEN
    return NodeBox(node, 0, 0, inside + 2 * _PADDING, y, lines, details, tuple(scopes))


def point_of(path: tuple[Command, ...]) -> tuple[Point, Point]:
    """Where a path begins and ends."""
    first, last = path[0][1], path[-1][1]
    return (first[0], first[1]), (last[-2], last[-1])
