"""Transitions as AWS bills them: in what the engine counts, and in the history alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import asl
from asl.hosts.virtual import VirtualHost
from asl.observe.cost.counting import Mark, count, marks_of_events, marks_of_records
from asl.observe.cost.usage import usage_of
from asl.testing.simulate import prepare
from asl.vocabulary.signals import Redrive

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
RETRY = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}]
FAIL = asl.raises("E", "c")


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def task(**more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, **({"End": True} if "Next" not in more else {}), **more}  # fmt: skip


def parallel(*branches: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "Parallel", "Branches": list(branches), "End": True, **more}


def map_of(processor: Any, **more: Any) -> dict[str, Any]:
    return {"Type": "Map", "ItemProcessor": processor, "End": True, **more}


def run(
    definition: Mapping[str, Any], given: Any = None, redrives: int = 0, **mocks: Any
) -> VirtualHost:
    host = prepare(dict(definition), {} if given is None else given, mocks=mocks)
    host.run()
    for _ in range(redrives):
        assert host.send(Redrive())
        host.run()
    return host


RUNS: dict[str, tuple[VirtualHost, int, dict[str, int]]] = {}


def case(name: str, host: VirtualHost, transitions: int, **by_state: int) -> None:
    RUNS[name] = (host, transitions, by_state)


case("one of each", run(machine(
    P={"Type": "Pass", "Next": "W"}, W={"Type": "Wait", "Seconds": 9, "Next": "C"},
    C={"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": True, "Next": "P"}], "Default": "S"},
    S={"Type": "Succeed"})), 4, P=1, W=1, C=1, S=1)  # fmt: skip
case(
    "an inline Map of two items",
    run(machine(M=map_of(machine(T=task()))), [1, 2], T={}),
    3,
    M=1,
    T=2,
)
case("an empty Map", run(machine(M=map_of(machine(T=task()))), []), 1, M=1)
case(
    "two failures, then success",
    run(machine(T=task(Retry=RETRY)), T=asl.sequence(FAIL, FAIL, {})),
    3,
    T=3,
)
case("a Parallel tried twice", run(
    machine(P=parallel(machine(T=task()), machine(Q={"Type": "Pass", "End": True}), Retry=RETRY)),
    T=asl.sequence(FAIL, {})), 6, P=2, T=2, Q=2)  # fmt: skip
case("a Parallel in a Parallel, the outer one tried twice", run(
    machine(P=parallel(machine(I=parallel(machine(T=task()))), Retry=RETRY)),
    T=asl.sequence(FAIL, {})), 6, P=2, I=2, T=2)  # fmt: skip
case("a Map tried twice", run(
    machine(M=map_of(machine(T=task()), Retry=RETRY, MaxConcurrency=1)), [1],
    T=asl.sequence(FAIL, {})), 4, M=2, T=2)  # fmt: skip
case("a failure that is caught", run(
    machine(T=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "C"}]), C={"Type": "Pass", "End": True}), T=FAIL),
    2, T=1, C=1)  # fmt: skip
case("Arguments that fail three times", run({"QueryLanguage": "JSONata", **machine(
    T=task(Arguments={"x": "{% 1 + 'a' %}"},
           Retry=[{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}]))}), 3, T=3)  # fmt: skip
case("an Output that fails twice", run({"QueryLanguage": "JSONata", **machine(
    T=task(Output="{% 1 + 'a' %}", Retry=[{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]))}, T={}), 2, T=2)  # fmt: skip
case("a catcher that fails", run({"QueryLanguage": "JSONata", **machine(
    T=task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "C", "Output": "{% 1 + 'a' %}"}]),
    C={"Type": "Pass", "End": True})}, T=FAIL), 1, T=1)  # fmt: skip
# 10b and 10c of the check figures.
case("a redriven task", run(machine(
    C={"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": False, "Next": "P"}]},
    P={"Type": "Pass", "Next": "A"}, A=task(Next="B"),
    B=task(Next="Z", Retry=[{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]), Z={"Type": "Pass", "End": True}),
    redrives=1, A={}, B=asl.sequence(FAIL, FAIL, {})), 8, C=1, P=1, A=1, B=3, Z=1)  # fmt: skip
case("a redriven Parallel of three", run(machine(P=parallel(
    machine(A=task()), machine(B=task()), machine(D=task()))), redrives=1,
    A={}, B=asl.sequence(asl.after(1, FAIL), {}), D=asl.sequence(asl.after(9, {}), {})), 7, P=1, A=1, B=2, D=2)  # fmt: skip
case("a redriven Fail", run(machine(P={"Type": "Pass", "Next": "F"}, F={"Type": "Fail", "Error": "E"}), redrives=1),
     4, P=1, F=2)  # fmt: skip
case(
    "redriven three times",
    run(machine(T=task()), redrives=3, T=asl.sequence(FAIL, FAIL, FAIL, {})),
    7,
    T=4,
)
case("a redriven Wait beside a failure", run(machine(P=parallel(
    machine(T=task()), machine(W={"Type": "Wait", "Seconds": 5, "End": True}))), redrives=1,
    T=asl.sequence(asl.after(1, FAIL), {})), 6, P=1, T=2, W=2)  # fmt: skip


@pytest.mark.parametrize(("host", "transitions", "by_state"), RUNS.values(), ids=RUNS)
def test_transitions(host: VirtualHost, transitions: int, by_state: dict[str, int]) -> None:
    run = asl.Run(host)
    assert run.transitions == transitions
    for counted in (count(marks_of_records(run.records)), count(marks_of_events(run.history))):
        assert counted.total == transitions
        assert counted.by_state == by_state


DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}


def distributed(kind: str, **more: Any) -> dict[str, Any]:
    config = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": kind}}
    return machine(M=map_of({**machine(T=task(Retry=RETRY, Next="P"), P={"Type": "Pass", "End": True}), **config}, **more))  # fmt: skip


def test_standard_children_count_their_own_transitions() -> None:
    """50 children of 2 transitions, one of them with a retry; only 3 are kept."""
    answers = asl.sequence(FAIL, {}, repeat_last=True)
    host = prepare(distributed("STANDARD"), list(range(50)), mocks={"T": answers}, keep_children=3)
    host.run()
    usage = usage_of(host.execution, host.meter)
    assert usage.transitions == 1
    assert usage.children.standard == 50
    assert usage.children.transitions == 101
    assert usage.all_transitions == 102
    assert usage.all_by_state == {"T": 51, "P": 50, "M": 1}


def test_express_children_are_requests() -> None:
    """Each takes 250 ms, billed as 300 ms of 64 MB."""
    host = prepare(distributed("EXPRESS"), [1, 2], mocks={"T": asl.after(0.25, {})})
    host.run()
    usage = usage_of(host.execution, host.meter)
    assert usage.all_transitions == 1
    assert usage.children.express == 2
    assert usage.children.mb_ms == 2 * 300 * 64
    assert usage.all_by_state == {"M": 1}


def test_batches_make_fewer_children() -> None:
    definition = distributed("STANDARD", ItemBatcher={"MaxItemsPerBatch": 4})
    host = prepare(definition, list(range(10)), mocks={"T": {}})
    host.run()
    assert host.meter.standard == 3  # 10 / 4, rounded up
    assert usage_of(host.execution, host.meter).all_transitions == 1 + 3 * 2


def test_redriven_children_are_counted_once() -> None:
    """Two children; the second fails, is redriven and counts its redrive and what it does again."""
    processor = {**machine(T=task()), **DISTRIBUTED}
    host = run(machine(M=map_of(processor)), ["a", "b"], 1, T=asl.sequence({}, FAIL, {}))
    assert host.execution.status == "SUCCEEDED"
    usage = usage_of(host.execution, host.meter)
    assert usage.children.standard == 2
    assert usage.children.transitions == 1 + (1 + 1 + 1)
    assert usage.transitions == 1 + 1


def test_the_largest_payload_is_of_a_state() -> None:
    host = run(machine(T=task(Next="P"), P={"Type": "Pass", "Result": 1, "End": True}), T="x" * 500)
    usage = usage_of(host.execution)
    assert (usage.largest.bytes, usage.largest.state, usage.largest.what) == (502, "T", "result")
    assert usage.events_by_state == {"T": 5, "P": 2}


def test_a_task_that_was_never_scheduled_before_its_redrive() -> None:
    """Stopped between entry and schedule: the redrive and the attempt that it made count."""
    kinds = ["ExecutionStarted", "TaskStateEntered", "ExecutionAborted", "ExecutionRedriven"]
    marks = [
        Mark(id_, id_ - 1, kind, "T" if "State" in kind else None)
        for id_, kind in enumerate(kinds, 1)
    ]
    found = count([*marks, Mark(5, 2, "TaskScheduled"), Mark(6, 5, "TaskSucceeded")])
    assert found.by_state == {"T": 2}
    assert found.total == 3
