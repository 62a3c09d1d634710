"""Calls of AWS services on moto, against what AWS was recorded to answer (2023 to 2025)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from asl.hosts.answers import Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.resources.arn import parse_resource
from emulator.integrations.aws import Aws
from emulator.integrations.config import Choice, Config
from emulator.integrations.protocol import Context
from emulator.integrations.routes import Routes
from emulator.integrations.threads import Threads
from emulator.services import moto
from emulator.services.clients import Clients

HOME = "arn:aws:states:us-east-1:123456789012"
EXECUTION = f"{HOME}:execution:Orders:one"
MACHINE = f"{HOME}:stateMachine:Orders"
CONTEXT = Context(EXECUTION, MACHINE, "arn:aws:iam::123456789012:role/r", None, None)
CLIENTS = Clients()  # making one is slow; what it talks to is fresh for every test
ITEM = {"id": {"S": "id1"}, "data": {"S": "HelloWorld"}}


class Cloud:
    """moto's AWS, and tasks that call it."""

    def __init__(self, **config: Any) -> None:
        self.clients = CLIENTS
        self.aws = Aws(self.clients, Routes(Config(**config)), Threads("test", 2))

    def make(self, service: str, operation: str, **parameters: Any) -> Any:
        return self.clients.call(service, operation, parameters).members

    def task(
        self, resource: str, arguments: Any, context: Context = CONTEXT, state: str = "S"
    ) -> Answer:
        call = task_call(resource, arguments, state)
        assert self.aws.takes(call)
        return self.aws.refusal(call) or asyncio.run(self.aws.call(call, context))

    def value(self, resource: str, arguments: Any, **rest: Any) -> Any:
        answer = self.task(resource, arguments, **rest)
        assert isinstance(answer, Returned), answer
        return answer.value

    def table(self, name: str = "t") -> None:
        self.make(
            "dynamodb", "CreateTable", TableName=name, BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        )  # fmt: skip

    def queue(self, name: str = "q", **attributes: str) -> str:
        return str(
            self.make("sqs", "CreateQueue", QueueName=name, Attributes=attributes)["QueueUrl"]
        )

    def messages(self, url: str, count: int = 1) -> list[Any]:
        """What a queue has; a message is not there for the millisecond in which it is sent."""
        found: list[Any] = []
        while len(found) < count:
            got = self.make(
                "sqs", "ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1
            )
            found += [json.loads(each["Body"]) for each in got.get("Messages", ())]
        return found


def task_call(resource: str, arguments: Any, state: str = "S") -> TaskCall:
    if not resource.startswith("arn:"):
        resource = f"arn:aws:states:::{resource}"
    read = parse_resource(resource)
    assert read
    return TaskCall(state, read, arguments, token="t", now_ms=1, execution_arn=EXECUTION)


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    moto.reset()
    yield Cloud()
    moto.reset()


