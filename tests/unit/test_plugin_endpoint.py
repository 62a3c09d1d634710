"""`asl_endpoint`: a server for code that uses boto3 by itself, with the environment set and put back, and no thread left."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from bench_machines import INVOKE, REVIEW, machine, task

from asl.errors import DefinitionError, UsageError
from asl.jsonvalue import JSON
from emulator.testing.endpoint import Endpoint

WAIT: JSON = machine("A", states={"A": {"Type": "Wait", "Seconds": 86_400, "End": True}})
TOPIC: JSON = machine(
    "Tell",
    states={
        "Tell": task(
            "arn:aws:states:::sns:publish",
            Parameters={"TopicArn": "arn:aws:sns:us-east-1:123456789012:t", "Message.$": "$.id"},
            Retry=[{"ErrorEquals": ["Busy"], "IntervalSeconds": 60}],
        )
    },
)


@pytest.fixture(scope="module", autouse=True)
def imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A session inside this one takes away what it imports, and twice made classes are not equal: so all is here first."""
    server = Endpoint(tmp_path_factory.mktemp("first"))
    server.run(server.create(INVOKE, mocks={"Charge": {"Payload": 1}}))
    server.close()


def aws_names() -> dict[str, str]:
    """What of the environment a server sets."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith("AWS_") or name.lower() == "no_proxy"
    }


@pytest.fixture
def at_first() -> dict[str, str]:
    """The environment before any server."""
    return aws_names()


def start(machine_arn: str, text: str = "{}") -> str:
    """What code under test does: it knows of no server."""
    started = boto3.client("stepfunctions").start_execution(stateMachineArn=machine_arn, input=text)
    return str(started["executionArn"])


def described(arn: str) -> dict[str, Any]:
    return dict(boto3.client("stepfunctions").describe_execution(executionArn=arn))


def test_code_that_uses_boto3_finds_it(asl_endpoint: Endpoint) -> None:
    arn = asl_endpoint.create(WAIT, name="wait")
    assert os.environ["AWS_ENDPOINT_URL_SFN"] == asl_endpoint.url
    assert asl_endpoint.run(arn, {"a": 1}) == {"a": 1}  # waits take no time
    states = boto3.client("stepfunctions")
    started = states.start_execution(stateMachineArn=arn, input="[2]")
    assert asl_endpoint.wait(started["executionArn"]) == [2]
    answer = states.start_sync_execution(
        stateMachineArn=asl_endpoint.create(WAIT, name="express", type="EXPRESS"), input="[1]"
    )
    assert (answer["status"], answer["output"]) == ("SUCCEEDED", "[1]")


def test_handlers_and_mocks_of_the_test(asl_endpoint: Endpoint) -> None:
    seen: list[JSON] = []

    def charge(event: JSON, context: object) -> JSON:
        seen.append(event)
        return {"paid": event["id"]}

    asl_endpoint.lambda_("charge", charge)
    assert asl_endpoint.run(asl_endpoint.create(INVOKE), {"id": 7})["Payload"] == {"paid": 7}
    assert seen == [{"id": 7}]
    told = asl_endpoint.create(TOPIC, name="told", mocks={"Tell": {"MessageId": "m"}})
    assert asl_endpoint.run(told, {"id": "7"}) == {"MessageId": "m"}
    asl_endpoint.mock("sns:publish", {"MessageId": "any"})
    other = asl_endpoint.create(TOPIC, name="other")
    assert asl_endpoint.run(other, {"id": "7"}) == {"MessageId": "any"}
    assert asl_endpoint.run(told, {"id": "7"}) == {"MessageId": "m"}


def test_a_failure_says_where(asl_endpoint: Endpoint) -> None:
    import asl

    failing = asl.sequence(asl.raises("Busy"), asl.raises("Boom", "why"))
    retried = machine("Charge", states={"Charge": task(Retry=[{"ErrorEquals": ["Busy"]}])})
    arn = asl_endpoint.create(retried, mocks={"Charge": failing})
    with pytest.raises(UsageError, match=r"is FAILED: Boom: why; its path was Charge"):
        asl_endpoint.run(arn, {"id": "7"})


def test_a_history_is_compared_as_that_of_a_run(asl_endpoint: Endpoint) -> None:
    arn = start(asl_endpoint.create(TOPIC, mocks={"Tell": {"MessageId": "m"}}), '{"id": "7"}')
    kinds = [event["type"] for event in asl_endpoint.history(arn)]
    assert kinds[0] == "ExecutionStarted"
    shown: list[Any] = asl_endpoint.history(arn).redacted()
    assert shown[0]["executionStartedEventDetails"]["input"] == {"id": "7"}


@pytest.mark.asl_endpoint(clock="virtual", now="2030-01-01T00:00:00Z")
def test_a_virtual_clock(asl_endpoint: Endpoint) -> None:
    arn = start(asl_endpoint.create(WAIT))
    asl_endpoint.advance(hours=23)
    assert described(arn)["status"] == "RUNNING"
    asl_endpoint.advance(3_600)
    assert described(arn)["status"] == "SUCCEEDED"
    assert asl_endpoint.now == datetime.fromisoformat("2030-01-02T00:00:00Z")
    with pytest.raises(UsageError, match="is still RUNNING"):
        asl_endpoint.run(asl_endpoint.create(WAIT))


def test_a_worker(asl_endpoint: Endpoint) -> None:
    states = boto3.client("stepfunctions")
    activity = states.create_activity(name="review")["activityArn"]
    arn = start(asl_endpoint.create(REVIEW, name="review"), '{"id": 7}')
    work = states.get_activity_task(activityArn=activity)
    assert work["input"] == '{"id":7}' or work["input"] == '{"id": 7}'
    states.send_task_success(taskToken=work["taskToken"], output='"done"')
    assert asl_endpoint.history(arn)[-1]["type"] == "ExecutionSucceeded"


def test_files_are_looked_for_beside_the_test(asl_endpoint: Endpoint) -> None:
    with pytest.raises(UsageError, match=r"no\.asl\.json"):
        asl_endpoint.create("no.asl.json")
    with pytest.raises(DefinitionError):
        asl_endpoint.create({"StartAt": "A", "States": {}})


def test_a_real_clock_is_nobodys_to_move(asl_endpoint: Endpoint) -> None:
    with pytest.raises(UsageError, match='ask for clock="virtual"'):
        asl_endpoint.advance(1)


def test_a_server_for_all_tests(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
import pytest


@pytest.fixture(scope="session")
def asl_endpoint_options():
    return {"lambdas": {"charge": lambda event, context: {"paid": event["id"]}}}
"""
    )
    pytester.makepyfile(
        f"""
import os

import boto3
import pytest

INVOKE = {INVOKE!r}


@pytest.mark.parametrize("turn", [1, 2])
def test_it(asl_endpoint_session, turn):
    states = boto3.client("stepfunctions")
    assert states.list_state_machines()["stateMachines"] == []
    arn = asl_endpoint_session.create(INVOKE)
    assert asl_endpoint_session.run(arn, {{"id": turn}})["Payload"] == {{"paid": turn}}
    asl_endpoint_session.reset()


def test_one_of_its_own_meanwhile(asl_endpoint, asl_endpoint_session):
    assert os.environ["AWS_ENDPOINT_URL_SFN"] == asl_endpoint.url != asl_endpoint_session.url


def test_after_it(asl_endpoint_session):
    assert os.environ["AWS_ENDPOINT_URL_SFN"] == asl_endpoint_session.url
"""
    )
    found = pytester.runpytest_inprocess("--strict-markers", "-p", "no:cacheprovider")
    found.assert_outcomes(passed=4)
    assert "AWS_ENDPOINT_URL_SFN" not in os.environ


