"""Activities and task tokens: who gets a task, who may answer it, and when it is too late. Texts as recorded."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from api_client import HEADERS, HOME, Client, Refused
from api_machines import TOKEN, activity_machine

from asl.hosts.answers import Never, Submitted

A = f"{HOME}:activity:a"
Make = Callable[..., Client]


@pytest.mark.parametrize(
    "name", ["a b", "a/b", "a:b", "a<b", "a#b", "a\x01b", "a\u009fb", "a\uffffb"]
)
def test_names_that_are_refused(service: Client, name: str) -> None:
    refused = service.refusal("CreateActivity", name=name)
    assert (refused.code, refused.message) == ("InvalidName", f"Invalid Name: '{name}'")


@pytest.mark.parametrize("name", ["a", "a.b", "A_B-1", "x" * 80, "é", "(a)", "a+b=c@d!"])
def test_names_that_are_fine(service: Client, name: str) -> None:
    assert service.call("CreateActivity", name=name)["activityArn"] == f"{HOME}:activity:{name}"


def test_an_activity_is_created_once_and_deleted_twice(service: Client) -> None:
    first = service.call("CreateActivity", name="a", tags=[{"key": "k", "value": "v"}])
    service.advance(9)
    assert service.call("CreateActivity", name="a") == first
    assert service.call("DescribeActivity", activityArn=A) == {
        "activityArn": A,
        "name": "a",
        "creationDate": 1_735_689_600.0,
        "encryptionConfiguration": {"type": "AWS_OWNED_KEY"},
    }
    assert service.call("ListTagsForResource", resourceArn=A)["tags"] == [
        {"key": "k", "value": "v"}
    ]
    for _ in range(2):
        assert service.call("DeleteActivity", activityArn=A) == {}
    for operation in ("DescribeActivity", "GetActivityTask"):
        refused = service.refusal(operation, activityArn=A)
        assert (refused.code, refused.message) == (
            "ActivityDoesNotExist",
            f"Activity Does Not Exist: '{A}'",
        )


# -------------------------------------------------------------------- workers


def started(service: Client, **fields: Any) -> str:
    """An execution whose task waits for a worker."""
    service.call("CreateActivity", name="a")
    arn = service.start(service.machine(activity_machine(A, **fields)), {"n": 1})
    service.settle()
    return arn


def taken(service: Client, **request: Any) -> str:
    """The token of a task that a worker takes."""
    answer = service.call("GetActivityTask", activityArn=A, **request)
    assert answer["input"] == '{"n":1}'
    return str(answer["taskToken"])


def test_a_worker_takes_a_task_and_answers_it(service: Client) -> None:
    arn = started(service)
    assert service.kinds(arn)[-1] == "ActivityScheduled"
    token = taken(service, workerName="w")
    started_ = service.events(arn)[-1]
    assert started_["activityStartedEventDetails"] == {"workerName": "w"}
    assert service.call("SendTaskSuccess", taskToken=token, output='{"b":  2}') == {}
    service.settle()
    assert service.described(arn)["output"] == '{"b":2}'
    succeeded = service.events(arn)[4]
    assert succeeded["activitySucceededEventDetails"]["output"] == '{"b":  2}'


def test_a_worker_without_a_name(service: Client) -> None:
    arn = started(service)
    taken(service)
    assert service.events(arn)[-1]["activityStartedEventDetails"] == {}


@pytest.mark.parametrize(
    ("request_", "details"),
    [
        ({"error": "E", "cause": "c"}, {"error": "E", "cause": "c"}),
        ({"error": "E"}, {"error": "E"}),
        ({}, {}),
    ],
)
def test_a_worker_fails(service: Client, request_: dict[str, str], details: dict[str, str]) -> None:
    arn = started(service)
    service.call("SendTaskFailure", taskToken=taken(service), **request_)
    service.settle()
    events = service.events(arn)
    assert events[-2]["activityFailedEventDetails"] == details
    assert service.described(arn)["status"] == "FAILED"


def test_a_worker_that_waits_gets_the_task_that_comes(service: Client) -> None:
    service.call("CreateActivity", name="a")
    machine = service.machine(activity_machine(A))

    async def run() -> list[dict[str, Any]]:
        workers = [
            asyncio.ensure_future(service.acall("GetActivityTask", activityArn=A)) for _ in range(3)
        ]
        await asyncio.sleep(0)
        for n in range(3):
            await service.acall("StartExecution", stateMachineArn=machine, input=str(n))
        return list(await asyncio.gather(*workers))

    # First come, first served.
    assert [answer["input"] for answer in service.run(run())] == ["0", "1", "2"]


def test_a_worker_that_leaves_takes_no_task(service: Client) -> None:
    service.call("CreateActivity", name="a")
    machine = service.machine(activity_machine(A))

    async def run() -> None:
        leaves = asyncio.Event()
        headers = {**HEADERS, "x-amz-target": "AWSStepFunctions.GetActivityTask"}
        body = json.dumps({"activityArn": A}).encode()
        first = asyncio.ensure_future(service.http("POST", "/", headers, body, leaves=leaves))
        second = asyncio.ensure_future(service.acall("GetActivityTask", activityArn=A))
        third = asyncio.ensure_future(service.acall("GetActivityTask", activityArn=A))
        for _ in range(5):
            await asyncio.sleep(0)
        leaves.set()
        second.cancel()  # the server itself gives up a request
        assert (await first)[0] == 0
        await service.acall("StartExecution", stateMachineArn=machine, input="1")
        assert (await third)["input"] == "1"

    service.run(run())


def test_no_task_comes(service: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.api.operations.activities._POLL_S", 0.01)
    service.call("CreateActivity", name="a")
    assert service.call("GetActivityTask", activityArn=A) == {}


def test_heartbeats_keep_a_task_alive(service: Client) -> None:
    arn = started(service, HeartbeatSeconds=10)
    token = taken(service)
    for _ in range(5):
        service.advance(8)
        assert service.call("SendTaskHeartbeat", taskToken=token) == {}
    service.advance(10)
    assert service.kinds(arn)[-2:] == ["ActivityTimedOut", "ExecutionFailed"]


# -------------------------------------------------------------------- tokens

SENDS: dict[str, dict[str, str]] = {
    "SendTaskSuccess": {"output": "{}"},
    "SendTaskFailure": {},
    "SendTaskHeartbeat": {},
}


@pytest.mark.parametrize("operation", SENDS)
@pytest.mark.parametrize(
    "token",
    ["no token", base64.b64encode(b"a|b").decode(), "====", base64.b64encode(b"x").decode()],
)
def test_a_token_that_is_none(service: Client, operation: str, token: str) -> None:
    for output in ("{}", "no json"):  # the token's form comes first
        request = {"taskToken": token, **SENDS[operation]}
        if "output" in request:
            request["output"] = output
        refused = service.refusal(operation, **request)
        assert (refused.code, refused.message) == ("InvalidToken", "Invalid Token: 'Invalid token'")


@pytest.mark.parametrize("operation", SENDS)
def test_a_task_that_is_over(service: Client, operation: str) -> None:
    started(service)
    token = taken(service)
    service.call("SendTaskSuccess", taskToken=token, output="{}")
    refused = service.refusal(operation, taskToken=token, **SENDS[operation])
    assert (refused.code, refused.message) == ("TaskTimedOut", f"Task Timed Out: '{A}'")


def test_an_output_that_is_no_json(service: Client) -> None:
    started(service)
    token = taken(service)
    text = "not-json"
    refused = service.refusal("SendTaskSuccess", taskToken=token, output=text)
    assert (refused.code, refused.message) == (
        "InvalidOutput",
        f"Invalid Output: '{text}' is not valid JSON.",
    )
    service.call("SendTaskSuccess", taskToken=token, output="{}")
    # It is looked at before the task's state.
    assert service.refusal("SendTaskSuccess", taskToken=token, output=text).code == "InvalidOutput"


def test_a_stopped_execution_takes_no_answer(service: Client) -> None:
    arn = started(service)
    token = taken(service)
    service.call("StopExecution", executionArn=arn)
    refused = service.refusal("SendTaskSuccess", taskToken=token, output="{}")
    assert refused.code == "TaskTimedOut"


@pytest.fixture
def waiting(make_service: Make) -> tuple[Client, str, Callable[[], str]]:
    """An execution that waits for its token, and what the message said."""
    service = make_service(answers={"T": Submitted({"MessageId": "1"}, Never())})
    arn = service.start(service.machine(TOKEN))
    service.settle()
    return service, arn, lambda: str(service.scripted.calls[-1].token)


def test_a_token_of_an_integration(waiting: tuple[Client, str, Callable[[], str]]) -> None:
    service, arn, token = waiting
    assert service.kinds(arn)[-1] == "TaskSubmitted"
    assert len(token()) <= 1024
    service.advance(99)
    service.call("SendTaskHeartbeat", taskToken=token())
    service.advance(99)
    service.call("SendTaskSuccess", taskToken=token(), output='"done"')
    service.settle()
    assert service.described(arn)["output"] == '"done"'
    refused = service.refusal("SendTaskHeartbeat", taskToken=token())
    assert (refused.code, refused.message) == (
        "TaskTimedOut",
        "Task Timed Out: 'Provided task does not exist anymore'",
    )


def test_a_token_that_was_guessed(waiting: tuple[Client, str, Callable[[], str]]) -> None:
    service, arn, token = waiting
    execution, effect, nonce = base64.b64decode(token()).decode().split("|")
    guess = base64.b64encode(f"{execution}|{effect}|{'0' * len(nonce)}".encode()).decode()
    with pytest.raises(Refused, match="TaskTimedOut"):
        service.call("SendTaskSuccess", taskToken=guess, output="{}")
    assert service.described(arn)["status"] == "RUNNING"
