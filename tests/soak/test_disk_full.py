"""A real server whose disk is full: clients are told, what was answered is there, nothing is damaged, and it goes on when there is room.

The disk is a limit on the size of the server's files (setrlimit), which it can be freed of while it runs.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pytest
from bench.wire import Connection, Server, call, machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")

PASS = {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3_600, "End": True}}}
_FULL = 2 << 20  # bytes of one file


def limit(server: Server, size: int) -> None:
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fill(server: Server, arn: str) -> tuple[list[str], int, str]:
    """Start executions until one is refused: (those that were answered, the refusal's status and code)."""
    given = json.dumps("x" * 100_000)
    connection = Connection(server.port)
    known = []
    for number in range(500):
        answer = connection.call(
            "StartExecution", stateMachineArn=arn, input=given, name=f"e{number}"
        )
        if answer.status != 200:
            connection.close()
            return known, answer.status, answer.code
        known.append(answer.value["executionArn"])
    raise AssertionError("the disk is never full")


def there(server: Server, known: list[str]) -> None:
    for arn in known:
        facts = call(server, "DescribeExecution", executionArn=arn)
        assert facts["status"] == "RUNNING"
        assert len(facts["input"]) == 100_002


def test_it_is_told_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with Server("--data", str(tmp_path / "data"), folder=tmp_path) as server:
        arn = machine(server, "m", PASS)
        limit(server, _FULL)
        known, status, code = fill(server, arn)
        assert known
        assert (status, code) == (503, "ServiceUnavailable")
        there(server, known)  # reading goes on
        connection = Connection(server.port)
        assert connection.get("/health").status == 200
        connection.close()
        limit(server, resource.RLIM_INFINITY)
        end = time.monotonic() + 10
        while True:
            connection = Connection(server.port)
            answer = connection.call("StartExecution", stateMachineArn=arn, name="after")
            connection.close()
            if answer.status == 200:
                break
            assert time.monotonic() < end
            time.sleep(0.1)
        known_again = call(server, "DescribeExecution", executionArn=known[0])
        assert known_again["status"] == "RUNNING"
    with Server("--data", str(tmp_path / "data"), folder=tmp_path) as server:
        assert server.recovered >= len(known) + 1
        there(server, known)


@pytest.mark.parametrize("politely", [True, False])
def test_a_server_that_ends_with_a_full_disk(tmp_path: Path, politely: bool) -> None:
    with Server("--data", str(tmp_path / "data"), folder=tmp_path) as server:
        arn = machine(server, "m", PASS)
        limit(server, _FULL)
        known, _, _ = fill(server, arn)
        if politely:
            assert server.stop() == 2
        else:
            server.kill()
    with Server("--data", str(tmp_path / "data"), folder=tmp_path) as server:
        there(server, known)