def test_inside_mock_aws(asl_endpoint: Endpoint) -> None:
    from moto import mock_aws

    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="orders")
        arn = asl_endpoint.create(WAIT)
        assert asl_endpoint.run(arn) == {}
        assert [each["Name"] for each in boto3.client("s3").list_buckets()["Buckets"]] == ["orders"]


def _tables(endpoint: Endpoint, *made: str) -> list[str]:
    dynamodb = endpoint.client("dynamodb")
    for name in made:
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    names: list[str] = dynamodb.list_tables()["TableNames"]
    return names


def test_the_next_server_finds_no_tables_of_the_one_before(
    endpoint: Callable[..., Endpoint],
) -> None:
    first = endpoint()
    assert _tables(first, "orders") == ["orders"]
    first.close()
    second = endpoint()
    assert _tables(second, "parcels") == ["parcels"]
    third = endpoint()
    assert _tables(third) == ["parcels"]  # one AWS, as long as somebody is there
    second.close()
    assert _tables(third) == ["parcels"]
    third.close()
    assert _tables(endpoint()) == []


def test_a_client_is_made_once(asl_endpoint: Endpoint) -> None:
    assert asl_endpoint.client("s3") is asl_endpoint.client("s3")
    assert asl_endpoint.client("s3", use_ssl=False) is not asl_endpoint.client("s3")


# ------------------------------------------------------------------ its life


@pytest.fixture
def endpoint(tmp_path: Path) -> Any:
    """Makes servers and ends them."""
    made: list[Endpoint] = []

    def make(**options: Any) -> Endpoint:
        made.append(Endpoint(tmp_path, **options))
        return made[-1]

    yield make
    for each in made:
        if each._held is not None:
            each.close()


