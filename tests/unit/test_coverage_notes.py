"""What an execution keeps beside its history: which way each Choice went, which retrier and catcher it was, which clock."""

from __future__ import annotations

from typing import Any

import pytest

from asl.hosts.mock_values import never, raises, sequence
from asl.testing.simulate import simulate

JSON = Any
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"


def choice(*rules: JSON, default: str | None = "Z", **more: JSON) -> JSON:
    state = {"Type": "Choice", "Choices": [{**rule, "Next": "Z"} for rule in rules], **more}
    if default is not None:
        state["Default"] = default
    return {"StartAt": "C", "States": {"C": state, "Z": {"Type": "Succeed"}}}


def is_n(number: int) -> JSON:
    return {"Variable": "$.n", "NumericEquals": number}


@pytest.mark.parametrize(
    ("machine", "given", "chosen"),
    [
        pytest.param(choice(is_n(1)), {"n": 1}, [0], id="the only rule"),
        pytest.param(choice(is_n(1)), {"n": 2}, [1], id="the default of one rule"),
        pytest.param(choice(is_n(1)), {}, [~0], id="the only rule cannot be told"),
        pytest.param(
            choice(is_n(1), is_n(2), is_n(3)), {"n": 2}, [1], id="two rules with one target"
        ),
        pytest.param(choice(is_n(1), is_n(2)), {"n": 3}, [2], id="the default"),
        pytest.param(choice(is_n(1), default=None), {"n": 3}, [1], id="no rule and no default"),
        pytest.param(
            choice(is_n(1), {"Variable": "$.m", "NumericEquals": 1}),
            {"n": 3},
            [~1],
            id="the second rule cannot be told",
        ),
        pytest.param(
            choice(is_n(1), is_n(2), InputPath="$.nothing"), {"n": 1}, [~0], id="nothing to test"
        ),
    ],
)
def test_which_way_a_choice_went(machine: JSON, given: JSON, chosen: list[int]) -> None:
    assert simulate(machine, given).execution.chosen == chosen


def retrier(error: str, times: int) -> JSON:
    return {"ErrorEquals": [error], "MaxAttempts": times, "IntervalSeconds": 1}


def task(resource: str = LAMBDA, **more: JSON) -> JSON:
    states = {"T": {"Type": "Task", "Resource": resource, "End": True, **more}}
    return {"StartAt": "T", "States": {**states, "Z": {"Type": "Succeed"}}}


CATCH = [{"ErrorEquals": ["A"], "Next": "Z"}, {"ErrorEquals": ["States.ALL"], "Next": "Z"}]
T = "/States/T"


@pytest.mark.parametrize(
    ("machine", "answer", "notes"),
    [
        pytest.param(task(Catch=CATCH), raises("B"), [(T, "caught", 1)], id="the second catcher"),
        pytest.param(
            task(Retry=[retrier("A", 1), retrier("B", 1)], Catch=CATCH),
            raises("B"),
            [(T, "retried", 1), (T, "exhausted", 1), (T, "caught", 1)],
            id="retried once, given up, caught",
        ),
        pytest.param(
            task(Catch=CATCH, TimeoutSeconds=5),
            never(),
            [(T, "timeout", 0), (T, "caught", 1)],
            id="out of time",
        ),
        pytest.param(
            task(SEND, Parameters={"t.$": "$$.Task.Token"}, HeartbeatSeconds=5, Catch=CATCH),
            never(),
            [(T, "heartbeat", 0), (T, "caught", 1)],
            id="no heartbeat",
        ),
    ],
)
def test_what_took_a_failure(machine: JSON, answer: object, notes: JSON) -> None:
    run = simulate(machine, mocks={"T": answer})
    assert [note[1:] for note in run.execution.notes] == notes
    if notes[-1][1] == "caught":
        assert run.records[run.execution.notes[-1][0]][0] == "TaskStateExited"


def test_a_map_tells_its_items_and_the_iteration_that_failed() -> None:
    inner = task()["States"]["T"]
    machine = {
        "StartAt": "M",
        "States": {
            "M": {
                "Type": "Map",
                "ItemProcessor": {"StartAt": "T", "States": {"T": inner}},
                "End": True,
            }
        },
    }
    run = simulate(machine, [1, 2, 3], mocks={"T": sequence(1, raises("A"), 1)})
    assert [note[1:] for note in run.execution.notes] == [
        ("/States/M", "items", 3),
        ("/States/M", "failed", 1),
    ]
