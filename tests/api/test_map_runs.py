"""Map Runs over the API: counts while they run and after, children in lists, updates."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from api_client import HOME, Client
from api_machines import MAP_RUN

from asl.hosts.answers import After, Answer, Failed, Returned, TaskCall

Make = Callable[..., Client]
NOTHING = {
    "aborted": 0,
    "failed": 0,
    "failuresNotRedrivable": 0,
    "pending": 0,
    "pendingRedrive": 0,
    "resultsWritten": 0,
    "running": 0,
    "succeeded": 0,
    "timedOut": 0,
    "total": 0,
}


def answer(call: TaskCall) -> Answer:
    """Numbers come back after ten seconds, everything else fails."""
    return (
        After(10, Returned(call.arguments)) if call.arguments != "bad" else After(10, Failed("Bad"))
    )


@pytest.fixture
def service(make_service: Make) -> Client:
    return make_service(answers={"T": answer})


def run_of(service: Client, arn: str) -> dict[str, Any]:
    (entry,) = service.call("ListMapRuns", executionArn=arn)["mapRuns"]
    return service.call("DescribeMapRun", mapRunArn=entry["mapRunArn"])


def children(service: Client, run: dict[str, Any], **request: Any) -> list[str]:
    answer = service.call("ListExecutions", mapRunArn=run["mapRunArn"], **request)
    return [one["status"] for one in answer["executions"]]


def test_a_map_run_from_start_to_end(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), [1, 2, 3])
    service.advance(1)
    entry = service.call("ListMapRuns", executionArn=arn)["mapRuns"][0]
    assert entry["mapRunArn"].startswith(f"{HOME}:mapRun:m/Each:")
    assert entry["stateMachineArn"] == f"{HOME}:stateMachine:m/Each"
    assert entry["executionArn"] == arn
    assert "stopDate" not in entry
    run = run_of(service, arn)
    assert run["status"] == "RUNNING"
    assert (run["maxConcurrency"], run["toleratedFailureCount"]) == (2, 1)
    assert run["toleratedFailurePercentage"] == 0.0
    assert run["itemCounts"] == {**NOTHING, "total": 3, "running": 2, "pending": 1}
    assert run["executionCounts"] == {**NOTHING, "total": 2, "running": 2}
    assert children(service, run) == ["RUNNING", "RUNNING"]
    service.advance(100)
    run = run_of(service, arn)
    assert run["status"] == "SUCCEEDED"
    done = {**NOTHING, "total": 3, "succeeded": 3, "resultsWritten": 3}
    assert run["itemCounts"] == run["executionCounts"] == done
    assert run["redriveCount"] == 0
    assert children(service, run) == ["SUCCEEDED"] * 3
    assert service.described(arn)["output"] == "[1,2,3]"


def test_children_are_executions(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), [5])
    service.advance(100)
    run = run_of(service, arn)
    (child,) = service.call("ListExecutions", mapRunArn=run["mapRunArn"])["executions"]
    assert child["mapRunArn"] == run["mapRunArn"]
    assert child["executionArn"].startswith(f"{HOME}:execution:m/Each:")
    described = service.described(child["executionArn"])
    assert (described["mapRunArn"], described["input"]) == (run["mapRunArn"], "5")
    kept = service.call("DescribeStateMachineForExecution", executionArn=child["executionArn"])
    assert (kept["mapRunArn"], kept["label"]) == (run["mapRunArn"], "Each")
    refused = service.refusal("RedriveExecution", executionArn=child["executionArn"])
    assert refused.body["reason"] == "API_DOES_NOT_SUPPORT_LABELED_ARNS"
    # They are not the machine's own.
    assert (
        len(service.call("ListExecutions", stateMachineArn=f"{HOME}:stateMachine:m")["executions"])
        == 1
    )


def test_failures_are_counted(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), [1, "bad", 3])
    service.advance(100)
    run = run_of(service, arn)
    assert run["status"] == "SUCCEEDED"
    counts = {**NOTHING, "total": 3, "succeeded": 2, "resultsWritten": 2, "failed": 1}
    assert run["itemCounts"] == run["executionCounts"] == counts
    assert children(service, run, statusFilter="FAILED") == ["FAILED"]
    assert service.described(arn)["status"] == "SUCCEEDED"


def test_children_that_wait_for_their_redrive(make_service: Make) -> None:
    """Two at a time: the third is shown as waiting, with its items, until its turn comes."""
    is_good = False

    def later(call: TaskCall) -> Answer:
        return After(10, Returned(1) if is_good else Failed("Bad"))

    service = make_service(answers={"T": later})
    definition = json.loads(json.dumps(MAP_RUN))
    definition["States"]["M"]["ToleratedFailureCount"] = 2
    arn = service.start(service.machine(definition), [1, 2, 3])
    service.advance(100)
    assert service.described(arn)["status"] == "FAILED"
    is_good = True
    service.call("RedriveExecution", executionArn=arn)
    service.advance(1)
    run = run_of(service, arn)
    assert run["itemCounts"] == {**NOTHING, "total": 3, "running": 2, "pendingRedrive": 1}
    assert run["executionCounts"] == {**NOTHING, "total": 3, "running": 2, "pendingRedrive": 1}
    assert sorted(children(service, run)) == ["PENDING_REDRIVE", "RUNNING", "RUNNING"]
    assert children(service, run, statusFilter="RUNNING") == ["RUNNING", "RUNNING"]
    assert children(service, run, statusFilter="FAILED") == []
    (waiting,) = service.call(
        "ListExecutions", mapRunArn=run["mapRunArn"], statusFilter="PENDING_REDRIVE"
    )["executions"]
    described = service.described(waiting["executionArn"])
    assert (described["status"], described["redriveStatusReason"]) == (
        "PENDING_REDRIVE",
        "Execution is PENDING_REDRIVE and cannot be redriven",
    )
    service.advance(100)
    assert service.described(arn)["status"] == "SUCCEEDED"
    assert children(service, run) == ["SUCCEEDED"] * 3
    assert children(service, run, statusFilter="PENDING_REDRIVE") == []


def test_a_map_run_fails_over_its_tolerance(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), ["bad", "bad", 3, 4])
    service.advance(100)
    run = run_of(service, arn)
    assert run["status"] == "FAILED"
    assert run["executionCounts"]["failed"] == 2
    assert run["itemCounts"]["total"] == 4
    assert "stopDate" in run
    assert service.described(arn)["status"] == "FAILED"


def test_an_update_lets_more_children_run(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), [1, 2, 3, 4])
    service.advance(1)
    run = run_of(service, arn)
    for refused in (
        service.refusal("UpdateMapRun", mapRunArn=run["mapRunArn"]),
        service.refusal("UpdateMapRun", mapRunArn=f"{HOME}:mapRun:m/Each:none", maxConcurrency=1),
    ):
        assert refused.code in ("ValidationException", "ResourceNotFound")
    service.call(
        "UpdateMapRun", mapRunArn=run["mapRunArn"], maxConcurrency=3, toleratedFailureCount=0
    )
    service.settle()
    run = run_of(service, arn)
    assert (run["maxConcurrency"], run["toleratedFailureCount"]) == (3, 0)
    assert run["executionCounts"]["running"] == 3
    service.advance(100)
    refused = service.refusal("UpdateMapRun", mapRunArn=run["mapRunArn"], maxConcurrency=1)
    assert refused.body["reason"] == "CANNOT_UPDATE_COMPLETED_MAP_RUN"


def test_stopping_the_parent_stops_the_children(service: Client) -> None:
    arn = service.start(service.machine(MAP_RUN), [1, 2, 3])
    service.advance(1)
    service.call("StopExecution", executionArn=arn)
    service.settle()
    run = run_of(service, arn)
    assert run["status"] == "ABORTED"
    assert children(service, run) == ["ABORTED", "ABORTED"]
    assert run["executionCounts"]["aborted"] == 2


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"executionArn": f"{HOME}:execution:m:no"}, "ExecutionDoesNotExist"),
        ({"executionArn": f"{HOME}:express:m:no:x"}, "InvalidArn"),
    ],
)
def test_map_runs_of_nothing(service: Client, request_: dict[str, str], code: str) -> None:
    assert service.refusal("ListMapRuns", **request_).code == code


def test_an_execution_without_map_runs(service: Client) -> None:
    arn = service.start(service.machine({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}))
    service.settle()
    assert service.call("ListMapRuns", executionArn=arn) == {"mapRuns": []}
