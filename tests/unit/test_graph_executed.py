"""The executed path read from a history: which edges, how often, what failed, what the history leaves open."""

from __future__ import annotations

import json
from typing import Any

import pytest

import asl
from asl.errors import UsageError
from asl.graph.drawing import Drawing
from asl.graph.executed import Executed, events_of, in_order
from asl.graph.marks import Mark
from asl.model.parse import parse_machine
from asl.testing.simulate import simulate

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
END = {"Type": "Pass", "End": True}


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def executed(definition: Any, input_: Any = None, **options: Any) -> Executed:
    run = simulate(definition, {} if input_ is None else input_, **options)
    return on(definition, run.history)


def on(definition: Any, events: Any) -> Executed:
    model = parse_machine(definition)
    assert model is not None
    return Executed(Drawing(model, definition), events)


def edges(found: Executed) -> dict[tuple[str, str, int], Any]:
    return {key: mark.count or mark.level for key, mark in found.marks().edges.items()}


RISKY = machine(
    T={
        "Type": "Task",
        "Resource": LAMBDA,
        "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 2}],
        "Catch": [
            {"ErrorEquals": ["A", "B"], "Next": "F"},
            {"ErrorEquals": ["C"], "Next": "F"},
            {"ErrorEquals": ["States.ALL"], "Next": "G"},
        ],
        "End": True,
    },
    F={"Type": "Fail", "Error": "Gone"},
    G=END,
)


@pytest.mark.parametrize(
    ("error", "catch", "status"),
    [("A", 0, "FAILED"), ("B", 0, "FAILED"), ("C", 1, "FAILED"), ("Z", 2, "SUCCEEDED")],
)
def test_the_catcher_is_the_first_that_names_the_error(error: str, catch: int, status: str) -> None:
    found = executed(RISKY, mocks={"T": asl.raises(error, "why")})
    assert found.status == status
    taken = edges(found)
    assert taken["/States/T", "catch", catch] == 1
    assert [key for key in taken if key[1] == "catch"] == [("/States/T", "catch", catch)]
    assert ("/States/T", "end", 0) not in taken, "it did not leave by its End"


def test_a_wildcard_catches_what_none_before_it_names() -> None:
    definition = json.loads(json.dumps(RISKY).replace('"Next": "G"', '"Next": "F"'))
    del definition["States"]["G"]
    taken = edges(executed(definition, mocks={"T": asl.raises("Z")}))
    assert [key for key in taken if key[1] == "catch"] == [("/States/T", "catch", 2)]


def test_attempts_are_told_and_a_retried_state_is_one_visit() -> None:
    found = executed(RISKY, mocks={"T": asl.sequence(asl.raises("Again"), asl.raises("Again"), {})})
    assert found.marks().nodes["/States/T"] == Mark("hit", 1, "3 attempts")
    assert edges(found) == {("", "start", 0): 1, ("/States/T", "end", 0): 1}


def test_a_fail_state_failed_and_so_did_all_around_it() -> None:
    inner = machine(
        P={
            "Type": "Parallel",
            "Branches": [machine(X=END), machine(Y={"Type": "Fail", "Error": "No"})],
            "End": True,
        }
    )
    found = executed(machine(M={"Type": "Map", "ItemProcessor": inner, "End": True}), [1])
    failed = [key for key, mark in found.marks().nodes.items() if mark.level == "failed"]
    assert failed == [
        "/States/M",
        "/States/M/ItemProcessor/States/P",
        "/States/M/ItemProcessor/States/P/Branches/1/States/Y",
    ]
    assert (
        found.marks().nodes["/States/M/ItemProcessor/States/P/Branches/0/States/X"].level == "hit"
    )


def test_states_runtime_in_a_branch_fails_what_is_around_it() -> None:
    bad = {"Type": "Pass", "InputPath": "$.none", "End": True}
    found = executed(machine(P={"Type": "Parallel", "Branches": [machine(X=bad)], "End": True}))
    marks = found.marks().nodes
    assert {key: mark.level for key, mark in marks.items()} == {
        "/States/P": "failed",
        "/States/P/Branches/0/States/X": "failed",
    }


def test_a_failure_that_is_caught_outside_leaves_nothing_failed() -> None:
    definition = machine(
        P={
            "Type": "Parallel",
            "Branches": [machine(X={"Type": "Task", "Resource": LAMBDA, "End": True})],
            "Catch": [{"ErrorEquals": ["A"], "Next": "S"}, {"ErrorEquals": ["B"], "Next": "S"}],
            "Next": "S",
        },
        S=END,
    )
    found = executed(definition, mocks={"X": asl.raises("B", "why")})
    marks = found.marks().nodes
    assert marks["/States/P"] == Mark("hit", 1, "caught: B: why")
    assert marks["/States/P/Branches/0/States/X"] == Mark("part", 1, "B: why")
    taken = edges(found)
    assert taken["/States/P", "catch", 1] == 1
    assert ("/States/P", "next", 0) not in taken


CHOICE = machine(
    C={
        "Type": "Choice",
        "Choices": [
            {"Variable": "$.a", "NumericEquals": 1, "Next": "X"},
            {"Variable": "$.a", "NumericEquals": 2, "Next": "X"},
            {"Variable": "$.a", "NumericEquals": 3, "Next": "Y"},
        ],
        "Default": "X",
    },
    X=END,
    Y=END,
)


def test_rules_that_lead_to_one_state_cannot_be_told_apart() -> None:
    marks = executed(CHOICE, {"a": 2}).marks().edges
    unsure = {key: mark.level for key, mark in marks.items() if key[0] == "/States/C"}
    assert unsure == {
        ("/States/C", "choice", 0): "part",
        ("/States/C", "choice", 1): "part",
        ("/States/C", "default", 0): "part",
    }
    assert marks["/States/C", "choice", 0].note


