"""`asl_server`: for each example a server of its own, in a process of its own, on a virtual clock, with the example's asl.toml.

It is what `asl serve --clock virtual examples/NAME` gives in a terminal. Nothing waits: the clock moves when a test says so, and
the other AWS services behind it are moto's, in the server's memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

ACCOUNT = "arn:aws:states:us-east-1:123456789012"
SERVE = "from asl.cli import main; main()"


class Server:
    """A running server and what tests ask of it."""

    def __init__(self, url: str) -> None:
        self.url = url

    @cached_property
    def _session(self) -> Any:
        import boto3

        return boto3.Session(
            aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
        )

    def client(self, service: str) -> Any:
        """A boto3 client of any AWS service."""
        from botocore.config import Config

        config = Config(inject_host_prefix=False)
        return self._session.client(service, endpoint_url=self.url, config=config)

    def table(self, name: str) -> Any:
        """A DynamoDB table as boto3's resource."""
        return self._session.resource("dynamodb", endpoint_url=self.url).Table(name)

    # ---------------------------------------------------------------- executions

    def start(self, machine: str, given: Any, name: str | None = None) -> str:
        """Start an execution; its ARN."""
        started = self.client("stepfunctions").start_execution(
            stateMachineArn=f"{ACCOUNT}:stateMachine:{machine}",
            input=json.dumps(given),
            **({"name": name} if name else {}),
        )
        return str(started["executionArn"])

    def run(self, machine: str, given: Any, *, hours: float = 24) -> dict[str, Any]:
        """Start an execution and let time pass until it has ended; what `described` gives."""
        arn = self.start(machine, given)
        self.advance(hours=hours)
        return self.described(arn)

    def described(self, arn: str) -> dict[str, Any]:
        """DescribeExecution, the output as a value, with `path`: the states entered."""
        found = dict(self.client("stepfunctions").describe_execution(executionArn=arn))
        if "output" in found:
            found["output"] = json.loads(found["output"])
        found["path"] = [
            event["stateEnteredEventDetails"]["name"]
            for event in self.history(arn)
            if "stateEnteredEventDetails" in event
        ]
        return found

    def history(self, arn: str) -> list[dict[str, Any]]:
        """All events of an execution."""
        pages = self.client("stepfunctions").get_paginator("get_execution_history")
        return [event for page in pages.paginate(executionArn=arn) for event in page["events"]]

    # ---------------------------------------------------------------- control

    def advance(self, seconds: float = 0, *, hours: float = 0) -> None:
        """Let virtual time pass. It returns when everything that is due has happened: with 0, all that can happen now."""
        self._control("clock", {"advance": seconds + hours * 3_600})

    def reset(self) -> None:
        """Forget executions, tables, queues, buckets: everything but the machines."""
        self._control("reset", {})

    def _control(self, path: str, body: Any) -> None:
        request = urllib.request.Request(
            f"{self.url}/_asl/{path}", json.dumps(body).encode(), {"X-Asl-Control": "1"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()


@pytest.fixture(scope="module")
def _server(request: pytest.FixtureRequest) -> Iterator[Server]:
    folder = Path(request.path).parent
    config = folder / "asl.toml"
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SFN_"))
    }
    command = [sys.executable, "-c", SERVE, "serve", str(folder), "--port", "0", "--memory", "--json"]  # fmt: skip
    command += ["--clock", "virtual", "--now", "2025-01-01T00:00:00Z", "--log-level", "error"]
    command += ["--config", str(config)] if config.exists() else []
    process = subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(f"the server did not start: {process.communicate()[1]}")
    try:
        yield Server(json.loads(line)["url"])
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def asl_server(_server: Server) -> Server:
    """The example's server, empty but for its machines."""
    _server.reset()
    return _server
