"""The steps of a layered drawing, and what its pictures must look like beyond the laws."""

from __future__ import annotations

from typing import Any

import pytest

from asl.graph.drawing import Drawing
from asl.graph.layered import Box, Link, layered
from asl.graph.layout import lay_out, placed_nodes
from asl.graph.order import crossings, ordered
from asl.graph.path import spread
from asl.graph.ranks import back_edges, ranks
from asl.model.parse import parse_machine


@pytest.mark.parametrize(
    ("edges", "back"),
    [
        ([(0, 1), (1, 2)], []),
        ([(0, 1), (1, 0)], [1]),
        ([(0, 0)], [0]),
        ([(0, 1), (0, 2), (2, 1)], []),
        ([(0, 1), (1, 2), (2, 1), (2, 3), (3, 0)], [2, 4]),
        ([(1, 2), (2, 1)], [1]),
    ],
)
def test_only_edges_that_close_a_loop_lead_back(
    edges: list[tuple[int, int]], back: list[int]
) -> None:
    assert [n for n, is_back in enumerate(back_edges(4, edges)) if is_back] == back


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        pytest.param([(0, 1), (1, 2), (0, 2), (2, 3)], [0, 1, 2, 3], id="the longest way decides"),
        pytest.param(
            [(0, 1), (1, 2), (3, 2)], [0, 1, 2, 1], id="a box stands near what it leads to"
        ),
        pytest.param([], [0, 0, 0, 0], id="nothing leads anywhere"),
    ],
)
def test_ranks(edges: list[tuple[int, int]], expected: list[int]) -> None:
    back = back_edges(4, edges)
    assert ranks(4, edges, back, [1] * len(edges)) == expected


def test_a_crossing_that_can_be_avoided_is() -> None:
    down = [[3], [2], [], []]
    up: list[list[int]] = [[], [], [1], [0]]
    assert crossings([[0, 1], [2, 3]], down) == 1
    assert crossings(ordered([[0, 1], [2, 3]], up, down), down) == 0


def test_two_segments_from_or_to_one_vertex_do_not_cross() -> None:
    assert crossings([[0], [1, 2]], [[2, 1], [], []]) == 0
    assert crossings([[0, 1], [2]], [[2], [2], []]) == 0


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ([5.0], [5.0]),
        ([5.0, 5.0], [0.0, 10.0]),
        ([0.0, 50.0], [0.0, 50.0]),
        ([40.0, 41.0, 42.0], [31.0, 41.0, 51.0]),
        ([99.0, 100.0], [90.0, 100.0]),
        ([-9.0, 0.0], [0.0, 10.0]),
        ([], []),
    ],
)
def test_ports_keep_apart_within_their_side(wanted: list[float], got: list[float]) -> None:
    assert spread(wanted, 10, 0, 100) == pytest.approx(got)


def test_ports_come_closer_where_there_is_no_room() -> None:
    assert spread([1.0, 2.0, 3.0], 10, 0, 4) == pytest.approx([0, 2, 4])


def boxes(count: int) -> list[Box]:
    return [Box(100, 40)] * count


def test_a_chain_stands_upright_beside_its_catchers() -> None:
    links = [Link(n, n + 1) for n in range(5)]
    links += [Link(n, 6, "catch", (40.0, 12.0)) for n in range(5)]
    placed = layered(boxes(7), links)
    assert len({round(x, 3) for x, _ in placed.boxes[:6]}) == 1


def test_a_long_link_runs_straight() -> None:
    links = [Link(0, 1), Link(1, 2), Link(2, 3), Link(3, 4), Link(0, 4)]
    placed = layered(boxes(5), links)
    (piece,) = [piece for piece in placed.pieces if piece.links == (4,)]
    xs = [round(numbers[-2], 3) for _, numbers in piece.path]
    assert len(set(xs)) <= 3, "out to the side, down, and in again"


def test_links_to_one_box_share_their_trunk() -> None:
    links = [Link(n, n + 1) for n in range(5)] + [Link(n, 5, "catch") for n in range(5)]
    placed = layered(boxes(6), links)
    shared = [piece for piece in placed.pieces if len(piece.links) > 1 and 5 in piece.links]
    assert shared, "catchers run together"
    ends = [piece for piece in placed.pieces if piece.ends]
    assert len(ends) == 6, "one arrow for each box and lane that something leads to"


def test_a_loop_climbs_beside_the_boxes() -> None:
    placed = layered(boxes(3), [Link(0, 1), Link(1, 2), Link(2, 0)])
    loop = [piece for piece in placed.pieces if 2 in piece.links]
    right = max(x + 100 for x, _ in placed.boxes)
    left = min(x for x, _ in placed.boxes)
    points = [numbers[-2:] for piece in loop for _, numbers in piece.path]
    beside = [y for x, y in points if not left <= x <= right]
    assert max(beside) - min(beside) > 150, "past all three boxes"


def picture(definition: Any) -> Any:
    machine = parse_machine(definition)
    assert machine is not None
    return lay_out(Drawing(machine))


def test_branches_stand_side_by_side_and_many_of_them_on_shelves() -> None:
    def parallel(count: int) -> Any:
        branches = [
            {"StartAt": f"S{n}", "States": {f"S{n}": {"Type": "Pass", "End": True}}}
            for n in range(count)
        ]
        return {
            "StartAt": "P",
            "States": {"P": {"Type": "Parallel", "Branches": branches, "End": True}},
        }

    def tops(count: int) -> list[float]:
        (box,) = [b for b in picture(parallel(count)).nodes if b.scopes]
        return [y for _, y, _ in box.scopes]

    assert len(set(tops(3))) == 1
    assert len(set(tops(40))) > 1


def test_nodes_have_their_place_in_the_whole_picture() -> None:
    inner = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
    drawn = picture(
        {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": inner, "End": True}}}
    )
    at = {box.node.key: (x, y, box) for x, y, box in placed_nodes(drawn)}
    x, y, _ = at["/States/M/ItemProcessor/States/A"]
    left, top, map_ = at["/States/M"]
    assert left < x < left + map_.width
    assert top < y < top + map_.height


def test_edges_between_the_same_two_states_are_one_line_with_a_row_for_each() -> None:
    rules = [{"Variable": "$.a", "NumericEquals": n, "Next": "A"} for n in range(7)]
    drawn = picture(
        {
            "StartAt": "C",
            "States": {"C": {"Type": "Choice", "Choices": rules}, "A": {"Type": "Succeed"}},
        }
    )
    (label,) = drawn.labels
    assert [row.text for row in label.rows] == [
        "$.a = 0",
        "$.a = 1",
        "$.a = 2",
        "$.a = 3",
        "and 3 more",
    ]
