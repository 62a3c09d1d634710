"""What must hold of every picture, whatever it shows: nothing overlaps, and no line runs through what it does not end at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asl.graph.layered import Box, Link, Placed
from asl.graph.layout import ScopeBox
from asl.graph.path import Command, Point

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom
_SLACK = 0.6


def points_on(path: Sequence[Command]) -> Iterator[Point]:
    """Points along a path, a few pixels apart."""
    x, y = path[0][1][:2]
    yield x, y
    for letter, numbers in path[1:]:
        assert letter in "LC", f"a path goes on by {letter}"
        end = numbers[-2:]
        one, two = (numbers[:2], numbers[2:4]) if letter == "C" else ((x, y), end)
        steps = 2 + int((abs(end[0] - x) + abs(end[1] - y)) / 6)
        for step in range(1, steps + 1):
            t = step / steps
            if letter == "L":
                yield x + (end[0] - x) * t, y + (end[1] - y) * t
                continue
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield (
                a * x + b * one[0] + c * two[0] + d * end[0],
                a * y + b * one[1] + c * two[1] + d * end[1],
            )
        x, y = end


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[2] - _SLACK
        and other[0] < one[2] - _SLACK
        and one[1] < other[3] - _SLACK
        and other[1] < one[3] - _SLACK
    )


def held(area: Rectangle, within: Rectangle) -> bool:
    left, top, right, bottom = within
    return left <= area[0] and top <= area[1] and area[2] <= right and area[3] <= bottom


def inside(point: Point, area: Rectangle) -> bool:
    x, y = point
    return area[0] + _SLACK < x < area[2] - _SLACK and area[1] + _SLACK < y < area[3] - _SLACK


def apart(areas: Sequence[tuple[str, Rectangle]]) -> None:
    """Raises AssertionError when two of the named areas overlap."""
    for n, (name, area) in enumerate(areas):
        for other, its in areas[n + 1 :]:
            assert not overlap(area, its), f"{name} {area} lies on {other} {its}"


def placed_well(placed: Placed, boxes: Sequence[Box], links: Sequence[Link]) -> None:
    """Raises AssertionError when a picture of boxes and links is not as it must be."""
    areas: list[tuple[str, Rectangle]] = []
    for n, ((x, y), box) in enumerate(zip(placed.boxes, boxes, strict=True)):
        areas.append((f"box {n}", (x, y, x + box.width, y + box.height)))
    for n, (at, link) in enumerate(zip(placed.labels, links, strict=True)):
        assert (at is None) == (link.label is None)
        if at is not None and link.label is not None:
            w, h = link.label
            areas.append(
                (f"label {n}", (at[0] - w / 2, at[1] - h / 2, at[0] + w / 2, at[1] + h / 2))
            )
    apart(areas)
    for name, (left, top, right, bottom) in areas:
        picture = (-_SLACK, -_SLACK, placed.width + _SLACK, placed.height + _SLACK)
        assert held((left, top, right, bottom), picture), f"{name} sticks out"
    for piece in placed.pieces:
        for point in points_on(piece.path):
            assert -_SLACK <= point[0] <= placed.width + _SLACK, f"{piece} leaves the picture"
            assert -_SLACK <= point[1] <= placed.height + _SLACK, f"{piece} leaves the picture"
            for name, area in areas:
                own = name.startswith("label") and int(name.split()[1]) in piece.links
                assert own or not inside(point, area), f"{piece} runs through {name} at {point}"
    connected(placed, links, dict(areas))
    told_apart(placed, links)


def told_apart(placed: Placed, links: Sequence[Link]) -> None:
    """A stretch is shared only by links that come from or go to one box, and level stretches do not lie on one another."""
    level: list[tuple[float, float, float]] = []
    for piece in placed.pieces:
        sources = {links[n].source for n in piece.links}
        targets = {links[n].target for n in piece.links}
        assert len(sources) == 1 or len(targets) == 1, f"{piece} is shared by strangers"
        x, y = piece.path[0][1][:2]
        for letter, numbers in piece.path[1:]:
            if letter == "L" and numbers[1] == y and numbers[0] != x:
                level.append((y, *sorted((x, numbers[0]))))
            x, y = numbers[-2:]
    for n, (y, left, right) in enumerate(level):
        for at, begin, end in level[n + 1 :]:
            assert abs(at - y) > 1 or end <= left or right <= begin, f"two turns lie at {y}"


def connected(placed: Placed, links: Sequence[Link], areas: dict[str, Rectangle]) -> None:
    """Each link's pieces are one line from its source's lower edge to its target's upper edge."""
    for n, link in enumerate(links):
        own = [piece for piece in placed.pieces if n in piece.links]
        ends = {_round(piece.path[-1][1][-2:]) for piece in own}
        begins = {_round(piece.path[0][1][:2]) for piece in own}
        (first,) = begins - ends
        (last,) = ends - begins
        source, target = areas[f"box {link.source}"], areas[f"box {link.target}"]
        assert abs(first[1] - source[3]) < 1, f"link {n} does not leave below"
        assert source[0] <= first[0] <= source[2], f"link {n} leaves beside its source"
        assert abs(last[1] - target[1]) < 1, f"link {n} does not enter above"
        assert target[0] <= last[0] <= target[2], f"link {n} enters beside its target"
        assert sum(piece.ends for piece in own) == 1


def _round(point: Sequence[float]) -> Point:
    return round(point[0], 3), round(point[1], 3)


def drawn_well(picture: ScopeBox) -> None:
    """Raises AssertionError when a machine's picture is not as it must be, down to the innermost scope."""
    areas = [
        (box.node.key, (box.x, box.y, box.x + box.width, box.y + box.height))
        for box in picture.nodes
    ]
    labels = [
        (
            " ".join(row.text for row in label.rows),
            (
                label.x - label.width / 2,
                label.y - label.height / 2,
                label.x + label.width / 2,
                label.y + label.height / 2,
            ),
        )
        for label in picture.labels
    ]
    apart(areas + labels)
    for line in picture.lines:
        for point in points_on(line.path):
            for key, area in areas:
                assert not inside(point, area), f"a line runs through {key}"
    for box in picture.nodes:
        within = (0.0, 0.0, box.width + _SLACK, box.height + _SLACK)
        scopes = [
            (str(n), (x, y, x + scope.width, y + scope.height))
            for n, (x, y, scope) in enumerate(box.scopes)
        ]
        apart(scopes)
        for name, area in scopes:
            assert held(area, within), f"scope {name} sticks out"
        for _, _, scope in box.scopes:
            drawn_well(scope)
