"""What a run gives compares as JSON does: true is not 1, wherever a test may look."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from bench_machines import machine, task

from asl.jsonvalue import JSON, dumps
from asl.testing.bench import Bench
from asl.testing.comparisons import explained
from asl.testing.exact import equal, exact
from asl.testing.run import Run


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


EQUAL: list[tuple[JSON, Any]] = [
    ({"a": 1}, {"a": 1.0}),
    ({"a": [True, {"b": None}]}, {"a": [True, {"b": None}]}),
    ({"b": 1, "a": 2}, {"a": 2, "b": 1}),
    ([10**30], [10**30]),
    ({"a": 0.1 + 0.2}, {"a": pytest.approx(0.3)}),
    ({"a": {"id": "made up"}}, {"a": ANY}),
    ([], []),
]
DIFFERENT: list[tuple[JSON, Any]] = [
    ({"a": True}, {"a": 1}),
    ({"a": 1}, {"a": True}),
    ({"a": 0.0}, {"a": False}),
    ([{"a": [[False]]}], [{"a": [[0]]}]),
    ({"a": None}, {}),
    ({"a": 1}, {"a": "1"}),
    ([1], (1,)),
    ({}, []),
    ({"a": "\u00e9"}, {"a": "e\u0301"}),
    ([float("nan")], [float("nan")]),
]


@pytest.mark.parametrize(("given", "wanted"), EQUAL)
def test_equal(given: JSON, wanted: Any) -> None:
    assert exact(given) == wanted
    assert wanted == exact(given)


@pytest.mark.parametrize(("given", "wanted"), DIFFERENT)
def test_different(given: JSON, wanted: Any) -> None:
    assert exact(given) != wanted
    assert wanted != exact(given)


def test_they_are_dicts_and_lists_otherwise() -> None:
    value: JSON = {"a": [1, {"b": "c"}], "d": 1e21}
    given = exact(value)
    assert isinstance(given, dict)
    assert isinstance(given["a"], list)
    assert (json.dumps(given), dumps(given), repr(given)) == (
        json.dumps(value),
        dumps(value),
        repr(value),
    )
    assert copy.deepcopy(given) == pickle.loads(pickle.dumps(given)) == value
    assert {"b": "c"} in given["a"]
    assert True not in given["a"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(given)


def test_values_as_deep_as_they_come() -> None:
    deep: JSON = True
    for _ in range(250):
        deep = [{"a": deep}]
    assert equal(exact(deep), deep)


FLAGS = {"flag": True, "flags": [True]}
ONES = {"flag": 1, "flags": [1]}
PASS = machine("Charge", states={"Charge": task(Next="Out"), "Out": {"Type": "Pass", "End": True}})

LOOKS: dict[str, Any] = {
    "the output": lambda run: (run.output, FLAGS, ONES),
    "a part of the output": lambda run: (run.output["flags"], [True], [1]),
    "calls": lambda run: (run.calls("Charge"), [FLAGS], [ONES]),
    "arguments": lambda run: (run.calls("Charge")[0].arguments, FLAGS, ONES),
    "payload": lambda run: (run.calls("Charge")[0].payload, FLAGS, ONES),
    "a selection": lambda run: (run.select("$.flag"), [True], [1]),
    "a state's input": lambda run: (run.state("Out").input, FLAGS, ONES),
    "a state's output": lambda run: (run.state("Out").output, FLAGS, ONES),
    "a state's stage": lambda run: (run.state("Charge").stage("result"), FLAGS, ONES),
    "a state's results": lambda run: (run.state("Charge").results, [FLAGS], [ONES]),
    "a selection of a state": lambda run: (run.state("Out").select("$.flags"), [[True]], [[1]]),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_wherever_a_test_looks(bench: Bench, look: Any) -> None:
    run: Run = bench(PASS).mock("Charge", returns=FLAGS).run(FLAGS)
    got, same, other = look(run)
    assert got == same
    assert got != other


def test_states_and_expressions_alone(bench: Bench) -> None:
    alone = bench(PASS)
    assert alone.state("Out", FLAGS).output == FLAGS
    assert alone.state("Out", FLAGS).output != ONES
    assert alone.state("Out", FLAGS).select("$.flag") != [1]
    assert alone.evaluate("{% {'flag': true} %}") != {"flag": 1}


def test_an_open_task(bench: Bench) -> None:
    waiting = machine(
        "Ask",
        states={
            "Ask": task("arn:aws:states:us-east-1:123456789012:activity:ask", End=True),
        },
    )
    run = bench(waiting).start(FLAGS)
    assert run.activity("ask").input != ONES


def test_the_difference_is_shown() -> None:
    assert explained("==", exact({"paid": True, "n": 1}), {"paid": 1, "n": 1}) == [
        "they are equal as JSON, where true is not 1",
        "$.paid  expected 1 (number)  got true (boolean)",
    ]
    assert explained("==", exact({"paid": True}), {"paid": 2}) is None
