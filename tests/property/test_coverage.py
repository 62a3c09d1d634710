"""The laws of coverage for random machines and random plays: delays, failures, timeouts, stops and redrives.

What is counted is compared with what the records say in another way: by names and previous ids, through the drawing's edges.
"""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from property.machines import a_machine, an_input
from property.playing import new_execution, play

from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.engine.replay import replay
from asl.graph.drawing import Drawing
from asl.observe.coverage import Coverage, Covered
from asl.observe.coverage.data import as_json, from_json
from asl.observe.coverage.html import html
from asl.observe.coverage.lines import lines_of
from asl.observe.coverage.points import Key

# Hits that are no points: how a Succeed is left, and what is possible but is asked of nobody (see `points`).
UNASKED = ("end", "failed", "exhausted", "empty", "one", "many")


def covered_play(seed: int) -> tuple[Execution, Covered]:
    """A play that is read after every step of the engine."""
    random = Random(seed)
    program = program_of(a_machine(random, 3 + seed % 8))
    given_ = an_input(random)
    step_by_step, seen = Coverage(), [new_execution(program, given_, seed)]

    def read(execution: Execution) -> None:
        seen[0] = execution
        step_by_step.see(execution, None)

    played = play(program, given_, seed, steps=120, check=read)
    read(seen[0])
    (covered,) = step_by_step.machines
    again = new_execution(program, given_, seed)
    replay(again, played.rows)
    assert at_once(again).hits == covered.hits
    return seen[0], covered


def at_once(execution: Execution) -> Covered:
    coverage = Coverage()
    return coverage.see(execution, None)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_counted_is_what_the_records_say(seed: int) -> None:
    execution, covered = covered_play(seed)
    hits, records = covered.hits, execution.records
    pointers = {step.name: step.pointer for step in execution.program.steps.values()}

    entered = Counter(pointers[r[3]] for r in records if r[0].endswith("StateEntered"))
    assert entered == Counter({key[0]: n for key, n in hits.items() if key[1] == "state"})

    # A state is entered through one of the transitions that lead to it, or once more by a redrive.
    arrived: Counter[str] = Counter()
    for record in records:
        before = records[record[1] - 1][0] if record[1] else "ExecutionStarted"
        if record[0].endswith("StateEntered") and before != "ExecutionRedriven":
            arrived[pointers[record[3]]] += before != "MapRunRedriven"
    led: Counter[str] = Counter()
    for key, edge in Drawing(execution.program.machine).edges.items():
        if edge.target in entered:
            led[edge.target] += hits[key]
    assert +arrived == +led

    for pointer, times in entered.items():
        rules = [key for key in covered.points if key[0] == pointer and key[1] == "true"]
        if rules:
            choice_holds(hits, pointer, len(rules), times)
    for pointer, what, number in covered.points:
        if what == "catch":
            assert hits[pointer, "catch", number] <= hits[pointer, "caught", number]

    unknown = {key[1] for key in hits if key not in covered.points}
    assert unknown <= set(UNASKED)


def choice_holds(hits: Counter[Key], pointer: str, rules: int, times: int) -> None:
    """Each rule is tested after those before it were false; one way is taken at most."""
    reached = times
    for number in range(rules):
        true, false = hits[pointer, "true", number], hits[pointer, "false", number]
        assert true + false <= reached
        assert hits[pointer, "choice", number] <= true
        reached = false
    assert hits[pointer, "otherwise", 0] <= reached
    assert hits[pointer, "default", 0] <= hits[pointer, "otherwise", 0]


@given(seeds=st.lists(st.integers(0, 500), min_size=1, max_size=4), at=st.integers(0, 4))
@settings(max_examples=15)
def test_put_together_is_counted_together(seeds: list[int], at: int) -> None:
    executions = [covered_play(seed)[0] for seed in seeds]
    whole, first, second = Coverage(), Coverage(), Coverage()
    for number, execution in enumerate(executions):
        whole.see(execution, None)
        (first if number < at else second).see(execution, None)
    first.merge(from_json(json.loads(json.dumps(as_json(second))), "second"))
    assert as_json(first) == as_json(whole)


@pytest.mark.parametrize("seed", range(20))
def test_every_point_has_its_line(seed: int) -> None:
    machine = a_machine(Random(seed), 6)
    text = json.dumps(machine, indent=2)
    coverage = Coverage()
    covered = coverage.expect("m.asl.json", text)
    assert covered.points
    lines = text.splitlines()
    for point, line, column, hits in covered.placed:
        assert hits == 0
        written = lines[line - 1][column - 1 :]
        if point.what == "state":
            assert written.startswith(json.dumps(point.state))
        elif point.what in ("next", "choice", "default", "catch", "start"):
            assert written.startswith(json.dumps(point.label.rpartition("→ ")[2]))
    assert {line.number for line in lines_of(covered)} == {one.line for one in covered.placed}
    assert html(coverage).count("<section") == 1
