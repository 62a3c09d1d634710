"""Coverage over runs: redrives and children are seen to their end, nothing counts twice, and what is put together adds up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asl.compile.program import compile_machine
from asl.engine.execution import Execution
from asl.errors import UsageError
from asl.hosts.answers import Answer, Returned, TaskCall
from asl.hosts.mock_values import never, raises, sequence
from asl.model.parse import parse_machine
from asl.observe.coverage import Coverage
from asl.observe.coverage.data import as_json, from_json
from asl.testing import coverage_output
from asl.testing.coverage_runs import CountedRuns
from asl.testing.simulate import load, simulate

JSON = Any
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
TASK = {
    "StartAt": "T",
    "States": {
        "T": {
            "Type": "Task",
            "Resource": LAMBDA,
            "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": 1}],
            "Next": "Z",
        },
        "Z": {"Type": "Succeed"},
    },
}
CHOOSE = {
    "StartAt": "M",
    "States": {
        "M": {
            "Type": "Map",
            "End": True,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "C",
                "States": {
                    "C": {
                        "Type": "Choice",
                        "Choices": [{"Variable": "$", "NumericEquals": 5, "Next": "Five"}],
                        "Default": "Other",
                    },
                    "Five": {"Type": "Pass", "End": True},
                    "Other": {"Type": "Pass", "End": True},
                },
            },
        }
    },
}


def missed(coverage: Coverage) -> set[str]:
    return {f"{miss.state or '@'}.{miss.key[1]}" for miss in coverage.missed()}


def test_a_redrive_is_counted_from_where_the_run_was() -> None:
    coverage = Coverage()
    run = simulate(TASK, mocks={"T": sequence(raises("E"), raises("E"), 1)})
    coverage.add(run)
    assert missed(coverage) == {"T.next", "Z.state"}
    run.redrive()
    coverage.add(run)
    assert missed(coverage) == set()
    (one,) = coverage.machines
    assert one.hits["/States/T", "state", 0] == 1
    assert one.runs == 1


def test_a_run_that_is_added_twice_counts_once() -> None:
    coverage = Coverage()
    run = simulate(TASK, mocks={"T": 1})
    coverage.add(run)
    coverage.add(run)
    (one,) = coverage.machines
    assert set(one.hits.values()) == {1}


def test_children_that_are_not_kept_are_missing_and_the_report_says_so() -> None:
    coverage = Coverage()
    coverage.add(simulate(CHOOSE, list(range(9)), keep_children=2))
    assert {"C.true", "C.choice", "Five.state", "Five.end"} <= missed(coverage)
    (one,) = coverage.machines
    assert one.notes == [
        "7 child executions were not kept and are not counted: run it with keep_children=9"
    ]


def test_an_observer_sees_all_children() -> None:
    counting = CountedRuns()
    try:
        simulate(CHOOSE, list(range(9)), keep_children=2)
    finally:
        counting.leave()
    assert missed(counting.coverage) == {"M.empty", "M.one", "M.failed"}
    (one,) = counting.coverage.machines
    assert one.hits["/States/M/ItemProcessor/States/C", "state", 0] == 9
    assert one.notes == []
    assert one.runs == 1


def distributed(states: JSON) -> JSON:
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "T",
        "States": states,
    }
    state = {"Type": "Map", "End": True, "ItemProcessor": processor}
    return {"StartAt": "M", "States": {"M": state}}


def test_children_that_are_still_open_are_read_too() -> None:
    counting = CountedRuns()
    try:
        run = simulate(distributed(TASK["States"]), [1], mocks={"T": never()}, keep_children=0)
    finally:
        counting.leave()
    assert run.status == "RUNNING"
    (one,) = counting.coverage.machines
    assert one.hits["/States/M/ItemProcessor/States/T", "state", 0] == 1


def test_a_child_that_is_redriven_is_read_again() -> None:
    counting = CountedRuns()
    try:
        run = simulate(
            distributed(TASK["States"]),
            [1],
            mocks={"T": sequence(raises("E"), raises("E"), 1)},
            keep_children=0,
        )
        assert run.status == "FAILED"
        assert "T.next" in missed(counting.coverage)
        run.redrive()
        assert run.status == "SUCCEEDED"
        counting.settle()
    finally:
        counting.leave()
    assert missed(counting.coverage) == {"M.empty", "M.many"}
    (one,) = counting.coverage.machines
    assert one.hits["/States/M/ItemProcessor/States/T", "state", 0] == 1


def test_a_map_that_is_answered_by_a_mock_leaves_what_it_holds_missed() -> None:
    parsed = parse_machine(distributed(TASK["States"]))
    assert parsed is not None
    program = compile_machine(parsed, answered=["/States/M"])
    coverage = Coverage()

    class Seven:
        def answer(self, call: TaskCall) -> Answer:
            return Returned([7])

    coverage.add(simulate(program, [1], mocks=Seven()))
    (one,) = coverage.machines
    assert one.name.startswith("<definition ")
    assert missed(coverage) == {
        *("M.empty", "M.one", "M.many", "M.failed", "M.start"),
        *("T.state", "T.next", "T.retried", "T.exhausted", "Z.state"),
    }


def test_one_text_is_one_machine_however_it_is_compiled(tmp_path: Path) -> None:
    path = tmp_path / "m.asl.json"
    path.write_text(json.dumps(TASK).replace('"E"', '"${Error}"'))
    coverage = Coverage()
    for trace, error in ((False, "E"), (True, "F")):
        program = load(path, trace=trace, defines={"Error": error})
        coverage.add(simulate(program, mocks={"T": 1}))
    (one,) = coverage.machines
    assert (one.runs, one.path) == (2, str(path))


@pytest.mark.parametrize("order", [("0", "2"), ("2", "0")])
def test_other_values_of_its_places_may_give_it_more_to_cover(
    order: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "t.asl.yaml"
    path.write_text(
        "StartAt: T\nStates:\n  T:\n    Type: Task\n    Resource: " + LAMBDA + "\n    End: true\n"
        "    Retry: [{ErrorEquals: [E], MaxAttempts: ${Attempts}}]\n"
    )
    coverage = Coverage()
    for attempts in order:
        coverage.add(simulate(path, mocks={"T": 1}, defines={"Attempts": attempts}))
    (one,) = coverage.machines
    assert [miss.label for miss in one.missed()] == ["Retry[0] (E)", "Retry[0] (E)"]
    assert one.runs == 2


def test_a_text_that_has_changed_is_another_machine(tmp_path: Path) -> None:
    coverage = Coverage()
    path = tmp_path / "m.asl.json"
    for indent in (0, 1):
        path.write_text(json.dumps(TASK, indent=indent))
        coverage.add(simulate(path, mocks={"T": 1}))
    assert [one.name for one in coverage.machines] == [str(path)] * 2


def test_machines_of_no_file_are_named() -> None:
    coverage = Coverage()
    coverage.add(simulate(TASK, mocks={"T": 1}, machine_name="orders"))
    assert [one.name for one in coverage.machines] == ["<orders>"]


def test_what_never_ran_is_missed_from_its_first_line_on() -> None:
    coverage = Coverage()
    coverage.expect("m.asl.json", json.dumps(TASK, indent=2))
    assert coverage.count.covered == 0
    assert [str(miss) for miss in coverage.missed()][:2] == [
        "m.asl.json:2  start → T never taken",
        "m.asl.json:4  T  state never entered",
    ]


def test_what_cannot_be_read_is_never_covered() -> None:
    coverage = Coverage()
    one = coverage.expect("m.asl.json", '{"StartAt": ')
    assert one.notes == ["it cannot be read as a state machine: there is nothing to count in it"]
    assert (coverage.count.covered, coverage.count.points) == (0, 1)


def test_nothing_is_no_percent_at_all() -> None:
    assert Coverage().percent == 0


def test_a_definition_in_yaml_has_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "m.asl.yaml"
    path.write_text(
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    # a word\n    Next: B\n  B: {Type: Succeed}\n"
    )
    coverage = Coverage()
    coverage.expect(str(path), path.read_text())
    assert [(miss.line, miss.state, miss.label) for miss in coverage.missed()] == [
        (1, "", "start → A"),
        (3, "A", "state"),
        (6, "A", "→ B"),
        (7, "B", "state"),
    ]


# ------------------------------------------------------------------ put together, kept, read again
def covered_by(*answers: object) -> Coverage:
    coverage = Coverage()
    for answer in answers:
        coverage.add(simulate(TASK, mocks={"T": answer}))
    return coverage


def test_sessions_put_together_are_one_session() -> None:
    first, second = covered_by(1, raises("E")), covered_by(sequence(raises("E"), 1))
    first.merge(second)
    assert as_json(first) == as_json(covered_by(1, raises("E"), sequence(raises("E"), 1)))


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    coverage = covered_by(1)
    coverage.machines[0].notes.append("a word")
    path = coverage_output.save(coverage, tmp_path / "deep" / "data.json")
    again = coverage_output.load(path)
    assert as_json(again) == as_json(coverage)
    assert [str(miss) for miss in again.missed()] == [str(miss) for miss in coverage.missed()]


def test_files_are_named_as_seen_from_a_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "a" / "m.asl.json", tmp_path / "n.asl.json"
    coverage = Coverage()
    coverage.expect(str(inside), json.dumps(TASK))
    coverage.expect(str(outside), json.dumps(TASK))
    coverage.rename(coverage_output.relative_to(tmp_path / "a"))
    assert [one.name for one in coverage.machines] == [str(outside), "m.asl.json"]


def test_two_texts_of_one_file_are_told_apart(tmp_path: Path) -> None:
    for number in (0, 1):
        coverage = Coverage()
        coverage.expect("m.asl.json", json.dumps(TASK, indent=number))
        coverage_output.save(coverage, tmp_path / f"{number}.json")
    whole = coverage_output.load(tmp_path / "0.json", tmp_path / "1.json")
    assert [one.notes for one in whole.machines] == [
        ["this file was run with 2 different texts: each is counted by itself"]
    ] * 2


BAD = {
    "no file": (None, ": no such file or directory; `pytest --asl-cov` writes it"),
    "no JSON": ("{", "is no coverage data: it is no JSON"),
    "a definition": (json.dumps(TASK), 'is no coverage data: it has no "format": "asl-coverage"'),
    "a newer version": (
        '{"format": "asl-coverage", "version": 2}',
        "is coverage data of version 2, and this asl reads version 1: run the tests again",
    ),
    "machines left out": (
        '{"format": "asl-coverage", "version": 1}',
        "is coverage data that cannot be used: 'machines' is missing; run the tests again",
    ),
    "an unknown point": (
        json.dumps(as_json(covered_by(1))).replace('"exhausted"', '"tired"'),
        'is coverage data that cannot be used: there is no point "tired"; run the tests again',
    ),
    "a machine that is no object": (
        '{"format": "asl-coverage", "version": 1, "machines": [1]}',
        "is coverage data that cannot be used: something in it has another type; run the tests again",
    ),
}


@pytest.mark.parametrize(("text", "why"), BAD.values(), ids=BAD)
def test_data_that_cannot_be_used(text: str | None, why: str, tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError) as caught:
        coverage_output.load(path)
    assert str(caught.value) == f"{path}{'' if why.startswith(':') else ' '}{why}"


def test_executions_that_nobody_holds_are_not_held_by_coverage() -> None:
    import gc
    import weakref

    coverage = Coverage()
    run = simulate(TASK, mocks={"T": 1})
    coverage.add(run)
    gone: weakref.ref[Execution] = weakref.ref(run.execution)
    del run
    gc.collect()
    assert gone() is None


def test_points_of_another_version_are_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no coverage data"):
        from_json([], "x")
