"""The other AWS services on the server's own port, as SDKs talk to them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from emulator.integrations.threads import Threads
from emulator.observers.observing import observe
from emulator.services import moto
from emulator.services.clients import Clients
from emulator.services.gateway import Gateway, signed
from emulator.settings import Settings

SETTINGS = Settings(account="111122223333", region="eu-west-1")


def scope_of(request: Any) -> dict[str, Any]:
    """What uvicorn makes of a request."""
    from urllib.parse import unquote, urlsplit

    url = urlsplit(request.url)
    headers = [
        (name.lower().encode(), value if isinstance(value, bytes) else str(value).encode())
        for name, value in request.headers.items()
    ]
    return {
        "type": "http",
        "method": request.method,
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "headers": [*headers, (b"host", url.netloc.encode())],
    }


class Port:
    """boto3 clients whose requests go to a gateway."""

    def __init__(self) -> None:
        self.gateway = Gateway(SETTINGS, Threads("test", 1))
        self.refused: list[str] = []

    def client(self, service: str, key: str = "test", url: str = "http://127.0.0.1:8083") -> Any:
        import boto3

        client = boto3.client(
            service, region_name="eu-west-1", endpoint_url=url, aws_access_key_id=key,
            aws_secret_access_key="test",
        )  # fmt: skip
        client.meta.events.register_first("before-send", self._send)
        return client

    def _send(self, request: Any, **kwargs: Any) -> Any:
        from botocore.awsrequest import AWSResponse
        from moto.core.botocore_stubber import MockRawResponse

        sent: list[dict[str, Any]] = []
        scope = scope_of(request)
        data = request.body or b""
        body = (
            data
            if isinstance(data, bytes)
            else data.encode()
            if isinstance(data, str)
            else data.read()
        )

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        to = self.gateway.takes(scope, dict(scope["headers"]))
        assert to is not None
        asyncio.run(self.gateway.serve(to, scope, receive, send))
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return AWSResponse(
            request.url, sent[0]["status"], headers, MockRawResponse(sent[1]["body"])
        )


@pytest.fixture
def port() -> Iterator[Port]:
    moto.reset()
    yield Port()
    moto.reset()


def test_json_query_and_rest_services(port: Port) -> None:
    sqs, sns, ssm = port.client("sqs"), port.client("sns"), port.client("ssm")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="hello")
    assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "hello"
    assert sns.create_topic(Name="t")["TopicArn"] == "arn:aws:sns:eu-west-1:111122223333:t"
    with pytest.raises(ssm.exceptions.ParameterNotFound):
        ssm.get_parameter(Name="gone")
    names = port.client("cloudwatch").describe_alarms()
    assert names["MetricAlarms"] == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8083", "http://s3.localhost:8083", "http://localhost:8083"]
)
def test_s3_by_path_and_by_host(port: Port, url: str) -> None:
    s3 = port.client("s3", url=url)
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="bucket", Key="a b/ü.txt", Body=b"\x00\xff" * 1_000)
    assert s3.get_object(Bucket="bucket", Key="a b/ü.txt")["Body"].read() == b"\x00\xff" * 1_000
    head = s3.head_object(Bucket="bucket", Key="a b/ü.txt")
    assert head["ContentLength"] == 2_000
    assert [each["Key"] for each in s3.list_objects_v2(Bucket="bucket")["Contents"]] == [
        "a b/ü.txt"
    ]


def test_tasks_see_what_the_port_was_told(port: Port) -> None:
    port.client("ssm").put_parameter(Name="p", Value="v", Type="String")
    clients = Clients(SETTINGS.account, SETTINGS.region)
    assert clients.call("ssm", "GetParameter", {"Name": "p"}).members["Parameter"]["Value"] == "v"


def test_a_key_of_twelve_digits_is_an_account(port: Port) -> None:
    topic = port.client("sns", key="999988887777").create_topic(Name="t")["TopicArn"]
    assert topic == "arn:aws:sns:eu-west-1:999988887777:t"


def test_what_moto_does_not_have_is_said(port: Port) -> None:
    from botocore.exceptions import ClientError

    with pytest.raises(ClientError) as caught:
        port.client("translate").list_terminologies()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_a_service_of_our_own_is_asked_first(port: Port) -> None:
    async def serve(scope: Any, receive: Any, send: Any) -> None:
        body = json.dumps({"Functions": []}).encode()
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    port.gateway.own["lambda"] = serve
    assert port.client("lambda").list_functions()["Functions"] == []


@pytest.mark.parametrize(
    "headers, query, expected",
    [
        pytest.param(
            {b"authorization": b"AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/sqs/aws4_request, Sig"},
            b"", ("sqs", "us-east-1", "AK"), id="a header",
        ),
        pytest.param(
            {}, b"X-Amz-Credential=AK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=x",
            ("s3", "us-east-1", "AK"), id="a presigned URL",
        ),
        pytest.param({b"authorization": b"Basic x"}, b"", None, id="another kind"),
        pytest.param({}, b"", None, id="none"),
    ],
)  # fmt: skip
def test_what_a_signature_says(headers: Any, query: bytes, expected: Any) -> None:
    assert signed(headers, query) == expected


def test_step_functions_own_requests_are_not_taken() -> None:
    gateway = Gateway(SETTINGS, Threads("test", 1))
    credential = b"AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/%s/aws4_request"
    assert gateway.takes({}, {b"authorization": credential % b"states"}) is None
    target = {
        b"authorization": credential % b"sqs",
        b"x-amz-target": b"AWSStepFunctions.ListActivities",
    }
    assert gateway.takes({}, target) is None
    assert gateway.takes({}, {b"authorization": credential % b"sqs"}) is not None


# ------------------------------------------------------------------ observers by default
def test_logs_and_events_go_to_moto_once_somebody_receives_them_there(
    tmp_path: Any, port: Port
) -> None:
    import time

    from hosting import HOME, ROLE, Host, machine

    now_ms = int(time.time() * 1000)  # CloudWatch takes no events of more than two weeks ago
    host = Host(settings=Settings(clock="virtual", data=tmp_path), start_ms=now_ms)
    observing = observe(host.runtime)
    clients = Clients()
    clients.call("logs", "CreateLogGroup", {"logGroupName": "g"})
    clients.call("events", "PutRule", {"Name": "r", "EventPattern": '{"source": ["aws.states"]}'})
    queue = clients.call("sqs", "CreateQueue", {"QueueName": "q"}).members["QueueUrl"]
    target = {"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:q"}
    clients.call("events", "PutTargets", {"Rule": "r", "Targets": [target]})
    group = "arn:aws:logs:us-east-1:123456789012:log-group:g:*"
    settings = {
        "loggingConfiguration": {
            "level": "ALL",
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}],
        }
    }
    definition = json.dumps(machine(("A", {"Type": "Pass"})))
    arn = f"{HOME}:stateMachine:m"
    host.runtime.catalog.add_machine(arn, "m", "STANDARD", definition, ROLE, settings, now_ms)
    host.start(arn)
    host.run(observing.close())
    host.close()
    logged = clients.call("logs", "FilterLogEvents", {"logGroupName": "g"}).members["events"]
    assert [json.loads(each["message"])["type"] for each in logged] == [
        "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
    ]  # fmt: skip
    told: list[Any] = []
    while len(told) < 2:  # a message is not there for the millisecond in which it is sent
        poll = {"QueueUrl": queue, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1}
        got = clients.call("sqs", "ReceiveMessage", poll).members.get("Messages", ())
        told += [json.loads(each["Body"]) for each in got]
    assert [each["detail"]["status"] for each in told] == ["RUNNING", "SUCCEEDED"]
    assert told[0]["detail-type"] == "Step Functions Execution Status Change"
    assert len((tmp_path / "logs" / "g.jsonl").read_text().splitlines()) == 4
    assert len((tmp_path / "events" / "eventbridge.jsonl").read_text().splitlines()) == 2
