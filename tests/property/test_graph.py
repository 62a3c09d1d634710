"""Laws of pictures, over random graphs, random machines and random executions."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from property.graph_geometry import drawn_well, placed_well
from property.machines import a_machine, an_input
from property.playing import play

from asl.compile.program import compile_machine
from asl.engine.execution import Execution
from asl.graph import dot, html, mermaid, svg
from asl.graph.drawing import Drawing
from asl.graph.executed import Executed
from asl.graph.layered import Box, Link, layered
from asl.graph.layout import lay_out
from asl.graph.order import crossings, ordered
from asl.history.render import Renderer
from asl.model.parse import parse_machine
from asl.observe.coverage.collect import Layout, Reader

SIZES = st.tuples(st.integers(14, 300), st.integers(14, 160))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    """Any boxes, and any links between them: loops, links to themselves, boxes that nothing leads to."""
    count = draw(st.integers(1, 9))
    boxes = [
        Box(float(w), float(h)) for w, h in draw(st.lists(SIZES, min_size=count, max_size=count))
    ]
    ends = st.tuples(
        st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from(("flow", "catch"))
    )
    label = st.none() | st.tuples(st.floats(10, 170), st.floats(12, 50))
    links = [
        Link(source, target, lane, draw(label))
        for source, target, lane in draw(st.lists(ends, max_size=18, unique=True))
    ]
    return boxes, links


@given(graphs())
@settings(max_examples=150)
def test_nothing_overlaps_and_no_link_runs_through_a_foreign_box(
    graph: tuple[list[Box], list[Link]],
) -> None:
    placed_well(layered(*graph), *graph)


@pytest.mark.parametrize("seed", range(8))
def test_large_graphs_too(seed: int) -> None:
    random = Random(seed)
    count = random.randrange(15, 45)
    boxes = [Box(random.uniform(90, 260), random.uniform(30, 90)) for _ in range(count)]
    ends = {
        (random.randrange(count), random.randrange(count), random.choice(("flow", "catch")))
        for _ in range(count * 2)
    }
    links = [
        Link(a, b, lane, (random.uniform(20, 160), 15.0) if random.random() < 0.5 else None)  # type: ignore[arg-type]
        for a, b, lane in sorted(ends)
    ]
    placed_well(layered(boxes, links), boxes, links)


@given(
    st.lists(st.integers(1, 7), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
)
def test_ordering_never_adds_crossings(sizes: list[int], random: Random) -> None:
    rows, count = [], 0
    for size in sizes:
        rows.append(list(range(count, count + size)))
        count += size
    up: list[list[int]] = [[] for _ in range(count)]
    down: list[list[int]] = [[] for _ in range(count)]
    for above, below in pairwise(rows):
        for upper in above:
            for lower in random.sample(below, random.randrange(len(below) + 1)):
                down[upper].append(lower)
                up[lower].append(upper)
    got = ordered(rows, up, down)
    assert [sorted(row) for row in got] == rows
    assert crossings(got, down) <= crossings(rows, down)
    again = [(a, b) for row in got for a, b in pairwise(row)]
    for left, right in again:
        swapped = [[{left: right, right: left}.get(v, v) for v in row] for row in got]
        assert crossings(swapped, down) >= crossings(got, down), (
            "two neighbours would stand better the other way round"
        )


def wrecked(random: Random, definition: Any) -> Any:
    """The definition with something in it broken, as authors break them."""
    states = definition["States"]
    name = random.choice(list(states))
    how = random.randrange(5)
    if how == 0:
        states[name]["Next"] = "nowhere"
    elif how == 1:
        states[name]["Type"] = random.choice(("Tsak", None, 7))
    elif how == 2:
        del states[name]
    elif how == 3:
        states[name] = random.choice((None, [], "x"))
    else:
        for key in ("Next", "End"):
            states[name].pop(key, None)
    return definition


@pytest.mark.parametrize("seed", range(40))
def test_every_machine_is_drawn_well_and_twice_the_same(seed: int) -> None:
    random = Random(seed)
    definition = a_machine(random, 3 + seed % 12, 2)
    if seed % 3 == 0:
        definition = wrecked(random, definition)
    machine = parse_machine(definition)
    assert machine is not None
    drawing = Drawing(machine, definition)
    drawn_well(lay_out(drawing))
    text = svg.draw_drawing(drawing, theme="dark", title="T")
    assert text == svg.draw(
        machine, theme="dark", title="T", definition=json.loads(json.dumps(definition))
    )
    root = ElementTree.fromstring(text)
    drawn = [node.get("data-state") for node in root.iter() if node.get("data-state")]
    kinds = ("start", "end", "missing")
    states = [key for key, node in drawing.nodes.items() if node.type not in kinds]
    assert sorted(drawn) == sorted(states), "each state stands in the picture once"
    assert mermaid.draw_drawing(drawing).count("\n") > len(states)
    assert dot.draw_drawing(drawing).startswith("digraph")
    assert "</html>" in html.draw_drawing(drawing)


@pytest.mark.parametrize("seed", range(40))
def test_an_executed_path_says_what_the_engine_knows(seed: int) -> None:
    random = Random(seed)
    definition = a_machine(random, 3 + seed % 9, 2)
    machine = parse_machine(definition)
    assert machine is not None
    played: list[Execution] = []
    play(compile_machine(machine), an_input(random), seed, check=played.append)
    execution = played[-1]
    known: Counter[Any] = Counter()
    Reader(Layout(machine)).read(execution, known)
    drawing = Drawing(machine, definition)
    executed = Executed(drawing, list(Renderer("us-east-1").events(execution.records)))
    marks = executed.marks()
    assert executed.status == execution.status
    assert not executed.strangers
    entered = {key[0]: count for key, count in known.items() if key[1] == "state"}
    assert {key: mark.count for key, mark in marks.nodes.items()} == entered
    certain = {key: mark.count for key, mark in marks.edges.items() if mark.level == "hit"}
    perhaps = {key for key, mark in marks.edges.items() if mark.level == "part"}
    for key in drawing.edges:
        if key in perhaps:
            continue
        assert certain.get(key, 0) <= known[key], f"{key} was not taken so often"
        if certain.get(key, 0) < known[key]:
            rivals = [
                other
                for other, edge in drawing.edges.items()
                if edge.source == drawing.edges[key].source
                and edge.target == drawing.edges[key].target
                and other in perhaps
            ]
            assert rivals, f"{key} was taken {known[key]} times"