# ------------------------------------------------------------------ DynamoDB
def test_dynamodb_optimised(cloud: Cloud) -> None:
    cloud.table()
    put = cloud.value("dynamodb:putItem", {"TableName": "t", "Item": ITEM})
    assert list(put) == ["SdkHttpMetadata", "SdkResponseMetadata"]
    metadata = put["SdkHttpMetadata"]
    assert list(metadata["AllHttpHeaders"]) == [
        "Server", "Connection", "x-amzn-RequestId", "x-amz-crc32", "Content-Length", "Date", "Content-Type",
    ]  # fmt: skip
    assert list(metadata["HttpHeaders"]) == [
        "Connection", "Content-Length", "Content-Type", "Date", "Server", "x-amz-crc32", "x-amzn-RequestId",
    ]  # fmt: skip
    assert metadata["HttpHeaders"]["Content-Length"] == "2"
    assert metadata["AllHttpHeaders"]["Content-Type"] == ["application/x-amz-json-1.0"]
    assert put["SdkResponseMetadata"] == {"RequestId": metadata["HttpHeaders"]["x-amzn-RequestId"]}
    updated = cloud.value(
        "dynamodb:updateItem",
        {
            "TableName": "t", "Key": {"id": {"S": "id1"}}, "UpdateExpression": "set S=:r",
            "ExpressionAttributeValues": {":r": {"S": "HelloWorldUpdated"}}, "ReturnValues": "UPDATED_NEW",
        },
    )  # fmt: skip
    assert updated["Attributes"] == {"S": {"S": "HelloWorldUpdated"}}
    assert set(updated) == {"Attributes", "SdkHttpMetadata", "SdkResponseMetadata"}
    got = cloud.value("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "id1"}}})
    assert got["Item"] == {**ITEM, "S": {"S": "HelloWorldUpdated"}}
    cloud.value("dynamodb:deleteItem", {"TableName": "t", "Key": {"id": {"S": "id1"}}})
    gone = cloud.value("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "id1"}}})
    assert "Item" not in gone


def test_dynamodb_by_the_sdk(cloud: Cloud) -> None:
    cloud.table()
    item = {**ITEM, "is": {"Bool": True}, "none": {"Nul": True}, "set": {"Ss": ["a"]}}
    assert cloud.value("aws-sdk:dynamodb:putItem", {"TableName": "t", "Item": item}) == {}
    found = cloud.value(
        "aws-sdk:dynamodb:query",
        {
            "TableName": "t", "KeyConditionExpression": "id = :id",
            "ExpressionAttributeValues": {":id": {"S": "id1"}},
        },
    )  # fmt: skip
    assert found == {"Count": 1, "Items": [item], "ScannedCount": 1}
    plain = cloud.value("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "id1"}}})
    assert plain["Item"]["is"] == {"BOOL": True}
    assert plain["Item"]["none"] == {"NULL": True}
    assert (
        cloud.value("aws-sdk:dynamodb:deleteItem", {"TableName": "t", "Key": {"id": {"S": "id1"}}})
        == {}
    )


@pytest.mark.parametrize(
    "resource, arguments, error, cause",
    [
        pytest.param(
            "dynamodb:putItem",
            {"TableName": "t", "Item": None},
            "DynamoDB.AmazonDynamoDBException",
            "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null "
            "(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: ID; Proxy: null)",
            id="a member is missing",
        ),
        pytest.param(
            "dynamodb:putItem", {"TableName": "/t", "Item": ITEM},
            "DynamoDB.AmazonDynamoDBException",
            "1 validation error detected: Value '/t' at 'tableName' failed to satisfy constraint: Member must satisfy "
            "regular expression pattern: [a-zA-Z0-9_.-]+ (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: "
            "ValidationException; Request ID: ID; Proxy: null)",
            id="a table's name",
        ),
        pytest.param(
            "dynamodb:getItem", {"TableName": "gone", "Key": {"id": {"S": "1"}}},
            "DynamoDB.ResourceNotFoundException",
            "Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: "
            "ResourceNotFoundException; Request ID: ID; Proxy: null)",
            id="no table",
        ),
        pytest.param(
            "dynamodb:putItem",
            {"TableName": "t", "Item": ITEM, "ConditionExpression": "attribute_exists(id)"},
            "DynamoDB.ConditionalCheckFailedException",
            "The conditional request failed (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: "
            "ConditionalCheckFailedException; Request ID: ID; Proxy: null)",
            id="a condition",
        ),
        pytest.param(
            "aws-sdk:dynamodb:putItem",
            {"TableName": "t", "Item": ITEM, "ConditionExpression": "attribute_exists(id)"},
            "DynamoDb.ConditionalCheckFailedException",
            "The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: ID) (SDK Attempt Count: 1)",
            id="a condition, by the SDK",
        ),
        pytest.param(
            "aws-sdk:dynamodb:putItem", {"TableName": "t"},
            "DynamoDb.DynamoDbException",
            "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null "
            "(Service: DynamoDb, Status Code: 400, Request ID: ID) (SDK Attempt Count: 1)",
            id="what the SDK's model does not know",
        ),
        pytest.param(
            "sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": None},
            "SQS.AmazonSQSException",
            "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: "
            "MissingParameter; Request ID: ID; Proxy: null)",
            id="a message without a body",
        ),
        pytest.param(
            "sqs:sendMessage", {"QueueUrl": "http://no-such-queue", "MessageBody": "x"},
            "SQS.SdkClientException",
            "Unable to execute HTTP request: no-such-queue: Name or service not known",
            id="a host that is not there",
        ),
        pytest.param(
            "sns:publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:gone", "Message": "x"},
            "SNS.NotFoundException",
            "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: ID; Proxy: null)",
            id="no topic",
        ),
        pytest.param(
            "aws-sdk:s3:listObjects", {"Bucket": "gone"},
            "S3.NoSuchBucketException",
            "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ID, Extended Request ID: XID)"
            " (SDK Attempt Count: 1)",
            id="no bucket",
        ),
        pytest.param(
            "aws-sdk:secretsmanager:getSecretValue", {"SecretId": "gone"},
            "SecretsManager.ResourceNotFoundException",
            "Secrets Manager can't find the specified secret. (Service: SecretsManager, Status Code: 400, Request ID: ID)"
            " (SDK Attempt Count: 1)",
            id="no secret",
        ),
        pytest.param(
            "aws-sdk:rds:describeDBInstances", {"DbInstanceIdentifier": "gone"},
            "Rds.DbInstanceNotFoundException", None, id="a Fault is an Exception",
        ),
    ],
)  # fmt: skip
def test_failures(
    cloud: Cloud, resource: str, arguments: Any, error: str, cause: str | None
) -> None:
    import re

    cloud.table()
    failed = cloud.task(resource, arguments)
    assert isinstance(failed, Failed), failed
    assert failed.error == error
    shown = re.sub(r"(Extended Request ID: )[^)]+", r"\1XID", failed.cause or "")
    shown = re.sub(r"(, |; )Request ID: [\w-]+", r"\1Request ID: ID", shown)
    assert cause is None or shown == cause


# ------------------------------------------------------------------ messages
def test_sqs_sends_objects_as_text_and_drops_what_it_does_not_know(cloud: Cloud) -> None:
    url = cloud.queue()
    sent = cloud.value("sqs:sendMessage", {"QueueUrl": url, "MessageBody": {"a": 1}, "Unknown": 3})
    assert list(sent) == ["MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata"]
    assert list(sent["SdkHttpMetadata"]["AllHttpHeaders"]) == [
        "x-amzn-RequestId", "connection", "Content-Length", "Date", "Content-Type",
    ]  # fmt: skip
    assert cloud.messages(url) == [{"a": 1}]


def test_a_token_task_is_submitted(cloud: Cloud) -> None:
    url = cloud.queue()
    answer = cloud.task(
        "sqs:sendMessage.waitForTaskToken", {"QueueUrl": url, "MessageBody": {"token": "t"}}
    )
    assert isinstance(answer, Submitted)
    assert answer.then == Never()
    assert "MessageId" in answer.output
    failed = cloud.task(
        "sqs:sendMessage.waitForTaskToken", {"QueueUrl": "http://gone", "MessageBody": "x"}
    )
    assert isinstance(failed, Failed)
    assert failed.stage == "submit"


def test_sns_reaches_its_subscribers(cloud: Cloud) -> None:
    url = cloud.queue()
    topic = cloud.make("sns", "CreateTopic", Name="topic")["TopicArn"]
    arn = "arn:aws:sqs:us-east-1:123456789012:q"
    cloud.make("sns", "Subscribe", TopicArn=topic, Protocol="sqs", Endpoint=arn)
    sent = cloud.value(
        "sns:publish",
        {
            "TopicArn": topic, "Message": {"Message": "HelloWorld!"},
            "MessageAttributes": {"n": {"DataType": "String", "StringValue": "v"}},
        },
    )  # fmt: skip
    assert list(sent) == ["MessageId", "SdkHttpMetadata", "SdkResponseMetadata"]
    assert sent["SdkHttpMetadata"]["HttpHeaders"]["Content-Type"] == "text/xml"
    (message,) = cloud.messages(url)
    assert message["Message"] == '{"Message":"HelloWorld!"}'
    assert message["MessageAttributes"] == {"n": {"Type": "String", "Value": "v"}}


def test_a_fifo_topic_numbers_its_messages(cloud: Cloud) -> None:
    topic = cloud.make("sns", "CreateTopic", Name="t.fifo", Attributes={"FifoTopic": "true"})
    sent = cloud.value(
        "sns:publish",
        {
            "TopicArn": topic["TopicArn"], "Message": "m", "MessageGroupId": "g",
            "MessageDeduplicationId": "d",
        },
    )  # fmt: skip
    assert list(sent)[-1] == "SequenceNumber"
    assert len(sent["SequenceNumber"]) == 20


def test_events_carry_the_execution(cloud: Cloud) -> None:
    url = cloud.queue()
    cloud.make("events", "PutRule", Name="r", EventPattern='{"detail-type": ["t"]}')
    arn = "arn:aws:sqs:us-east-1:123456789012:q"
    cloud.make("events", "PutTargets", Rule="r", Targets=[{"Id": "1", "Arn": arn}])
    entries = [
        {"Detail": {"m": 1}, "DetailType": "t", "Source": "s"},
        {"Detail": '{"m": 2}', "DetailType": "t", "Source": "s", "Resources": ["mine"]},
    ]
    put = cloud.value("events:putEvents", {"Entries": entries})
    assert list(put) == ["Entries", "FailedEntryCount"]
    assert put["FailedEntryCount"] == 0
    assert [list(each) for each in put["Entries"]] == [["EventId"], ["EventId"]]
    got = sorted(cloud.messages(url, 2), key=lambda each: each["detail"]["m"])
    assert [each["resources"] for each in got] == [
        [MACHINE, EXECUTION], ["mine", MACHINE, EXECUTION],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "entry, says",
    [
        pytest.param(
            {"Detail": '"jsonstring"', "DetailType": "t", "Source": "s"},
            {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."},
            id="detail",
        ),
        pytest.param(
            {"Detail": {"m": 1}, "DetailType": "t"},
            {
                "ErrorCode": "InvalidArgument",
                "ErrorMessage": "Parameter Source is not valid. Reason: Source is a required argument.",
            },
            id="source",
        ),
    ],
)
def test_an_event_that_is_not_taken_fails_the_task(cloud: Cloud, entry: Any, says: Any) -> None:
    good = {"Detail": {"m": 1}, "DetailType": "t", "Source": "s"}
    failed = cloud.task("events:putEvents", {"Entries": [good, entry]})
    assert isinstance(failed, Failed)
    assert failed.error == "EventBridge.FailedEntry"
    cause = json.loads(failed.cause or "")
    assert cause["Entries"][1] == says
    assert cause["FailedEntryCount"] == 1
    assert failed.cause == json.dumps(cause, separators=(",", ":"))


# ------------------------------------------------------------------ S3 and the rest
@pytest.mark.parametrize(
    "body, stored",
    [
        pytest.param("text data", b'"text data"', id="a string is quoted"),
        pytest.param({"Dict": "Value"}, b'{"Dict":"Value"}', id="an object"),
        pytest.param(0, b"0", id="a number"),
        pytest.param([True, None], b"[true,null]", id="a list"),
    ],
)
def test_a_body_is_written_as_json(cloud: Cloud, body: Any, stored: bytes) -> None:
    cloud.make("s3", "CreateBucket", Bucket="bucket")
    put = cloud.value("aws-sdk:s3:putObject", {"Bucket": "bucket", "Key": "k", "Body": body})
    assert put["ETag"].startswith('"')
    assert put["ServerSideEncryption"] == "AES256"
    got = cloud.make("s3", "GetObject", Bucket="bucket", Key="k")
    assert got["Body"].read() == stored
    shown = cloud.value("aws-sdk:s3:getObject", {"Bucket": "bucket", "Key": "k"})
    assert shown["Body"] == stored.decode()
    assert list(shown)[-1] == "Body"
    assert shown["ContentLength"] == len(stored)
    assert set(shown) == {
        "AcceptRanges", "Body", "ContentLength", "ContentType", "ETag", "LastModified", "Metadata",
        "ServerSideEncryption",
    }  # fmt: skip
    assert shown["Metadata"] == {}
    assert shown["LastModified"].endswith("Z")


def test_bytes_that_are_no_text_are_base64(cloud: Cloud) -> None:
    cloud.make("s3", "CreateBucket", Bucket="bucket")
    cloud.make("s3", "PutObject", Bucket="bucket", Key="k", Body=b"\xff\x00")
    shown = cloud.value("aws-sdk:s3:getObject", {"Bucket": "bucket", "Key": "k"})
    assert shown["Body"] == "/wA="


def test_regions_and_accounts_are_apart(cloud: Cloud) -> None:
    cloud.make("ssm", "PutParameter", Name="p", Value="v", Type="String")
    there = cloud.value("aws-sdk:ssm:getParameter", {"Name": "p"})
    assert there["Parameter"]["Value"] == "v"
    elsewhere = CONTEXT._replace(execution_arn=EXECUTION.replace("us-east-1", "eu-west-1"))
    other = CONTEXT._replace(task_role_arn="arn:aws:iam::111122223333:role/r")
    for context in (elsewhere, other):
        failed = cloud.task("aws-sdk:ssm:getParameter", {"Name": "p"}, context=context)
        assert isinstance(failed, Failed)
        assert failed.error == "Ssm.ParameterNotFoundException"


def test_two_conditional_writes_do_not_both_succeed(cloud: Cloud) -> None:
    cloud.table()

    async def race() -> list[Answer]:
        calls = [
            task_call(
                "dynamodb:putItem",
                {"TableName": "t", "Item": ITEM, "ConditionExpression": "attribute_not_exists(id)"},
            )
            for _ in range(8)
        ]
        return await asyncio.gather(*(cloud.aws.call(call, CONTEXT) for call in calls))

    assert sum(isinstance(answer, Returned) for answer in asyncio.run(race())) == 1


# ------------------------------------------------------------------ refusals
@pytest.mark.parametrize(
    "resource, arguments, says",
    [
        pytest.param(
            "aws-sdk:dynamodb:describeContributorInsights", {"TableName": "t"},
            "moto, which stands for AWS here, does not have DescribeContributorInsights of dynamodb: "
            'mock the state "S", or give the service an endpoint',
            id="moto has no such operation",
        ),
        pytest.param(
            "aws-sdk:s3:getBucketMetadataConfiguration", {"Bucket": "bucket"},
            "does not have GetBucketMetadataConfiguration of s3", id="S3 would answer with another's method",
        ),
        pytest.param("aws-sdk:translate:translateText", {}, "TranslateText of translate", id="no service"),
        pytest.param("aws-sdk:nosuch:thing", {}, "has no call that this emulator could make", id="unknown"),
        pytest.param("sns:publish", {"Message": "m", "TopicArn": {"a": 1}, "PhoneNumbr": 1},
                     "[The field 'PhoneNumbr' is not supported by Step Functions]", id="an unknown parameter"),
        pytest.param("dynamodb:putItem", {"TableName": "t", "Item": "x"},
                     "could not be used to start the Task: [The value of the field 'Item' has an invalid format]",
                     id="a parameter of another type"),
        pytest.param("dynamodb:putItem", {"TableName": "t", "Item": {"id": {"X": "1"}}},
                     "[The value of the field 'Item' has an invalid format]", id="inside"),
        pytest.param("sqs:sendMessage", "text", "The value of the field 'Parameters' has an invalid format", id="no object"),
        pytest.param("elasticmapreduce:addStep.sync", {"ClusterId": "c"},
                     "does not have an end of what AddJobFlowSteps of emr begins", id="a job that moto never ends"),
        pytest.param("elasticmapreduce:terminateCluster", {"ClusterIds": ["c"]},
                     "[The field 'ClusterIds' is not supported by Step Functions]", id="a name of the API's own shape"),
        pytest.param("elasticmapreduce:createCluster", {"Name": "n", "Instances": {}, "Steps": []},
                     "[The field 'Steps' is not supported by Step Functions]", id="steps of a new cluster"),
        pytest.param("elasticmapreduce:createCluster", {"Name": "n", "Instances": {}},
                     "[The value of the field 'Instances' has an invalid format]", id="a cluster that would not stay"),
        pytest.param("mediaconvert:createJob.sync", {}, "CreateJob of mediaconvert", id="a job of a service that moto has not"),
    ],
)  # fmt: skip
def test_refusals(cloud: Cloud, resource: str, arguments: Any, says: str) -> None:
    refused = cloud.task(resource, arguments)
    assert isinstance(refused, Refused), refused
    assert says in refused.cause


def test_an_answer_without_what_the_model_requires_is_no_answer(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emulator.services.clients import Response

    monkeypatch.setattr(Clients, "call", lambda self, *a, **k: Response({}, 200, {}, "ID"))
    refused = cloud.task(
        "aws-sdk:kinesis:putRecord", {"StreamName": "s", "Data": "d", "PartitionKey": "p"}
    )
    assert isinstance(refused, Refused)
    assert 'does not have the member "ShardId" in its answer to PutRecord' in refused.cause


def test_an_endpoint_where_nobody_is(cloud: Cloud) -> None:
    cloud = Cloud(services={"dynamodb": Choice("endpoint", "http://127.0.0.1:1")})
    failed = cloud.task("dynamodb:getItem", {"TableName": "t", "Key": {"id": {"S": "1"}}})
    assert failed == Failed(
        "DynamoDB.SdkClientException",
        "Unable to execute HTTP request: 127.0.0.1: Connection refused",
    )


def test_aws_itself_without_credentials_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    cloud = Cloud(services={"sqs": Choice("real")})
    refused = cloud.task("aws-sdk:sqs:listQueues", {})
    assert isinstance(refused, Refused)
    assert "there are no AWS credentials" in refused.cause


# ------------------------------------------------------------------ beside the user's own moto
def test_inside_a_mock_aws_theirs_is_used_and_outside_nothing_is_patched(cloud: Cloud) -> None:
    import boto3
    from moto import mock_aws

    with mock_aws():
        boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="theirs")
        listed = cloud.value("aws-sdk:sqs:listQueues", {})
        assert [url.rpartition("/")[2] for url in listed["QueueUrls"]] == ["theirs"]
    outside = boto3.client(
        "sqs", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x",
        endpoint_url="http://127.0.0.1:1",
    )  # fmt: skip
    with pytest.raises(Exception, match="Could not connect"):
        outside.list_queues()
