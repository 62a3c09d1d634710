"""Nested executions: what a parent sees of its child, and what becomes of the child with its parent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosting import HOME, START_MS, Host, machine

from emulator.api.service import make_service
from emulator.integrations.nested import Nested
from emulator.runtime import commands, views
from emulator.runtime.recovery import recover

CHILD = f"{HOME}:stateMachine:child"
TARGET = machine(("A", {"Type": "Pass", "Result": {"Arg1": "argument1"}}))
SLOW = machine(("W", {"Type": "Wait", "Seconds": 60}))
FAILS = machine(("F", {"Type": "Fail", "Error": "Bad", "Cause": "because"}))


class Bench:
    def __init__(self, folder: Path | None = None, **rest: Any) -> None:
        self.adopt(Host(folder, is_recovering=False, **rest))

    def adopt(self, host: Host) -> None:
        self.host = host
        self.nested = Nested()
        self.host.runtime.integrations.append(self.nested)
        self.nested.attach(make_service(self.host.runtime), "http://x")
        self.host.run(self._recover())

    async def _recover(self) -> None:
        recover(self.host.runtime)
        await self.host.rest()

    def parent(self, resource: str, arguments: Any, **fields: Any) -> str:
        resource = f"arn:aws:states:::{resource}"
        task = {"Type": "Task", "Resource": resource, "Parameters": arguments, **fields}
        return self.host.machine(machine(("S", task)), "parent")

    def run(self, resource: str, arguments: Any, **fields: Any) -> str:
        return self.host.start(self.parent(resource, arguments, **fields), name="p")

    def event(self, arn: str, kind: str) -> Any:
        events, _ = views.history(self.host.runtime, arn, limit=1_000)
        for event in events:
            if event["type"] == kind:
                return next(value for key, value in event.items() if key.endswith("EventDetails"))
        raise AssertionError([event["type"] for event in events])


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.host.close()


def test_request_response(bench: Bench) -> None:
    bench.host.machine(TARGET, "child")
    arn = bench.run(
        "states:startExecution",
        {"StateMachineArn": CHILD, "Input": {"Hello": "World"}, "Name": "n"},
    )
    output = bench.host.output(arn)
    assert list(output) == ["ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate"]
    assert output["ExecutionArn"] == f"{HOME}:execution:child:n"
    assert output["StartDate"] == START_MS / 1000
    assert bench.host.facts(f"{HOME}:execution:child:n").input == '{"Hello":"World"}'


@pytest.mark.parametrize(
    "given, text",
    [
        pytest.param(None, "{}", id="null is an empty object"),
        pytest.param('"text"', '"text"', id="text is the JSON itself"),
        pytest.param([1], "[1]", id="a list"),
        pytest.param(7, "7", id="a number"),
    ],
)
def test_the_childs_input(bench: Bench, given: Any, text: str) -> None:
    bench.host.machine(TARGET, "child")
    bench.run("states:startExecution", {"StateMachineArn": CHILD, "Input": given, "Name": "n"})
    assert bench.host.facts(f"{HOME}:execution:child:n").input == text


@pytest.mark.parametrize("suffix", [".sync", ".sync:2"])
def test_a_child_that_is_waited_for(bench: Bench, suffix: str) -> None:
    bench.host.machine(SLOW, "child")
    arn = bench.run(
        f"states:startExecution{suffix}",
        {"StateMachineArn": CHILD, "Input": {"a": 1}, "Name": "n"},
    )
    assert bench.host.kinds(arn)[-1] == "TaskSubmitted"
    submitted = json.loads(bench.event(arn, "TaskSubmitted")["output"])
    assert submitted["ExecutionArn"] == f"{HOME}:execution:child:n"
    bench.host.advance(59)
    assert bench.host.status(arn) == "RUNNING"
    bench.host.advance(1)
    is_parsed = suffix == ".sync:2"
    assert bench.host.output(arn) == {
        "ExecutionArn": f"{HOME}:execution:child:n",
        "Input": {"a": 1} if is_parsed else '{"a":1}',
        "InputDetails": {"Included": True},
        "Name": "n",
        "Output": {"a": 1} if is_parsed else '{"a":1}',
        "OutputDetails": {"Included": True},
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        "StartDate": START_MS,
        "StateMachineArn": CHILD,
        "Status": "SUCCEEDED",
        "StopDate": START_MS + 60_000,
    }
    assert bench.host.facts(arn).stopped_ms == START_MS + 60_000


def test_a_child_that_fails_is_a_failed_task(bench: Bench) -> None:
    bench.host.machine(FAILS, "child")
    arn = bench.run(
        "states:startExecution.sync:2", {"StateMachineArn": CHILD, "Input": {"a": 1}, "Name": "n"}
    )
    facts = bench.host.facts(arn)
    assert facts.error == "States.TaskFailed"
    assert facts.cause == (
        '{"Cause":"because","Error":"Bad","ExecutionArn":"' + HOME + ":execution:child:n"
        '","Input":"{\\"a\\":1}","InputDetails":{"Included":true},"Name":"n","RedriveCount":0,'
        f'"RedriveStatus":"REDRIVABLE","StartDate":{START_MS},"StateMachineArn":"{CHILD}",'
        f'"Status":"FAILED","StopDate":{START_MS}}}'
    )


@pytest.mark.parametrize(
    "resource, error, cause",
    [
        pytest.param(
            "states:startExecution.sync",
            "StepFunctions.StateMachineDoesNotExistException",
            f"State Machine Does Not Exist: '{CHILD}' (Service: AWSStepFunctions; Status Code: 400; Error Code: "
            "StateMachineDoesNotExist; Request ID: ",
            id="optimised",
        ),
        pytest.param(
            "aws-sdk:sfn:startExecution",
            "Sfn.StateMachineDoesNotExistException",
            f"State Machine Does Not Exist: '{CHILD}' (Service: Sfn, Status Code: 400, Request ID: ",
            id="aws-sdk",
        ),
    ],
)
def test_no_such_machine(bench: Bench, resource: str, error: str, cause: str) -> None:
    arn = bench.run(resource, {"StateMachineArn": CHILD})
    facts = bench.host.facts(arn)
    assert facts.error == error
    assert (facts.cause or "").startswith(cause)


def test_a_name_twice(bench: Bench) -> None:
    bench.host.machine(TARGET, "child")
    arguments = {"StateMachineArn": CHILD, "Name": "n"}
    bench.run("states:startExecution", arguments)
    arn = bench.host.start(
        bench.parent("states:startExecution", {**arguments, "Input": {"b": 2}}), name="q"
    )
    assert bench.host.facts(arn).error == "StepFunctions.ExecutionAlreadyExistsException"


# ------------------------------------------------------------------ together to the end
def test_a_parent_that_is_stopped_stops_its_child(bench: Bench) -> None:
    bench.host.machine(SLOW, "child")
    arn = bench.run("states:startExecution.sync", {"StateMachineArn": CHILD, "Name": "n"})
    bench.host.run(commands.stop(bench.host.runtime, arn, None, None))
    bench.host.settle()
    assert bench.host.status(f"{HOME}:execution:child:n") == "ABORTED"


def test_a_task_that_times_out_stops_its_child(bench: Bench) -> None:
    bench.host.machine(SLOW, "child")
    arn = bench.run(
        "states:startExecution.sync", {"StateMachineArn": CHILD, "Name": "n"}, TimeoutSeconds=5
    )
    bench.host.advance(5)
    bench.host.settle()
    assert bench.host.status(arn) == "FAILED"
    assert bench.host.status(f"{HOME}:execution:child:n") == "ABORTED"


def test_a_child_without_waiting_lives_on(bench: Bench) -> None:
    bench.host.machine(SLOW, "child")
    bench.run("states:startExecution", {"StateMachineArn": CHILD, "Name": "n"})
    bench.host.advance(1)
    assert bench.host.status(f"{HOME}:execution:child:n") == "RUNNING"


@pytest.mark.parametrize("is_named", [True, False], ids=["named", "without a name"])
@pytest.mark.parametrize("way", ["crash", "close"])
def test_after_a_restart_the_parent_has_its_one_child(
    tmp_path: Path, way: str, is_named: bool
) -> None:
    bench = Bench(tmp_path)
    bench.host.machine(SLOW, "child")
    name = {"Name": "n"} if is_named else {}
    arn = bench.run("states:startExecution.sync:2", {"StateMachineArn": CHILD, **name})
    bench.host.advance(10)
    getattr(bench.host, way)()
    bench.adopt(bench.host.again(is_recovering=False))
    assert bench.host.status(arn) == "RUNNING"
    bench.host.advance(50)
    output = bench.host.output(arn)
    assert (output["Status"], output["StopDate"]) == ("SUCCEEDED", START_MS + 60_000)
    count = bench.host.rows("SELECT count(*) FROM executions WHERE machine_arn = ?", CHILD)
    assert count[0][0] == 1
    bench.host.close()


def test_each_round_of_a_loop_has_a_child_of_its_own(bench: Bench) -> None:
    bench.host.machine(TARGET, "child")
    start = {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": CHILD},
    }  # fmt: skip
    each = machine(("C", start))
    mapped = {"Type": "Map", "ItemProcessor": each}
    arn = bench.host.start(bench.host.machine(machine(("M", mapped)), "parent"), [1, 2, 3])
    names = {each["Name"] for each in bench.host.output(arn)}
    assert len(names) == 3


# ------------------------------------------------------------------ the whole API
def test_any_operation_by_the_sdk(bench: Bench) -> None:
    bench.host.machine(TARGET, "child", "EXPRESS")
    arn = bench.run(
        "aws-sdk:sfn:startSyncExecution", {"StateMachineArn": CHILD, "Input": {"key": "value"}}
    )
    output = bench.host.output(arn)
    assert output["Output"] == '{"Arg1":"argument1"}'
    assert output["StartDate"] == "2025-01-01T00:00:00Z"
    assert output["BillingDetails"]["BilledDurationInMilliseconds"] == 100
    assert "SdkHttpMetadata" not in output
    assert "Error" not in output
    listed = bench.host.start(bench.parent("aws-sdk:sfn:listStateMachines", {}), name="l")
    assert {each["Name"] for each in bench.host.output(listed)["StateMachines"]} == {
        "child", "parent",
    }  # fmt: skip


def test_a_token_that_there_is_not(bench: Bench) -> None:
    arn = bench.run("aws-sdk:sfn:sendTaskFailure", {"TaskToken": "NoSuchTaskToken"})
    facts = bench.host.facts(arn)
    assert facts.error == "Sfn.InvalidTokenException"
    assert (facts.cause or "").startswith(
        "Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: "
    )
    assert (facts.cause or "").endswith(") (SDK Attempt Count: 1)")


@pytest.mark.parametrize(
    "resource, arguments, says",
    [
        pytest.param("states:startExecution", {"StateMachineArn": CHILD, "Nme": "n"},
                     "[The field 'Nme' is not supported by Step Functions]", id="an unknown parameter"),
        pytest.param("states:startExecution.sync", {"StateMachineArn": CHILD},
                     "is an Express execution, which cannot be waited for with .sync", id="Express"),
    ],
)  # fmt: skip
def test_refusals(bench: Bench, resource: str, arguments: Any, says: str) -> None:
    bench.host.machine(TARGET, "child", "EXPRESS")
    facts = bench.host.facts(bench.run(resource, arguments))
    assert facts.error == "States.Runtime"
    assert says in (facts.cause or "")
