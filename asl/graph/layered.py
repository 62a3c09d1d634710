"""Boxes and links in, places and paths out: a layered drawing of one scope.

Boxes stand in rows, links lead down. A link that passes a row has a vertex of its own there, so no box can stand in its
way; links of one lane to the same box share these vertices and become one trunk. A link's label is a vertex of a row
below its source. A link that closes a loop goes down from its source, turns, climbs beside the boxes, turns again and
enters its target from above like every other. Between rows there is nothing but links: hence no link runs through a
foreign box or label, and no two boxes overlap, whatever the machine.

Coordinates are pixels, y grows downwards. Nothing here knows ASL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.graph.order import ordered
from asl.graph.path import Command, Piece, Point, Stretches, curve, spread
from asl.graph.place import Net, places
from asl.graph.ranks import back_edges, ranks

Lane: TypeAlias = Literal["flow", "catch"]


class Box(NamedTuple):
    """What is placed. Links leave and enter it at most `inset` from its corners."""

    width: float
    height: float
    inset: float = 16


class Link(NamedTuple):
    """A line between two boxes, by index; `label` is the size of its label or None."""

    source: int
    target: int
    lane: Lane = "flow"
    label: Point | None = None


class Placed(NamedTuple):
    """Where everything is: top left corners of boxes, middles of labels (None without), pieces of path."""

    width: float
    height: float
    boxes: list[Point]
    labels: list[Point | None]
    pieces: list[Piece]


_BOX, _LABEL, _PASS, _TURN_DOWN, _TURN_UP = range(5)
_MARGIN: Final = {_BOX: 34.0, _LABEL: 12.0, _PASS: 13.0, _TURN_DOWN: 6.0, _TURN_UP: 6.0}
_WEIGHT: Final[dict[Lane, int]] = {"flow": 2, "catch": 1}
_MAIN: Final = 3  # the weight of a box's longest way onwards: it is drawn straight
_SPINE: Final = 4  # and of the longest of all, from the first box on
_TRACK: Final = 11.0  # between two turns in one row
_PORTS_APART: Final = 13.0
_SAME_PORT: Final = 15.0
_RADIUS: Final = 8.0
_STUB: Final = 9.0  # every link arrives straight: room for an arrow's tip
_TALL: Final = (
    60.0  # a box so much lower than its row is hung from the top, not put into the middle
)
_BEFORE: Final = {_BOX: 28.0, _LABEL: 14.0, _PASS: 12.0, _TURN_DOWN: 12.0, _TURN_UP: 12.0}
_SLOPE: Final = 0.16  # of a gap's height to the widest step sideways in it
_GAP: Final = 74.0  # what a slope adds at most


def layered(boxes: Sequence[Box], links: Sequence[Link]) -> Placed:
    """Place boxes and route links; the first box is where everything begins.

    Returns:
        A picture whose left and upper edges are at 0; its order depends on nothing but the arguments' order.
    """
    return _Layout(boxes, links).placed()


class _Layout:
    def __init__(self, boxes: Sequence[Box], links: Sequence[Link]) -> None:
        self.boxes = boxes
        self.links = links
        ends = [(link.source, link.target) for link in links]
        self.back = back_edges(len(boxes), ends)
        self.rank = ranks(len(boxes), ends, self.back, [_WEIGHT[link.lane] for link in links])
        self.kind = [_BOX] * len(boxes)
        self.width = [box.width for box in boxes]
        self.row: list[int] = []
        self.trunk: list[int] = [0] * len(boxes)  # number of the trunk that a vertex belongs to
        self._shared: dict[tuple[int, Lane, str, int], int] = {}
        self.paths: list[list[int]] = []
        self.label_height: dict[int, float] = {}
        self._make_rows()
        for n in range(len(links)):
            self.paths.append(self._path(n))
        self._connect()

    # -------------------------------------------------------------- vertices
    def _make_rows(self) -> None:
        keys = {(rank, 0) for rank in self.rank}
        for link, back in zip(self.links, self.back, strict=True):
            if link.label is not None:
                keys.add((self.rank[link.source], 1))
            if back:
                keys.add((self.rank[link.source], 2))
                keys.add((self.rank[link.target] - 1, 2))
        self._rows = {key: n for n, key in enumerate(sorted(keys))}
        self.row = [self._rows[rank, 0] for rank in self.rank]

    def _vertex(self, kind: int, row: int, width: float = 0.0, trunk: int = 0) -> int:
        self.kind.append(kind)
        self.width.append(width)
        self.row.append(row)
        self.trunk.append(trunk)
        return len(self.kind) - 1

    def _passing(self, link: Link, way: str, row: int) -> int:
        """The vertex of a trunk in a row."""
        key = (link.target, link.lane, way, row)
        if key not in self._shared:
            trunk = 1 + 4 * link.target + 2 * (link.lane == "catch") + (way == "up")
            self._shared[key] = self._vertex(_PASS, row, 0.0, trunk)
        return self._shared[key]

    def _path(self, n: int) -> list[int]:
        link = self.links[n]
        path = [link.source]
        row = self.row[link.source]
        if link.label is not None:
            row = self._rows[self.rank[link.source], 1]
            path.append(self._vertex(_LABEL, row, link.label[0]))
            self.label_height[path[-1]] = link.label[1]
        if not self.back[n]:
            path += [self._passing(link, "down", r) for r in range(row + 1, self.row[link.target])]
            return [*path, link.target]
        turn = self._rows[self.rank[link.source], 2]
        path += [self._vertex(_PASS, r) for r in range(row + 1, turn)]
        path.append(self._vertex(_TURN_DOWN, turn))
        top = self._rows[self.rank[link.target] - 1, 2]
        path += [self._passing(link, "up", r) for r in range(turn - 1, top, -1)]
        key = (link.target, link.lane, "turn", top)
        if key not in self._shared:
            self._shared[key] = self._vertex(_TURN_UP, top)
        return [*path, self._shared[key], link.target]

    def _connect(self) -> None:
        count = len(self.kind)
        self.rows: list[list[int]] = [[] for _ in range(len(self._rows))]
        weight: dict[tuple[int, int], int] = {}
        main = self._main_ways()
        spine = self._spine(main)
        for n, path in enumerate(self.paths):
            own = _SPINE if n in spine else self._own_weight(n, main)
            for one, other in pairwise(path):
                pair = (one, other) if self.row[one] < self.row[other] else (other, one)
                weight[pair] = max(weight.get(pair, 0), own)
        self.up: list[list[int]] = [[] for _ in range(count)]
        self.down: list[list[int]] = [[] for _ in range(count)]
        for upper, lower in weight:
            self.down[upper].append(lower)
            self.up[lower].append(upper)
        self._weight = weight
        # The order to begin with: as a reader of the definition meets them, each before what it leads to.
        seen = [False] * count
        for vertex in range(count):
            self._enter(vertex, seen)

    def _main_ways(self) -> list[int]:
        """Of each box, the link that leads to the longest way onwards; -1 when there is no single one."""
        length = [0] * len(self.boxes)
        best: list[tuple[int, int]] = [(0, -1)] * len(self.boxes)
        leaving: list[list[int]] = [[] for _ in self.boxes]
        for n, link in enumerate(self.links):
            if not self.back[n] and link.lane == "flow":
                leaving[link.source].append(n)
        for box in sorted(range(len(self.boxes)), key=lambda box: -self.rank[box]):
            for n in leaving[box]:
                onwards = length[self.links[n].target] + 1
                if onwards > best[box][0]:
                    best[box] = (onwards, n)
                elif onwards == best[box][0]:
                    best[box] = (onwards, -1)
            length[box] = best[box][0]
        return [n for _, n in best]

    def _spine(self, main: list[int]) -> set[int]:
        """The links met from the first box on, following the longest way while there is a single one."""
        found: set[int] = set()
        box = 0
        while main[box] >= 0:
            found.add(main[box])
            box = self.links[main[box]].target
        return found

    def _own_weight(self, n: int, main: list[int]) -> int:
        if self.back[n]:
            return 0
        link = self.links[n]
        return _MAIN if main[link.source] == n else _WEIGHT[link.lane]

    def _enter(self, vertex: int, seen: list[bool]) -> None:
        waiting = [vertex]
        while waiting:
            one = waiting.pop()
            if seen[one]:
                continue
            seen[one] = True
            self.rows[self.row[one]].append(one)
            waiting.extend(reversed(self.down[one]))

    # -------------------------------------------------------------- places
    def placed(self) -> Placed:
        if not self.boxes:
            return Placed(0.0, 0.0, [], [], [])
        self.rows = ordered(self.rows, self.up, self.down)
        margins = [_MARGIN[kind] for kind in self.kind]
        self.x = places(self.rows, self._net(margins))
        self._draw_near(margins)
        left = min(x - w / 2 for x, w in zip(self.x, self.width, strict=True))
        self.x = [x - left for x in self.x]
        self._find_ports()
        self._find_heights()
        boxes = [(self.x[n] - box.width / 2, self._box_top(n)) for n, box in enumerate(self.boxes)]
        labels: list[Point | None] = []
        for link, path in zip(self.links, self.paths, strict=True):
            at = path[1]
            labels.append(None if link.label is None else (self.x[at], self._middle(at)))
        width = max(x + w / 2 for x, w in zip(self.x, self.width, strict=True))
        return Placed(width, self.bottom[-1], boxes, labels, self._pieces())

    def _net(self, margins: list[float]) -> Net:
        """What is to be straight with what: of a vertex's segments, those of the greatest weight on both sides."""
        heaviest_up = [max((self._weight[u, v] for u in self.up[v]), default=0) for v in self._all]
        heaviest_down = [
            max((self._weight[v, d] for d in self.down[v]), default=0) for v in self._all
        ]
        up: list[list[int]] = [[] for _ in self._all]
        down: list[list[int]] = [[] for _ in self._all]
        trunk_up = [-1] * len(self.kind)
        trunk_down = [-1] * len(self.kind)
        for (upper, lower), weight in self._weight.items():
            if self.trunk[upper] and self.trunk[upper] == self.trunk[lower]:
                trunk_up[lower], trunk_down[upper] = upper, lower
            if weight == heaviest_down[upper] and weight == heaviest_up[lower]:
                up[lower].append(upper)
                down[upper].append(lower)
        return Net(self.width, margins, up, down, trunk_up, trunk_down)

    @property
    def _all(self) -> range:
        return range(len(self.kind))

    def _draw_near(self, margins: list[float]) -> None:
        """Labels and turns that no block holds move to where they belong, as far as their neighbours let them."""
        for row in self.rows:
            for n, vertex in enumerate(row):
                if self.kind[vertex] not in (_LABEL, _TURN_DOWN, _TURN_UP):
                    continue
                near = self.up[vertex] if self.kind[vertex] != _TURN_UP else self.down[vertex]
                wanted = sum(self.x[other] for other in near) / len(near)
                low, high = float("-inf"), float("inf")
                if n:
                    low = self.x[row[n - 1]] + self._apart(row[n - 1], vertex, margins)
                if n + 1 < len(row):
                    high = self.x[row[n + 1]] - self._apart(vertex, row[n + 1], margins)
                self.x[vertex] = max(low, min(wanted, high))

    def _apart(self, left: int, right: int, margins: list[float]) -> float:
        return (self.width[left] + self.width[right]) / 2 + max(margins[left], margins[right])

    # -------------------------------------------------------------- ports
    def _find_ports(self) -> None:
        """Where links leave and enter boxes: towards where they go, straight where that is possible."""
        self.exit: dict[tuple[int, int], float] = {}  # by segment, as are the entries
        self.entry: dict[tuple[int, int], float] = {}
        for n, box in enumerate(self.boxes):
            reach = max(0.0, box.width / 2 - box.inset)
            low, high = self.x[n] - reach, self.x[n] + reach
            leaving = sorted((self._aim(n, v), v) for v in self.down[n])
            wanted = [max(low, min(aim, high)) for aim, _ in leaving]
            for (_, v), x in zip(leaving, spread(wanted, _PORTS_APART, low, high), strict=True):
                self.exit[n, v] = x
            entering = sorted((self._aim(n, v), v) for v in self.up[n])
            self._enter_ports(n, entering, low, high)

    def _aim(self, box: int, vertex: int) -> float:
        """Where a segment of a box comes from or goes to."""
        if self.kind[vertex] in (_TURN_DOWN, _TURN_UP):
            legs = self.up[vertex] if self.kind[vertex] == _TURN_DOWN else self.down[vertex]
            others = [self.x[leg] for leg in legs if leg != box]
            return others[0] if others else self.x[vertex]
        return self.x[vertex]

    def _enter_ports(
        self, n: int, entering: list[tuple[float, int]], low: float, high: float
    ) -> None:
        """Links that would enter side by side enter at one place: that of the heaviest."""
        groups: list[list[tuple[float, int]]] = []
        for aim, vertex in entering:
            x = max(low, min(aim, high))
            if groups and x - groups[-1][-1][0] < _SAME_PORT:
                groups[-1].append((x, vertex))
            else:
                groups.append([(x, vertex)])
        for group in groups:
            straight = [(x, v) for x, v in group if abs(self._aim(n, v) - x) < 0.5] or group
            chosen = max(straight, key=lambda one: self._weight[one[1], n])[0]
            for _, vertex in group:
                self.entry[vertex, n] = chosen

    # -------------------------------------------------------------- heights
    def _find_heights(self) -> None:
        tracks = [self._tracks(row) for row in self.rows]
        self.top: list[float] = []
        self.bottom: list[float] = []
        y = 0.0
        for n, row in enumerate(self.rows):
            if n:
                y += self._gap(n)
            height = max(self._height(vertex) for vertex in row)
            if tracks[n]:
                height = max(height, (max(tracks[n].values()) + 1) * _TRACK)
            self.top.append(y)
            y += height
            self.bottom.append(y)
        self.level: dict[int, float] = {}
        for n, found in enumerate(tracks):
            for vertex, track in found.items():
                self.level[vertex] = self.top[n] + (track + 0.5) * _TRACK

    def _height(self, vertex: int) -> float:
        if self.kind[vertex] == _BOX:
            return self.boxes[vertex].height
        if self.kind[vertex] != _LABEL:
            return 0.0
        return self.label_height[vertex]

    def _gap(self, n: int) -> float:
        """Between row n and the one above it: more where lines have to go far to the side."""
        before = max(_BEFORE[self.kind[vertex]] for vertex in self.rows[n])
        widest = max(
            (
                abs(self._leave_x(u, v) - self._enter_x(u, v))
                for v in self.rows[n]
                for u in self.up[v]
            ),
            default=0.0,
        )
        return before + min(_GAP, widest * _SLOPE)

    def _tracks(self, row: list[int]) -> dict[int, int]:
        """A track for each turn of a row, so that no two lie on one another; short ones stand nearer to their legs."""
        spans = []
        for vertex in row:
            if self.kind[vertex] in (_TURN_DOWN, _TURN_UP):
                legs = [self._leg(vertex, other) for other in self._legs(vertex)]
                spans.append((max(legs) - min(legs), min(legs), max(legs), vertex))
        spans.sort()
        tracks: list[list[tuple[float, float]]] = []
        out: dict[int, int] = {}
        for _, low, high, vertex in spans:
            number = 0
            while number < len(tracks) and _meets(low, high, tracks[number]):
                number += 1
            if number == len(tracks):
                tracks.append([])
            tracks[number].append((low, high))
            out[vertex] = number
        # Counted from the row's upper edge; turns that hang from the row below count from there.
        for vertex, number in out.items():
            if self.kind[vertex] == _TURN_UP:
                out[vertex] = len(tracks) - 1 - number
        return self._untangled(out, spans)

    def _untangled(
        self, tracks: dict[int, int], spans: list[tuple[float, float, float, int]]
    ) -> dict[int, int]:
        """Turns of both kinds in one row may have met when their tracks were turned round: the later one moves on."""
        held: dict[int, list[tuple[float, float]]] = {}
        for _, low, high, vertex in spans:
            track = tracks[vertex]
            while _meets(low, high, held.get(track, ())):
                track += 1
            held.setdefault(track, []).append((low, high))
            tracks[vertex] = track
        return tracks

    def _legs(self, turn: int) -> list[int]:
        return self.up[turn] if self.kind[turn] == _TURN_DOWN else self.down[turn]

    def _leg(self, turn: int, other: int) -> float:
        if self.kind[turn] == _TURN_DOWN:
            return self._leave_x(other, turn)
        return self._enter_x(turn, other)

    # -------------------------------------------------------------- paths
    def _leave_x(self, upper: int, lower: int) -> float:
        """Where a segment leaves its upper end."""
        if self.kind[upper] == _TURN_UP:
            return self._enter_x(upper, lower)
        return self.exit[upper, lower] if self.kind[upper] == _BOX else self.x[upper]

    def _enter_x(self, upper: int, lower: int) -> float:
        """Where a segment enters its lower end."""
        if self.kind[lower] == _TURN_DOWN:
            return self._leave_x(upper, lower)
        return self.entry[upper, lower] if self.kind[lower] == _BOX else self.x[lower]

    def _box_top(self, n: int) -> float:
        row = self.row[n]
        spare = self.bottom[row] - self.top[row] - self.boxes[n].height
        return self.top[row] + (spare / 2 if spare < _TALL else 0.0)

    def _middle(self, vertex: int) -> float:
        row = self.row[vertex]
        return self.top[row] + self.label_height[vertex] / 2

    def _pieces(self) -> list[Piece]:
        """The links' ways, cut where links join: each stretch once, with all links that take it."""
        users: dict[tuple[int, int], list[int]] = {}  # of each step from vertex to vertex
        leaving: dict[tuple[int, float], set[int]] = {}
        entering: dict[tuple[int, float], set[int]] = {}
        for n, path in enumerate(self.paths):
            for step in pairwise(path):
                users.setdefault(step, []).append(n)
            leaving.setdefault((path[0], self._leave_x(*path[:2])), set()).add(n)
            entering.setdefault((path[-1], self._enter_x(*path[-2:])), set()).add(n)
        stretches = Stretches()
        for path in self.paths:
            foot = (path[0], self._leave_x(*path[:2]))
            stretches.take(("leave", foot), sorted(leaving[foot]), self._leave(*foot))
            for at, step in enumerate(pairwise(path)):
                commands = [] if step in stretches.done else self._step(path, at)
                stretches.take(step, users[step], commands)
            head = (path[-1], self._enter_x(*path[-2:]))
            stretches.take(("enter", head), sorted(entering[head]), self._enter_box(*head))
            stretches.cut(ends=True)
        return stretches.pieces

    def _leave(self, box: int, x: float) -> list[Command]:
        """From a box down to the lower edge of its row."""
        foot, edge = self._box_top(box) + self.boxes[box].height, self.bottom[self.row[box]]
        return [("M", (x, foot)), ("L", (x, edge))] if edge > foot else []

    def _enter_box(self, box: int, x: float) -> list[Command]:
        """From above a box's row to its upper edge."""
        return [("M", (x, self.top[self.row[box]] - _STUB)), ("L", (x, self._box_top(box)))]

    def _step(self, path: Sequence[int], at: int) -> list[Command]:
        """Through a vertex of a path, or round it, and on to the next one's row."""
        one, other = path[at], path[at + 1]
        down = self.row[one] < self.row[other]
        upper, lower = (one, other) if down else (other, one)
        y1, y2 = self.bottom[self.row[upper]], self.top[self.row[lower]]
        if self.kind[lower] == _BOX and down:
            y2 -= _STUB
        ends = ((self._leave_x(upper, lower), y1), (self._enter_x(upper, lower), y2))
        line = curve(*ends, upwards=not down)
        if self.kind[one] == _BOX:
            return line
        if self.kind[one] in (_TURN_DOWN, _TURN_UP):
            legs = (self._leg(one, path[at - 1]), self._leg(one, other))
            return self._turn(one, *legs) + line[1:]
        row, x = self.row[one], self.x[one]
        through = [self.top[row], self.bottom[row]]
        if not down:
            through.reverse()
        return [("M", (x, through[0])), ("L", (x, through[1])), *line[1:]]

    def _turn(self, vertex: int, x1: float, x2: float) -> list[Command]:
        row, y = self.row[vertex], self.level[vertex]
        edge = self.top[row] if self.kind[vertex] == _TURN_DOWN else self.bottom[row]
        r = min(_RADIUS, abs(x2 - x1) / 2, abs(y - edge))
        side = r if x2 > x1 else -r
        back = r if edge > y else -r
        return [
            ("M", (x1, edge)),
            ("L", (x1, y + back)),
            ("C", (x1, y, x1, y, x1 + side, y)),
            ("L", (x2 - side, y)),
            ("C", (x2, y, x2, y, x2, y + back)),
            ("L", (x2, edge)),
        ]


def _meets(low: float, high: float, held: Iterable[Point]) -> bool:
    return any(low < b + _TRACK and a < high + _TRACK for a, b in held)