def test_no_thread_is_left(endpoint: Callable[..., Endpoint]) -> None:
    before = {*threading.enumerate()}
    server = endpoint(lambdas={"charge": lambda event, context: event})
    assert server.run(server.create(INVOKE), {"id": 7})["Payload"] == {"id": 7}
    server.close()
    for thread in {*threading.enumerate()} - before:
        thread.join(5)
    assert {*threading.enumerate()} <= before
    with pytest.raises(UsageError, match="is not running any more"):
        server.create(INVOKE)


def test_what_a_mock_raises_is_the_tests(endpoint: Callable[..., Endpoint]) -> None:
    def broken(arguments: JSON) -> JSON:
        raise ZeroDivisionError("in the mock")

    server = endpoint(mocks={"sns:publish": broken})
    with pytest.raises(UsageError, match="is FAILED"):
        server.run(server.create(TOPIC), {"id": "7"})
    with pytest.raises(ZeroDivisionError, match="in the mock"):
        server.close()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"clock": "fast"}, 'a clock is "real" or "virtual"'),
        ({"config": "no.toml"}, r"no\.toml"),
        ({"buckets": {"b": "a-file"}}, "a-file is no folder"),
    ],
)
def test_a_server_that_cannot_start_says_why(
    endpoint: Callable[..., Endpoint], options: Any, why: str, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("")
    with pytest.raises(UsageError, match=why):
        endpoint(**options)


def test_the_environment_is_put_back(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, at_first: dict[str, str]
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    pytester.makepyfile(
        """
import os


def test_it(asl_endpoint):
    assert os.environ["AWS_ENDPOINT_URL_SFN"] == asl_endpoint.url
    assert os.environ["AWS_DISABLE_HOST_PREFIX_INJECTION"] == "true"
    assert os.environ["AWS_REGION"] == "us-east-1"
    assert "AWS_PROFILE" not in os.environ


def test_after():
    assert "AWS_ENDPOINT_URL_SFN" not in os.environ
    assert (os.environ["AWS_PROFILE"], os.environ["AWS_REGION"]) == ("mine", "eu-central-1")
"""
    )
    pytester.runpytest_inprocess(
        "--strict-markers", "-W", "error", "-p", "no:cacheprovider"
    ).assert_outcomes(passed=2)
    assert aws_names() == {**at_first, "AWS_PROFILE": "mine", "AWS_REGION": "eu-central-1"}


pytest_plugins = ["pytester"]


LIES = """
import pytest

CHARGE = {
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
            "End": True,
        },
        "Caught": {"Type": "Succeed"},
    },
}


def test_a_mock_that_is_not_asked(asl_endpoint):
    asl_endpoint.create(CHARGE, mocks={"Charge": {"Payload": 1}})


def test_a_mock_of_no_state(asl_endpoint):
    asl_endpoint.mock("Chrage", {"Payload": 1})


def test_an_answer_that_is_not_given(asl_endpoint):
    import asl

    arn = asl_endpoint.create(CHARGE, mocks={"Charge": asl.sequence({"Payload": 1}, {"Payload": 2})})
    asl_endpoint.run(arn, {})


def test_an_assertion_in_a_handler(asl_endpoint):
    def charge(event, context):
        assert event["id"] == 8

    asl_endpoint.lambda_("charge", charge)
    asl_endpoint.run(asl_endpoint.create(CHARGE), {"id": 7})


def test_an_assertion_in_a_mock(asl_endpoint):
    def charge(event):
        assert event["id"] == 8

    try:
        asl_endpoint.run(asl_endpoint.create(CHARGE, mocks={"charge": charge}), {"id": 7})
    except Exception:
        pass


def test_true_is_not_1(asl_endpoint):
    arn = asl_endpoint.create(CHARGE, mocks={"Charge": {"Payload": True}})
    assert asl_endpoint.run(arn, {}) == {"Payload": 1}


def test_optional(asl_endpoint):
    asl_endpoint.mock("Charge", {"Payload": 1}, optional=True)
    asl_endpoint.create(CHARGE, mocks={"Charge": {"Payload": 1}}, optional_mocks=True)
"""


def test_what_would_be_green_and_is_not(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_lies=LIES)
    found = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    found.assert_outcomes(passed=1, failed=6)
    lines = found.stdout.str()
    for told in (
        'test_lies.py:19: mock("Charge"): no task asked it',
        'test_lies.py:23: mock("Chrage"): no task asked it',
        "never given: answer 2",
        "assert 7 == 8",
        "true is not 1",
    ):
        assert told in lines
