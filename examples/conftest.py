"""`asl_server`: the server of the fixture `asl_endpoint`, with an example's machines in it and what these tests ask of it.

It runs in a thread of the test's process, on a virtual clock: nothing waits, the clock moves when a test says so. The other AWS
services behind it are moto's, in memory. One server does for all tests of a module, since its functions' processes stay warm
then; each test finds it empty. How it is started stands in the module's marker:

    pytestmark = pytest.mark.asl_endpoint(clock="virtual", config="asl.toml")

A test that needs no more than one machine on one server takes `asl_endpoint` itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:"


@cache
def session() -> Any:
    """boto3's session: making one, and its first clients, takes longer than most tests."""
    import boto3

    return boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1"
    )


class Server:
    """A running server with the machines of one folder. endpoint: what `asl_endpoint` gives."""

    def __init__(self, endpoint: Any, folder: Path) -> None:
        self.endpoint = endpoint
        self._clients: dict[str, Any] = {}
        endpoint.reset()  # moto's tables and queues are the process's
        for file in sorted(folder.glob("*.asl.json")):
            endpoint.create(file)

    def client(self, service: str) -> Any:
        """A boto3 client of any AWS service."""
        if service not in self._clients:
            self._clients[service] = session().client(service, endpoint_url=self.endpoint.url)
        return self._clients[service]

    def create_table(self, name: str, *keys: str) -> None:
        """A DynamoDB table with keys that are texts."""
        kinds = zip(keys, ("HASH", "RANGE"), strict=False)
        self.client("dynamodb").create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in kinds],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            BillingMode="PAY_PER_REQUEST",
        )

    def table(self, name: str) -> Any:
        """A DynamoDB table as boto3's resource."""
        return session().resource("dynamodb", endpoint_url=self.endpoint.url).Table(name)

    # ---------------------------------------------------------------- executions

    def start(self, machine: str, given: Any, name: str | None = None) -> str:
        """Start an execution; its ARN."""
        named = {"name": name} if name else {}
        started = self.client("stepfunctions").start_execution(
            stateMachineArn=MACHINE + machine, input=json.dumps(given), **named
        )
        return str(started["executionArn"])

    def run(self, machine: str, given: Any, *, hours: float = 24) -> dict[str, Any]:
        """Start an execution and let time pass; what `described` gives."""
        arn = self.start(machine, given)
        self.advance(hours=hours)
        return self.described(arn)

    def described(self, arn: str) -> dict[str, Any]:
        """DescribeExecution, the output as a value, with `path`, the states entered, and `seconds` from start to end."""
        found = dict(self.client("stepfunctions").describe_execution(executionArn=arn))
        if "output" in found:
            found["output"] = json.loads(found["output"])
        if "stopDate" in found:
            found["seconds"] = (found["stopDate"] - found["startDate"]).total_seconds()
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

    def advance(self, seconds: float = 0, *, hours: float = 0) -> None:
        """Let virtual time pass. It returns when everything that is due has happened: with 0, all that can happen now."""
        self.endpoint.advance(seconds + hours * 3_600)


@pytest.fixture(scope="module")
def _endpoint(request: pytest.FixtureRequest) -> Iterator[Any]:
    from emulator.testing.endpoint import Endpoint

    options = {}
    for marker in request.node.iter_markers("asl_endpoint"):
        options.update(marker.kwargs)
    endpoint = Endpoint(Path(request.path).parent, **options)
    yield endpoint
    endpoint.close()


@pytest.fixture
def asl_server(request: pytest.FixtureRequest, _endpoint: Any) -> Server:
    """The example's machines on the module's server, and nothing else in it."""
    return Server(_endpoint, Path(request.path).parent)
