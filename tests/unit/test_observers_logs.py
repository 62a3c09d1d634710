"""Log events of executions against what AWS was recorded to log (June 2024)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hosting import HOME, ROLE, START_MS, Host, machine

from emulator.observers.delivery import Files, Item
from emulator.observers.logs import Logs, to_cloudwatch

GROUP = "/aws/vendedlogs/states/group"
PASS = machine(("State_1", {"Type": "Pass", "Result": {"Arg1": "argument1"}}))
FAIL = machine(("FailState", {"Type": "Fail", "Error": "SomeFailure", "Cause": "because"}))


class Kept:
    """A sink that keeps what it gets."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def __call__(self, kind: str, items: Sequence[Item]) -> None:
        assert {item["logGroup"] for item in items} == {kind}
        self.items += items

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(item["message"]) for item in self.items]


class Bench:
    def __init__(self, answers: Any = None) -> None:
        self.host = Host(answers=answers)
        self.kept = Kept()
        self.logs = Logs(self.host.runtime.catalog, [self.kept], clock=lambda: START_MS / 1000)
        self.host.runtime.observers.append(self.logs.observer)

    def machine(self, definition: Any, level: str, data: bool, type_: str = "STANDARD") -> str:
        arn = f"{HOME}:stateMachine:m"
        settings: dict[str, Any] = {"loggingConfiguration": {"level": level}}
        if level != "OFF":
            group_arn = f"arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}:*"
            settings["loggingConfiguration"] |= {
                "includeExecutionData": data,
                "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group_arn}}],
            }
        self.host.runtime.catalog.add_machine(
            arn, "m", type_, json.dumps(definition), ROLE, settings, START_MS
        )
        return arn

    def run(self, definition: Any, level: str, data: bool, **rest: Any) -> list[dict[str, Any]]:
        self.host.start(self.machine(definition, level, data, **rest))
        self.host.run(self.logs.close())
        return self.kept.messages


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.host.close()


def event(id_: int, type_: str, details: Any, previous: int) -> dict[str, Any]:
    return {
        "id": str(id_),
        "type": type_,
        "details": details,
        "previous_event_id": str(previous),
        "event_timestamp": str(START_MS),
        "execution_arn": f"{HOME}:execution:m:x",
        "redrive_count": "0",
    }


def test_all_without_data(bench: Bench) -> None:
    assert bench.run(PASS, "ALL", False) == [
        event(1, "ExecutionStarted", {"roleArn": ROLE}, 0),
        event(2, "PassStateEntered", {"name": "State_1"}, 0),
        event(3, "PassStateExited", {"name": "State_1"}, 2),
        event(4, "ExecutionSucceeded", {}, 3),
    ]
    (item, *_) = bench.kept.items
    assert item["timestamp"] == START_MS
    assert item["logStream"].startswith("states/m/2025-01-01-00-00/")


def test_all_with_data_has_alphabetical_details(bench: Bench) -> None:
    got = bench.run(PASS, "ALL", True)
    not_truncated = {"truncated": False}
    assert got[0] == event(
        1, "ExecutionStarted", {"input": "{}", "inputDetails": not_truncated, "roleArn": ROLE}, 0
    )
    assert list(got[0]["details"]) == ["input", "inputDetails", "roleArn"]
    assert list(got[1]["details"]) == ["input", "inputDetails", "name"]
    assert got[3]["details"] == {"output": '{"Arg1":"argument1"}', "outputDetails": not_truncated}


FAILED = {"cause": "because", "error": "SomeFailure"}


@pytest.mark.parametrize(
    "definition, level, data, expected",
    [
        pytest.param(PASS, "OFF", True, [], id="OFF logs nothing"),
        pytest.param(PASS, "ERROR", True, [], id="ERROR: a success logs nothing"),
        pytest.param(PASS, "FATAL", True, [], id="FATAL: a success logs nothing"),
        pytest.param(
            FAIL, "ERROR", False,
            [("2", "FailStateEntered", {"name": "FailState"}), ("3", "ExecutionFailed", FAILED)],
            id="ERROR has the entry of a Fail state",
        ),
        pytest.param(
            FAIL, "ERROR", True,
            [
                ("2", "FailStateEntered",
                 {"input": "{}", "inputDetails": {"truncated": False}, "name": "FailState"}),
                ("3", "ExecutionFailed", FAILED),
            ],
            id="ERROR with data",
        ),
        pytest.param(FAIL, "FATAL", False, [("3", "ExecutionFailed", FAILED)], id="FATAL"),
    ],
)  # fmt: skip
def test_levels(bench: Bench, definition: Any, level: str, data: bool, expected: Any) -> None:
    got = bench.run(definition, level, data)
    assert [(each["id"], each["type"], each["details"]) for each in got] == expected


