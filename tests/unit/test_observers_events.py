"""EventBridge's status events: their members as the service's reference has them, nulls spelled out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hosting import HOME, START_MS, Host, machine

from emulator.observers.delivery import Item
from emulator.observers.events import StatusEvents, to_eventbridge

PASS = machine(("A", {"Type": "Pass"}))
FAIL = machine(("F", {"Type": "Fail", "Error": "Bad", "Cause": "because"}))
WAIT = machine(("W", {"Type": "Wait", "Seconds": 5}))


class Bench:
    def __init__(self) -> None:
        self.host = Host()
        self.events: list[Any] = []
        self.status = StatusEvents(self.host.runtime, [self._keep])
        self.host.runtime.observers.append(self.status.observer)

    def _keep(self, kind: str, items: Sequence[Item]) -> None:
        assert kind == "eventbridge"
        self.events += items

    def written(self) -> list[Any]:
        self.host.run(self.status.close())
        return self.events


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.host.close()


def test_a_beginning_and_an_end(bench: Bench) -> None:
    arn = bench.host.start(bench.host.machine(WAIT), {"a": 1})
    bench.host.advance(5)
    running, succeeded = bench.written()
    assert {key: value for key, value in running.items() if key not in ("id", "detail")} == {
        "version": "0",
        "detail-type": "Step Functions Execution Status Change",
        "source": "aws.states",
        "account": "123456789012",
        "time": "2025-01-01T00:00:00Z",
        "region": "us-east-1",
        "resources": [arn],
    }
    assert running["detail"] == {
        "executionArn": arn,
        "stateMachineArn": f"{HOME}:stateMachine:m",
        "name": "x",
        "status": "RUNNING",
        "startDate": START_MS,
        "stopDate": None,
        "input": '{"a": 1}',
        "output": None,
        "stateMachineVersionArn": None,
        "stateMachineAliasArn": None,
        "redriveCount": 0,
        "redriveDate": None,
        "redriveStatus": "NOT_REDRIVABLE",
        "redriveStatusReason": "Execution is RUNNING and cannot be redriven",
        "inputDetails": {"included": True},
        "outputDetails": None,
        "error": None,
        "cause": None,
    }
    assert succeeded["time"] == "2025-01-01T00:00:05Z"
    assert succeeded["id"] != running["id"]
    detail = succeeded["detail"]
    assert (detail["status"], detail["stopDate"]) == ("SUCCEEDED", START_MS + 5_000)
    assert (detail["output"], detail["outputDetails"]) == ('{"a":1}', {"included": True})


def test_a_failure_can_be_redriven(bench: Bench) -> None:
    bench.host.start(bench.host.machine(FAIL))
    *_, failed = bench.written()
    detail = failed["detail"]
    assert (detail["status"], detail["error"], detail["cause"]) == ("FAILED", "Bad", "because")
    assert (detail["redriveStatus"], detail["redriveStatusReason"]) == ("REDRIVABLE", None)
    assert (detail["output"], detail["outputDetails"]) == (None, None)


def test_an_execution_that_ends_at_once_has_both_events(bench: Bench) -> None:
    bench.host.start(bench.host.machine(PASS))
    assert [each["detail"]["status"] for each in bench.written()] == ["RUNNING", "SUCCEEDED"]


def test_a_redrive_is_a_beginning(bench: Bench) -> None:
    from emulator.runtime import commands

    arn = bench.host.start(bench.host.machine(FAIL))
    bench.host.advance(7)

    async def again() -> None:
        await commands.redrive(bench.host.runtime, arn)
        await bench.host.rest()

    bench.host.run(again())
    running, failed, again_, last = bench.written()
    assert [each["detail"]["redriveCount"] for each in (running, failed, again_, last)] == [
        0,
        0,
        1,
        1,
    ]
    assert (again_["detail"]["status"], again_["time"]) == ("RUNNING", "2025-01-01T00:00:07Z")
    assert again_["detail"]["redriveDate"] == START_MS + 7_000
    assert last["detail"]["status"] == "FAILED"


def test_a_large_payload_is_left_out(bench: Bench) -> None:
    bench.host.start(bench.host.machine(PASS), "x" * 255_000)
    *_, succeeded = bench.written()
    detail = succeeded["detail"]
    assert (detail["input"], detail["inputDetails"]) == (None, {"included": False})
    assert (detail["output"], detail["outputDetails"]) == (None, {"included": False})


def test_express_executions_send_none(bench: Bench) -> None:
    bench.host.start(bench.host.machine(PASS, type_="EXPRESS"))
    assert bench.written() == []


def test_ten_entries_a_call() -> None:
    calls: list[Any] = []

    class Client:
        def put_events(self, *, Entries: Any) -> None:
            calls.append(Entries)

    item = {
        "source": "aws.states", "detail-type": "T", "detail": {"a": None}, "resources": ["r"],
        "time": "2025-01-01T00:00:05Z",
    }  # fmt: skip
    to_eventbridge(Client)("eventbridge", [item] * 12)
    assert [len(each) for each in calls] == [10, 2]
    entry = calls[0][0]
    assert (entry["Source"], entry["DetailType"], entry["Resources"]) == ("aws.states", "T", ["r"])
    assert json.loads(entry["Detail"]) == {"a": None}
    assert entry["Time"].isoformat() == "2025-01-01T00:00:05+00:00"