def test_a_rule_alone_is_certain() -> None:
    assert edges(executed(CHOICE, {"a": 3}))["/States/C", "choice", 2] == 1


def test_iterations_are_counted_and_visits_know_their_item() -> None:
    definition = machine(
        M={
            "Type": "Map",
            "ItemProcessor": machine(X={"Type": "Pass", "Next": "Y"}, Y=END),
            "End": True,
        }
    )
    found = executed(definition, [1, 2, 3])
    inner = "/States/M/ItemProcessor/States"
    assert edges(found)["/States/M", "start", 0] == 3
    assert edges(found)[f"{inner}/X", "next", 0] == 3
    assert sorted(visit.index for visit in found.of(f"{inner}/Y") if visit.index is not None) == [
        0,
        1,
        2,
    ]
    assert [visit.output for visit in found.of(f"{inner}/X")] == ["1", "2", "3"]


def test_an_open_execution_is_drawn_as_far_as_it_is() -> None:
    definition = machine(W={"Type": "Wait", "Seconds": 10, "Next": "X"}, X=END)
    run = simulate(definition, {}, max_time=5)
    found = on(definition, run.history)
    assert found.status == "RUNNING"
    assert found.marks().nodes == {"/States/W": Mark("part", 1, "not finished")}


def test_a_machine_that_runs_out_of_time_failed_nowhere() -> None:
    definition = {
        **machine(W={"Type": "Wait", "Seconds": 10, "Next": "X"}, X=END),
        "TimeoutSeconds": 5,
    }
    found = executed(definition)
    assert found.status == "TIMED_OUT"
    assert found.marks().nodes == {"/States/W": Mark("part", 1, "stopped")}


def test_the_other_order_of_events_is_the_same_history() -> None:
    run = simulate(CHOICE, {"a": 3})
    assert on(CHOICE, run.history[::-1]).marks() == on(CHOICE, run.history).marks()


def test_names_that_the_machine_does_not_have_are_told() -> None:
    run = simulate(machine(X={"Type": "Pass", "Next": "Old"}, Old=END), {})
    found = on(machine(X={"Type": "Pass", "Next": "New"}, New=END), run.history)
    assert found.strangers == ["Old"]
    assert list(found.marks().nodes) == ["/States/X"]


def test_a_history_without_data_is_enough() -> None:
    events = [
        {"id": 1, "type": "ExecutionStarted", "timestamp": 0},
        {
            "id": 2,
            "previousEventId": 0,
            "type": "PassStateEntered",
            "stateEnteredEventDetails": {"name": "X"},
        },
        {
            "id": 3,
            "previousEventId": 2,
            "type": "PassStateExited",
            "stateExitedEventDetails": {"name": "X"},
        },
        {"id": 4, "previousEventId": 3, "type": "ExecutionSucceeded"},
    ]
    found = on(machine(X=END), events)
    assert edges(found) == {("", "start", 0): 1, ("/States/X", "end", 0): 1}
    assert (found.visits[0].input, found.visits[0].output) == (None, None)


def test_a_failed_evaluation_that_hangs_on_nothing_belongs_to_the_state_it_names() -> None:
    events = [
        {"id": 1, "previousEventId": 0, "type": "ExecutionStarted"},
        {
            "id": 2,
            "previousEventId": 0,
            "type": "PassStateEntered",
            "stateEnteredEventDetails": {"name": "X"},
        },
        {
            "id": 3,
            "previousEventId": 0,
            "type": "EvaluationFailed",
            "evaluationFailedEventDetails": {
                "state": "X",
                "error": "States.QueryEvaluationError",
                "cause": "c",
            },
        },
        {
            "id": 4,
            "previousEventId": 3,
            "type": "ExecutionFailed",
            "executionFailedEventDetails": {},
        },
    ]
    marks = on(machine(X=END), events).marks().nodes
    assert marks == {"/States/X": Mark("failed", 1, "failed: States.QueryEvaluationError: c")}


def test_after_a_redrive_what_failed_before_is_done() -> None:
    def event(number: int, before: int, kind: str, **details: Any) -> dict[str, Any]:
        return {"id": number, "previousEventId": before, "type": kind, **details}

    name = {"name": "T"}
    events = [
        event(1, 0, "ExecutionStarted"),
        event(2, 0, "TaskStateEntered", stateEnteredEventDetails=name),
        event(3, 2, "TaskScheduled"),
        event(4, 3, "TaskFailed", taskFailedEventDetails={"error": "E", "cause": "c"}),
        event(5, 4, "ExecutionFailed", executionFailedEventDetails={"error": "E"}),
    ]
    task = machine(T={"Type": "Task", "Resource": LAMBDA, "End": True})
    assert on(task, events).marks().nodes == {"/States/T": Mark("failed", 1, "failed: E: c")}
    events += [
        event(6, 5, "ExecutionRedriven"),
        event(7, 2, "TaskScheduled"),
        event(8, 7, "TaskSucceeded"),
        event(9, 8, "TaskStateExited", stateExitedEventDetails=name),
        event(10, 9, "ExecutionSucceeded"),
    ]
    found = on(task, events)
    assert found.status == "SUCCEEDED"
    assert found.marks().nodes == {"/States/T": Mark("hit", 1, "2 attempts")}


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ({}, 'an object with "events"'),
        ("x", 'an object with "events"'),
        ({"events": []}, "no events"),
        ([{"type": "ExecutionStarted"}], "/events/0"),
        (
            [{"id": 1, "type": "ExecutionStarted"}, {"id": "2", "type": "PassStateEntered"}],
            "/events/1",
        ),
        ([7], "/events/0"),
    ],
)
def test_what_is_no_history_is_refused(history: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        in_order(events_of(history))