def test_express_executions_are_logged(bench: Bench) -> None:
    got = bench.run(PASS, "ALL", False, type_="EXPRESS")
    assert [each["id"] for each in got] == ["1", "2", "3", "4"]
    assert got[0]["execution_arn"] == f"{HOME}:express:m:x:1"


def test_an_event_that_is_too_large_loses_its_payloads(bench: Bench) -> None:
    arn = bench.machine(PASS, "ALL", True)
    bench.host.start(arn, {"text": "é" * 131_000})
    bench.host.run(bench.logs.close())
    started = bench.kept.messages[0]
    assert started["details"] == {"inputDetails": {"truncated": True}, "roleArn": ROLE}
    assert bench.kept.messages[3]["details"]["outputDetails"] == {"truncated": False}


def test_redrives_are_counted() -> None:
    from asl.hosts.answers import Failed, Returned
    from emulator.runtime import commands

    outcomes = iter([Failed("E"), Returned(1)])
    bench = Bench({"T": lambda call: next(outcomes)})
    task = machine(("T", {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}))
    arn = bench.host.start(bench.machine(task, "ALL", False))

    async def again() -> None:
        await commands.redrive(bench.host.runtime, arn)
        await bench.host.rest()
        await bench.logs.close()

    bench.host.run(again())
    counts = {each["type"]: each["redrive_count"] for each in bench.kept.messages}
    assert (counts["ExecutionFailed"], counts["ExecutionRedriven"], counts["ExecutionSucceeded"]) == (
        "0", "1", "1",
    )  # fmt: skip
    bench.host.close()


# ------------------------------------------------------------------ where they go
def test_files_are_json_lines_by_group(tmp_path: Path) -> None:
    files = Files(tmp_path / "logs")
    files(GROUP, [{"message": "a"}])
    files(GROUP, [{"message": "\ud800 é"}])
    files("../../etc/passwd", [{"message": "b"}])
    path = tmp_path / "logs" / "aws_vendedlogs_states_group.jsonl"
    assert [json.loads(line)["message"] for line in path.read_text().splitlines()] == [
        "a",
        "\ud800 é",
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in (tmp_path / "logs").iterdir()} == {
        "aws_vendedlogs_states_group.jsonl",
        "_.._etc_passwd.jsonl",
    }


def test_a_file_that_has_grown_large_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("emulator.observers.delivery._FILE_BYTES", 10)
    files = Files(tmp_path)
    for n in range(3):
        files("g", [{"message": f"{n:>10}"}])
    assert '"         2"' in (tmp_path / "g.jsonl").read_text()
    assert '"         1"' in (tmp_path / "g.old.jsonl").read_text()


class FakeLogs:
    """What of boto3's client is called."""

    class exceptions:
        class ResourceAlreadyExistsException(Exception): ...

        class ResourceNotFoundException(Exception): ...

    def __init__(self, groups: set[str]) -> None:
        self.groups = groups
        self.streams: list[str] = []
        self.put: list[tuple[str, list[int]]] = []

    def create_log_stream(self, *, logGroupName: str, logStreamName: str) -> None:
        if logGroupName not in self.groups:
            raise self.exceptions.ResourceNotFoundException
        if logStreamName in self.streams:
            raise self.exceptions.ResourceAlreadyExistsException
        self.streams.append(logStreamName)

    def put_log_events(self, *, logGroupName: str, logStreamName: str, logEvents: Any) -> None:
        self.put.append((logStreamName, [each["timestamp"] for each in logEvents]))


def test_cloudwatch_gets_streams_in_order_and_a_missing_group_is_left_alone() -> None:
    client = FakeLogs({"g"})
    sink = to_cloudwatch(lambda: client)
    items = [
        {"logGroup": "g", "logStream": "s", "timestamp": at, "message": "m"} for at in (3, 1, 2)
    ]
    sink("g", items)
    sink("g", items[:1])
    sink("gone", items)
    assert client.streams == ["s"]
    assert client.put == [("s", [1, 2, 3]), ("s", [3])]


def test_what_cannot_be_delivered_is_said_once_and_harms_nothing(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(kind: str, items: Sequence[Item]) -> None:
        raise OSError("no space left")

    logs = Logs(bench.host.runtime.catalog, [broken, bench.kept])
    bench.host.runtime.observers[:] = [logs.observer]
    arn = bench.machine(PASS, "ALL", False)
    for n in range(3):
        bench.host.start(arn, name=f"x{n}")
    bench.host.run(logs.close())
    assert len(bench.kept.items) == 12
    assert [record.message for record in caplog.records] == [
        f"logs or events cannot be delivered: {GROUP}: OSError: no space left"
    ]
