"""Events and messages of other services reach deployed functions and state machines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from port import HOME, ROLE, Port

from emulator.services import moto
from emulator.services.delivery import SINKS, _at, _input_of

STATES = "arn:aws:states:us-east-1:123456789012:stateMachine:"


@pytest.fixture(scope="module")
def shared() -> Iterator[Port]:
    moto.reset()
    got: list[Any] = []
    port = Port(functions={"taker": lambda event, context: got.append(event)})
    port.got = got  # type: ignore[attr-defined]  # what the function was called with
    yield port
    port.close()
    moto.reset()
    assert not SINKS  # the server takes no more deliveries


@pytest.fixture
def port(shared: Port) -> Port:
    moto.reset()
    shared.got.clear()  # type: ignore[attr-defined]
    return shared


def until(holds: Callable[[], Any]) -> Any:
    end = time.monotonic() + 10
    while not (found := holds()):
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.01)
    return found


def rule(port: Port, *targets: dict[str, Any], state: str = "ENABLED") -> None:
    events = port.client("events")
    events.put_rule(Name="r", EventPattern='{"source": ["shop"]}', State=state)
    events.put_targets(
        Rule="r", Targets=[{"Id": str(at), **target} for at, target in enumerate(targets)]
    )


def put(port: Port, **rest: Any) -> None:
    entry = {"Source": "shop", "DetailType": "Ordered", "Detail": '{"id": 7}', **rest}
    assert port.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0


def test_an_event_reaches_a_function_as_aws_shapes_it(port: Port) -> None:
    rule(port, {"Arn": f"{HOME}taker"})
    put(port, Resources=["arn:x"])
    (event,) = until(lambda: list(port.got))  # type: ignore[attr-defined]
    assert list(event) == [
        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail",
    ]  # fmt: skip
    assert event["detail"] == {"id": 7}
    assert (event["detail-type"], event["source"], event["resources"]) == ("Ordered", "shop", ["arn:x"])  # fmt: skip
    assert (event["version"], event["account"], event["region"]) == ("0", "123456789012", "us-east-1")  # fmt: skip
    time.strptime(event["time"], "%Y-%m-%dT%H:%M:%SZ")


def test_an_event_starts_a_machine_beside_a_queue(port: Port) -> None:
    sfn, sqs = port.client("stepfunctions"), port.client("sqs")
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    arn = sfn.create_state_machine(name="second", definition=definition, roleArn=ROLE)[
        "stateMachineArn"
    ]
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    rule(
        port,
        {"Arn": arn, "InputPath": "$.detail"},
        {"Arn": "arn:aws:sqs:us-east-1:123456789012:q"},
    )
    put(port)
    (execution,) = until(lambda: sfn.list_executions(stateMachineArn=arn)["executions"])
    described = sfn.describe_execution(executionArn=execution["executionArn"])
    assert json.loads(described["input"]) == {"id": 7}
    (message,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    assert json.loads(message["Body"])["detail"] == {"id": 7}


def test_what_does_not_match_or_is_disabled_is_not_delivered(port: Port) -> None:
    rule(port, {"Arn": f"{HOME}taker"}, state="DISABLED")
    put(port)
    rule(port, {"Arn": f"{HOME}taker"})
    put(port, Source="another")
    put(port, Detail='{"id": 8}')
    until(lambda: port.got)  # type: ignore[attr-defined]
    assert [event["detail"] for event in port.got] == [{"id": 8}]  # type: ignore[attr-defined]


def test_a_target_that_is_not_there_fails_nobody(
    port: Port, caplog: pytest.LogCaptureFixture
) -> None:
    rule(port, {"Arn": f"{HOME}gone"}, {"Arn": f"{STATES}gone"})
    put(port)
    until(lambda: len(caplog.records) >= 2)
    assert f"Function not found: {HOME}gone" in caplog.text
    assert "StateMachineDoesNotExist" in caplog.text


def test_a_message_reaches_a_subscribed_function(port: Port) -> None:
    sns = port.client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    subscription = sns.subscribe(
        TopicArn=topic, Protocol="lambda", Endpoint=f"{HOME}taker",
        Attributes={"FilterPolicy": '{"kind": ["order"]}'}, ReturnSubscriptionArn=True,
    )["SubscriptionArn"]  # fmt: skip
    sns.publish(TopicArn=topic, Message="not this one")
    sent = sns.publish(
        TopicArn=topic,
        Message="hello",
        Subject="s",
        MessageAttributes={"kind": {"DataType": "String", "StringValue": "order"}},
    )
    (event,) = until(lambda: list(port.got))  # type: ignore[attr-defined]
    (record,) = event["Records"]
    assert (record["EventSource"], record["EventSubscriptionArn"]) == ("aws:sns", subscription)
    told = record["Sns"]
    assert (told["MessageId"], told["TopicArn"]) == (sent["MessageId"], topic)
    assert (told["Message"], told["Subject"], told["Type"]) == ("hello", "s", "Notification")
    assert told["MessageAttributes"] == {"kind": {"Type": "String", "Value": "order"}}


def test_a_task_publishes_to_a_function(port: Port) -> None:
    sns = port.client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=f"{HOME}taker")
    parameters = {"TopicArn": topic, "Message": {"n": 1}}
    run = port.ran({"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": parameters}})  # fmt: skip
    assert run["status"] == "SUCCEEDED"
    (event,) = until(lambda: list(port.got))  # type: ignore[attr-defined]
    assert event["Records"][0]["Sns"]["Message"] == '{"n":1}'


def test_a_message_is_posted_to_this_machine_only(
    port: Port, caplog: pytest.LogCaptureFixture
) -> None:
    import http.server
    import threading

    posted: list[tuple[str, bytes]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            posted.append((self.headers["x-amz-sns-message-type"], body))
            self.send_response(302)  # is not followed
            self.send_header("location", "http://192.0.2.1/")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sns = port.client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    here = f"http://127.0.0.1:{server.server_port}/hook"
    for url in (here, "http://192.0.2.1/hook", "http://localhost.example.com/"):
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=url)
    sns.publish(TopicArn=topic, Message="hello", Subject="s")
    ((kind, body),) = until(lambda: list(posted))
    assert kind == "Notification"
    told = json.loads(body)
    assert (told["Message"], told["Subject"], told["TopicArn"]) == ("hello", "s", topic)
    until(lambda: "was not delivered" in caplog.text)
    for url in ("http://192.0.2.1/hook", "http://localhost.example.com/"):
        assert f"{url} is not on this machine" in caplog.text
    server.shutdown()
    server.server_close()


EVENT = {
    "id": "i", "detail-type": "d", "source": "s", "account": "a", "time": 1_735_689_600.5, "region": "r",
    "resources": [], "detail": {"order": {"id": 7}}, "ingestion-time": 1_735_689_600.5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("target", "text"),
    [
        pytest.param({"Input": '{"fixed": 1}'}, '{"fixed": 1}', id="a text of its own"),
        pytest.param({"InputPath": "$.detail.order"}, '{"id": 7}', id="a part"),
        pytest.param({"InputPath": "$.time"}, '"2025-01-01T00:00:00Z"', id="the time as it is sent"),
        pytest.param({"InputPath": "$.detail.none"}, "null", id="a part that is not there"),
        pytest.param({"InputTransformer": {"InputPathsMap": {"x": "$.detail.order.id"}, "InputTemplate": '{"got": <x>}'}}, '{"got": 7}', id="a template"),
        pytest.param({"InputTransformer": {"InputPathsMap": {"x": "$.source"}, "InputTemplate": '"from <x>"'}}, '"from s"', id="a text with a value in it"),
    ],
)  # fmt: skip
def test_what_a_target_gets(target: dict[str, Any], text: str) -> None:
    assert _input_of(target, EVENT) == text


def test_parts_of_an_event() -> None:
    assert _at("$.a.b", {"a": {"b": 1}}) == 1
    assert _at("$.a.b", {"a": [1]}) is None
