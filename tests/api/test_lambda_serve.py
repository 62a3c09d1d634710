"""`asl serve` as a process: a deployed function calls other services on its port, and is there after a crash."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from port import ROLE, zipped

SERVE = (sys.executable, "-c", "from asl.cli import main; main()", "serve", "--port", "0", "--json")
SOURCE = """
import boto3


def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl=event["queue"], MessageBody=event["text"])
    return boto3.client("sts").get_caller_identity()["Account"]
"""


class Server:
    """A process that serves, with boto3 clients of it."""

    def __init__(self, folder: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        self.process = subprocess.Popen(
            [*SERVE, "--data", str(folder / "data")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder, env=clean,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.url = json.loads(self.process.stdout.readline())["url"]

    def client(self, service: str) -> Any:
        import boto3

        return boto3.client(
            service, endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="test",
            aws_secret_access_key="test",
        )  # fmt: skip

    def end(self, number: int = signal.SIGKILL) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.communicate()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    servers: list[Server] = []

    def begin() -> Server:
        servers.append(Server(tmp_path))
        return servers[-1]

    yield begin
    for server in servers:
        server.end()


def test_a_function_sees_what_scripts_and_tasks_see_and_survives(
    serve: Callable[[], Server], tmp_path: Path
) -> None:
    server = serve()
    url = server.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    arn = server.client("lambda").create_function(
        FunctionName="f",
        Runtime="python3.12",
        Handler="handler.handler",
        Role=ROLE,
        Timeout=20,
        MemorySize=512,
        Code={"ZipFile": zipped({"handler.py": SOURCE})},
    )["FunctionArn"]
    sfn = server.client("stepfunctions")
    definition = {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": arn, "End": True}}}
    machine = sfn.create_state_machine(name="m", definition=json.dumps(definition), roleArn=ROLE)
    given = json.dumps({"queue": url, "text": "from a task"})
    execution = sfn.start_execution(stateMachineArn=machine["stateMachineArn"], input=given)
    until = time.monotonic() + 20
    while sfn.describe_execution(executionArn=execution["executionArn"])["status"] == "RUNNING":
        assert time.monotonic() < until
        time.sleep(0.02)
    ended = sfn.describe_execution(executionArn=execution["executionArn"])
    assert (ended["status"], ended["output"]) == ("SUCCEEDED", '"123456789012"')
    received = server.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=5)
    assert received["Messages"][0]["Body"] == "from a task"
    server.end(signal.SIGKILL)
    again = serve()
    assert again.client("lambda").get_function(FunctionName="f")["Configuration"]["Timeout"] == 20
    queue = again.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    answer = again.client("lambda").invoke(
        FunctionName="f", Payload=json.dumps({"queue": queue, "text": "again"})
    )
    assert answer["Payload"].read() == b'"123456789012"'
    assert list((tmp_path / "data" / "functions").iterdir())
