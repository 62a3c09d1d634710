"""Other services on the port: who may ask, what is told, what waits, and what is forgotten."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from port import ROLE, SIGNED, URL, Port, refusal

from emulator.services import gateway, moto
from emulator.services.hosts import Asked, host_of
from emulator.services.polling import is_empty, poll_of


@pytest.fixture(scope="module")
def shared() -> Iterator[Port]:
    port = Port()
    yield port
    port.close()


@pytest.fixture
def port(shared: Port) -> Iterator[Port]:
    moto.reset()
    yield shared
    moto.reset()


def scope(service: str) -> str:
    return (
        f"X-Amz-Credential=AK%2F20260101%2Fus-east-1%2F{service}%2Faws4_request&X-Amz-Signature=0"
    )


# -------------------------------------------------------------------- who may ask


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "why"),
    [
        pytest.param("GET", "/", f"Action=CreateQueue&QueueName=evil&{scope('sqs')}", {}, "a web page's form cannot send", id="an image's URL that would make a queue"),
        pytest.param("GET", "/", f"Action=CreateQueue&QueueName=evil&{scope('sqs')}", {"sec-fetch-site": "cross-site"}, "another site", id="the same, as a browser sends it"),
        pytest.param("POST", "/bucket", scope("s3"), {}, "a web page's form cannot send", id="a form that puts an object"),
        pytest.param("POST", "/", "", {"content-type": "text/plain"}, "a web page's form cannot send", id="a form without anything"),
        pytest.param("GET", "/bucket/key", scope("s3"), {"sec-fetch-site": "cross-site"}, "another site", id="an image of another site"),
        pytest.param("GET", "/bucket/key", scope("s3"), {"origin": "http://evil.example"}, "another origin", id="another origin"),
        pytest.param("GET", "/", "", {"authorization": SIGNED.format("sqs"), "origin": "null"}, "another origin", id="a sandboxed page"),
        pytest.param("GET", "/", "", {"authorization": SIGNED.format("s3"), "host": "evil.example:8083"}, "does not name this machine", id="a name that is made to lead here"),
        pytest.param("GET", "/2015-03-31/functions", scope("lambda"), {"sec-fetch-site": "same-site"}, "another site", id="Lambda from another port's page"),
        pytest.param("DELETE", "/2015-03-31/functions/f", scope("lambda"), {}, "a web page's form cannot send", id="Lambda by a URL"),
    ],
)  # fmt: skip
def test_pages_do_not_get_through(
    port: Port, method: str, path: str, query: str, headers: dict[str, str], why: str
) -> None:
    status, answered, body = port.request(method, path, headers, query=query)
    assert status == 403
    assert why in json.loads(body)["message"]
    assert not [name for name in answered if name.startswith("access-control")]
    assert port.client("sqs").list_queues().get("QueueUrls", []) == []


def test_no_answer_lets_a_page_read_it(port: Port) -> None:
    s3 = port.client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_bucket_cors(
        Bucket="bucket",
        CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]},
    )
    s3.put_object(Bucket="bucket", Key="key", Body=b"x")
    status, headers, _ = port.request("GET", "/bucket/key", {"authorization": SIGNED.format("s3")})
    assert status == 200
    assert not [name for name in headers if name.startswith("access-control")]


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_presigned_urls(port: Port, version: str) -> None:
    s3 = port.client("s3", signature_version=version)
    s3.create_bucket(Bucket="bucket")
    given = {"Bucket": "bucket", "Key": "a key"}
    for operation, method in [("put_object", "PUT"), ("get_object", "GET"), ("delete_object", "DELETE")]:  # fmt: skip
        url = s3.generate_presigned_url(operation, Params=given).removeprefix(URL)
        path, _, query = url.partition("?")
        body = b"data" if method == "PUT" else b""
        status, _, got = port.request(method, path, {}, body, query)
        assert status in (200, 204)
        if method == "GET":
            assert got == b"data"


# -------------------------------------------------------------------- what is told


def test_a_queues_url_leads_here_and_every_form_of_it_works(port: Port) -> None:
    sqs = port.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    assert url == f"{URL}/123456789012/q"
    assert sqs.get_queue_url(QueueName="q")["QueueUrl"] == url
    assert sqs.list_queues()["QueueUrls"] == [url]
    for form in (url, "https://sqs.us-east-1.amazonaws.com/123456789012/q", "q"):
        sqs.send_message(QueueUrl=form, MessageBody="https://sqs.us-east-1.amazonaws.com/x")
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    # Nobody's message is rewritten.
    assert {each["Body"] for each in received} == {"https://sqs.us-east-1.amazonaws.com/x"}


def test_a_task_sends_to_the_queue_that_a_script_made(port: Port) -> None:
    sqs = port.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    parameters = {"QueueUrl": url, "MessageBody": {"n": 1}}
    run = port.ran(
        {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": parameters}}
    )  # fmt: skip
    assert run["status"] == "SUCCEEDED"
    assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == '{"n":1}'


@pytest.mark.parametrize(
    ("service", "operation", "given", "code"),
    [
        pytest.param("translate", "list_terminologies", {}, "NotImplemented", id="a service in JSON"),
        pytest.param("xray", "get_groups", {}, "NotImplemented", id="a service by paths"),
        pytest.param("cloudsearch", "list_domain_names", {}, "NotImplemented", id="a service in XML"),
        pytest.param("s3", "get_object", {"Bucket": "none", "Key": "k"}, "NoSuchBucket", id="a refusal of S3"),
    ],
)  # fmt: skip
def test_refusals_are_read_by_sdks(
    port: Port, service: str, operation: str, given: dict[str, Any], code: str
) -> None:
    status, got, message = refusal(getattr(port.client(service), operation), **given)
    assert got == code
    assert (status, message) == (404, "The specified bucket does not exist") or (
        status == 501 and message.startswith("moto, which stands for AWS here, does not have ")
    )


def test_a_fault_is_in_the_services_shape(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr(moto, "respond", broken)
    for service, operation in [("sqs", "list_queues"), ("s3", "list_buckets"), ("sns", "list_topics"), ("batch", "describe_jobs")]:  # fmt: skip
        given: dict[str, Any] = {"jobs": []} if service == "batch" else {}
        status, code, message = refusal(getattr(port.client(service), operation), **given)
        assert (status, code) == (500, "InternalFailure")
        assert message == "A fault in the emulator itself, see its log"


def test_a_body_that_is_too_large(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    port.client("s3").create_bucket(Bucket="bucket")
    monkeypatch.setattr(gateway, "MAX_BODY_BYTES", 1_000)
    status, code, _ = refusal(
        port.client("s3").put_object, Bucket="bucket", Key="k", Body=b"x" * 1_001
    )
    assert (status, code) == (413, "EntityTooLarge")
    assert "Contents" not in port.client("s3").list_objects_v2(Bucket="bucket")


def test_a_client_that_leaves_before_its_end_has_put_nothing(port: Port) -> None:
    port.client("s3").create_bucket(Bucket="bucket")

    async def half() -> None:
        parts = [{"type": "http.request", "body": b"half", "more_body": True}]

        async def receive() -> dict[str, Any]:
            return parts.pop() if parts else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            raise AssertionError("nobody reads it")

        headers = {"host": "127.0.0.1:8083", "authorization": SIGNED.format("s3")}
        request = {
            "type": "http", "method": "PUT", "path": "/bucket/key", "raw_path": b"/bucket/key",
            "query_string": b"", "server": ("127.0.0.1", 8083),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        await port.app(request, receive, send)

    port.run(half())
    assert "Contents" not in port.client("s3").list_objects_v2(Bucket="bucket")


# -------------------------------------------------------------------- receivers that wait


def test_a_receiver_waits_for_a_message_and_holds_nobody_up(port: Port) -> None:
    sqs = port.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    received: list[Any] = []
    receivers = [
        threading.Thread(
            target=lambda: received.append(
                port.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=20)
            )
        )
        for _ in range(8)  # more than there are threads
    ]
    for receiver in receivers:
        receiver.start()
    time.sleep(0.2)
    began = time.monotonic()
    for number in range(8):
        sqs.send_message(QueueUrl=url, MessageBody=str(number))
    for receiver in receivers:
        receiver.join(10)
    assert time.monotonic() - began < 5
    bodies = [each["Messages"][0]["Body"] for each in received]
    assert sorted(bodies) == [str(number) for number in range(8)]  # each to one receiver


def test_how_long_it_waits(port: Port) -> None:
    sqs = port.client("sqs")
    url = sqs.create_queue(QueueName="q", Attributes={"ReceiveMessageWaitTimeSeconds": "1"})[
        "QueueUrl"
    ]
    began = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=url)  # as the queue says
    assert 0.9 < time.monotonic() - began < 3
    began = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=0)
    assert time.monotonic() - began < 0.9
    assert refusal(sqs.receive_message, QueueUrl=url, WaitTimeSeconds=21)[0] == 400
    assert refusal(sqs.receive_message, QueueUrl=f"{URL}/1/none", WaitTimeSeconds=5)[0] == 400


def test_a_receiver_that_leaves_takes_no_message(port: Port) -> None:
    sqs = port.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    headers = {
        "authorization": SIGNED.format("sqs"),
        "x-amz-target": "AmazonSQS.ReceiveMessage",
        "content-type": "application/x-amz-json-1.0",
    }
    body = json.dumps({"QueueUrl": url, "WaitTimeSeconds": 20}).encode()
    assert port.request("POST", "/", headers, body, leaves_after_s=0.1)[0] == 0
    sqs.send_message(QueueUrl=url, MessageBody="for others")
    assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "for others"


TARGET = {b"x-amz-target": b"AmazonSQS.ReceiveMessage"}


@pytest.mark.parametrize(
    ("headers", "path", "body", "expected"),
    [
        pytest.param(TARGET, "/", b'{"QueueUrl": "http://h/1/q", "WaitTimeSeconds": 5}', (b'{"QueueUrl": "http://h/1/q", "WaitTimeSeconds": 0}', "q", 5), id="JSON"),
        pytest.param(TARGET, "/", b'{"QueueUrl": "q"}', (b'{"QueueUrl": "q", "WaitTimeSeconds": 0}', "q", None), id="as the queue says"),
        pytest.param({}, "/", b"Action=ReceiveMessage&QueueUrl=http%3A%2F%2Fh%2F1%2Fq&WaitTimeSeconds=3", (b"Action=ReceiveMessage&QueueUrl=http%3A%2F%2Fh%2F1%2Fq&WaitTimeSeconds=0", "q", 3), id="a form"),
        pytest.param({}, "/1/q", b"Action=ReceiveMessage", (b"Action=ReceiveMessage&WaitTimeSeconds=0", "q", None), id="a form at the queue's path"),
        pytest.param({}, "/", b"Action=SendMessage&MessageBody=ReceiveMessage", None, id="another action"),
        pytest.param(TARGET, "/", b'{"QueueUrl": "q", "WaitTimeSeconds": 21}', None, id="too long: moto says so"),
        pytest.param(TARGET, "/", b'{"QueueUrl": "q", "WaitTimeSeconds": 1e999}', None, id="endless"),
        pytest.param(TARGET, "/", b'{"QueueUrl": 1}', None, id="no URL"),
        pytest.param(TARGET, "/", b"{", None, id="no JSON"),
    ],
)  # fmt: skip
def test_what_waits(headers: Any, path: str, body: bytes, expected: Any) -> None:
    assert poll_of(headers, path, body) == expected


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        (b"{}", True),
        (b'{"Messages": []}', True),
        (b'{"Messages": [{"Body": "x"}]}', False),
        (b"<ReceiveMessageResponse><ReceiveMessageResult/></ReceiveMessageResponse>", True),
        (b"<ReceiveMessageResult><Message><Body>x</Body></Message></ReceiveMessageResult>", False),
    ],
)
def test_what_has_no_message(body: bytes, empty: bool) -> None:
    assert is_empty(body) is empty


# -------------------------------------------------------------------- which service


@pytest.mark.parametrize(
    ("service", "target", "path", "host"),
    [
        ("sqs", "", "/", "sqs.eu-west-1.amazonaws.com"),
        ("ses", "", "/v2/email/contact-lists", "email.eu-west-1.amazonaws.com"),
        ("dynamodb", "DynamoDB_20120810.GetItem", "/", "dynamodb.eu-west-1.amazonaws.com"),
        ("dynamodb", "DynamoDBStreams_20120810.ListStreams", "/", "streams.dynamodb.eu-west-1.amazonaws.com"),
        ("s3", "", "/bucket/key", "s3.eu-west-1.amazonaws.com"),
        ("s3", "", "/v20180820/accesspoint", "111122223333.s3-control.eu-west-1.amazonaws.com"),
        ("bedrock", "", "/model/m/invoke", "bedrock-runtime.eu-west-1.amazonaws.com"),
        ("bedrock", "", "/agents/", "bedrock-agent.eu-west-1.amazonaws.com"),
        ("bedrock", "", "/foundation-models", "bedrock.eu-west-1.amazonaws.com"),
        ("sagemaker", "SageMaker.ListModels", "/", "api.sagemaker.eu-west-1.amazonaws.com"),
        ("sagemaker", "", "/endpoints/e/invocations", "runtime.sagemaker.eu-west-1.amazonaws.com"),
        ("timestream", "Timestream_20181101.Query", "/", "query.timestream.eu-west-1.amazonaws.com"),
        ("timestream", "Timestream_20181101.WriteRecords", "/", "ingest.timestream.eu-west-1.amazonaws.com"),
        ("budgets", "AWSBudgetServiceGateway.DescribeBudgets", "/", "budgets.amazonaws.com"),
    ],
)  # fmt: skip
def test_hosts(service: str, target: str, path: str, host: str) -> None:
    assert host_of(service, "eu-west-1", Asked(target, path), "111122223333") == host


@pytest.mark.parametrize(
    ("service", "operation", "member"),
    [
        ("iam", "list_roles", "Roles"),
        ("sts", "get_caller_identity", "Account"),
        ("events", "list_rules", "Rules"),
        ("logs", "describe_log_groups", "logGroups"),
        ("dynamodbstreams", "list_streams", "Streams"),
        ("sesv2", "list_contact_lists", "ContactLists"),
        ("cloudwatch", "list_metrics", "Metrics"),
    ],
)
def test_services(port: Port, service: str, operation: str, member: str) -> None:
    assert member in getattr(port.client(service), operation)()


def test_what_a_reset_forgets(port: Port) -> None:
    port.client("sqs").create_queue(QueueName="q")
    port.deploy("f", "def handler(e, c):\n    return e\n")
    status, _, _ = port.request("POST", "/_asl/reset", {"x-asl-control": "1"}, b"{}")
    assert status == 200
    assert "QueueUrls" not in port.client("sqs").list_queues()
    assert port.client("lambda").list_functions()["Functions"] == []


def test_a_role_can_be_made_for_a_function(port: Port) -> None:
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    made = port.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument=trust)
    assert made["Role"]["Arn"] == ROLE
