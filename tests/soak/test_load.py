"""Ten thousand open executions, then ten minutes of steady requests: no error, and memory that does not grow.

A quarter of the time is for caches to fill (SQLite's own is 64 MiB); what the server holds after that is what it holds at the
end. The share in `make test` only shows that nothing fails.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from bench.wire import Answer, Server, call, load, machine, request

JSON = Any

PASS: JSON = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
JSONATA: JSON = {
    "QueryLanguage": "JSONata",
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "Output": "{% $sum($states.input.n) %}", "End": True}},
}
WAIT: JSON = {
    "StartAt": "W",
    "TimeoutSeconds": 86_400,
    "States": {"W": {"Type": "Wait", "Seconds": 43_200, "End": True}},
}
TASK: JSON = {
    "StartAt": "T",
    "States": {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "TimeoutSeconds": 60,
            "Next": "W",
        },
        "W": {"Type": "Wait", "Seconds": 1, "End": True},
    },
}


class Steady:
    """A mix of requests, by number."""

    def __init__(self, server: Server) -> None:
        self.passing = machine(server, "pass", PASS)
        self.waiting = machine(server, "wait", WAIT)
        self.tasks = machine(server, "task", TASK)
        self.quick = machine(server, "quick", JSONATA, "EXPRESS")
        self.open: list[str] = []
        self.codes: dict[str, int] = {}

    def opening(self, number: int) -> bytes:
        given = json.dumps({"n": number, "text": "x" * 500})
        return request("StartExecution", stateMachineArn=self.waiting, input=given)

    def opened(self, answer: Answer) -> None:
        self.open.append(answer.value["executionArn"])

    def request(self, number: int) -> bytes:
        given = json.dumps({"n": [number, 1], "text": "x" * 500})
        some = self.open[number * 7919 % len(self.open)]
        match number % 10:
            case 0 | 1 | 2:
                return request("StartExecution", stateMachineArn=self.passing, input=given)
            case 3:
                return request("StartExecution", stateMachineArn=self.tasks, input=given)
            case 4 | 5:
                return request("StartSyncExecution", stateMachineArn=self.quick, input=given)
            case 6:
                return request("GetExecutionHistory", executionArn=some)
            case 7:
                return request("ListExecutions", stateMachineArn=self.passing, maxResults=20)
            case 8:
                return request("DescribeStateMachine", stateMachineArn=self.passing)
        return request("DescribeExecution", executionArn=some)

    def look(self, answer: Answer) -> None:
        if answer.status != 200:
            self.codes[answer.code] = self.codes.get(answer.code, 0) + 1


def steady(folder: Path, count: int, seconds: int, per_s: int) -> tuple[Steady, list[float], str]:
    """Open so many executions, then send requests for so long; RSS in MiB at every tenth of it."""
    (folder / "handlers.py").write_text("def handler(event, context):\n    return event\n")
    arguments = ("--data", str(folder / "data"), "--lambda", "f=handlers.py:handler")
    with Server(*arguments, "--log-level", "error", folder=folder) as server:
        work = Steady(server)
        load(server, work.opening, count, look=work.opened)
        opened_mib = server.rss_mib
        parts = 10
        held, slowest_s = [], 0.0
        began, cpu_s = time.monotonic(), server.cpu_s
        for part in range(parts):
            first = part * per_s * seconds // parts
            found = load(
                server,
                lambda number, first=first: work.request(first + number),
                per_s * seconds // parts,
                per_s=per_s,
                look=work.look,
            )
            slowest_s = max(slowest_s, found.quantile_s(0.99))
            held.append(server.rss_mib)
        took_s = time.monotonic() - began
        listed = call(server, "ListExecutions", stateMachineArn=work.tasks, statusFilter="FAILED")
        assert not listed["executions"]
        told = (
            f"{count} open executions in {opened_mib:.0f} MiB; {per_s * seconds} requests in {took_s:.0f} s:"
            f" {', '.join(f'{mib:.0f}' for mib in held)} MiB, p99 at worst {slowest_s * 1000:.0f} ms,"
            f" {(server.cpu_s - cpu_s) / took_s:.0%} of a CPU; refused: {work.codes or 'none'}"
        )
        return work, held, told


def test_a_second(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work, _, told = steady(tmp_path, 200, 1, 200)
    with capsys.disabled():
        print(f"\n{told}")
    assert not work.codes
    assert len(work.open) == 200


@pytest.mark.soak
def test_ten_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work, held, told = steady(tmp_path, 10_000, 600, 500)
    with capsys.disabled():
        print(f"\n{told}")
    assert not work.codes
    settled = held[2:]
    assert max(settled) <= min(settled[:2]) * 1.05
