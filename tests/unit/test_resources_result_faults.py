"""What no service gives: names, types and words of results, names of errors, and samples that hold."""

from __future__ import annotations

from typing import Any

import pytest

from asl.resources.arn import Resource, parse_resource
from asl.resources.integrations import INTEGRATIONS
from asl.resources.models import api_call, exceptions_of, output_of, spelled
from asl.resources.raised import error_fault, errors_of
from asl.resources.result_faults import _OWN, forms_of, result_faults
from asl.resources.samples import Reads, sample


def resource(text: str) -> Resource:
    found = parse_resource(text if text.startswith("arn:") else f"arn:aws:states:::{text}")
    assert found is not None
    return found


FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:a"


@pytest.mark.parametrize(
    ("text", "result", "pointer", "message"),
    [
        ("dynamodb:putItem", {"Atributes": {}}, "/Atributes", 'dynamodb PutItem has no field "Atributes"'),
        ("dynamodb:getItem", {"Item": {"id": {"S": 1}}}, "/Item/id/S", 'dynamodb GetItem: "S" is a string, not a number'),
        ("dynamodb:getItem", {"Item": {"id": "x"}}, "/Item/id", 'dynamodb GetItem: "id" is an object, not a string'),
        ("dynamodb:getItem", {"Item": {"id": {"Bool": True}}}, "/Item/id/Bool", 'dynamodb GetItem has no field "Bool" in "id"'),
        ("aws-sdk:dynamodb:getItem", {"Item": {"id": {"BOOL": True}}}, "/Item/id/BOOL", 'dynamodb GetItem has no field "BOOL" in "id"'),
        ("aws-sdk:sqs:sendMessage", {"MD5OfMessageBody": "x"}, "/MD5OfMessageBody", 'sqs SendMessage has no field "MD5OfMessageBody"'),
        ("sqs:sendMessage", {"messageId": "x"}, "/messageId", 'sqs SendMessage has no field "messageId"'),
        ("aws-sdk:s3:getObject", {"SdkHttpMetadata": {}}, "/SdkHttpMetadata", 's3 GetObject has no field "SdkHttpMetadata"'),
        ("events:putEvents", {"FailedEntryCount": 0, "Entries": [], "SdkHttpMetadata": {}}, "/SdkHttpMetadata", 'events PutEvents has no field "SdkHttpMetadata"'),
        ("aws-sdk:s3:getObject", {"Body": {"a": 1}}, "/Body", 's3 GetObject: "Body" is a string, not an object'),
        ("aws-sdk:s3:getObject", {"LastModified": 1}, "/LastModified", 's3 GetObject: "LastModified" is a string, not a number'),
        ("aws-sdk:s3:getObject", {"StorageClass": "GLACIAL"}, "/StorageClass", 's3 GetObject: "GLACIAL" is no value of "StorageClass"'),
        ("aws-sdk:sqs:deleteMessage", {"ok": True}, "/ok", 'sqs DeleteMessage has no field "ok"'),
        ("aws-sdk:ec2:describeInstances", {"Reservations": [{}, {"Instances": [{"Id": 1}]}]}, "/Reservations/1/Instances/0/Id", 'ec2 DescribeInstances has no field "Id" in "Instances"'),
        ("lambda:invoke", {"receipt": 1}, "", 'the result of lambda:invoke has a "Payload"'),
        ("lambda:invoke", "text", "", "lambda:invoke gives an object, not a string"),
        ("lambda:invoke", {"Payload": 1, "Status": 2}, "/Status", 'lambda:invoke has no field "Status"'),
        ("lambda:invoke", {"Payload": 1, "FunctionError": "Unhandled"}, "/FunctionError", "a task whose function fails has no result"),
        ("http:invoke", {"Body": 1}, "/Body", 'http:invoke has no field "Body"'),
        ("apigateway:invoke", {"Headers": {"a": "b"}}, "/Headers/a", 'apigateway:invoke: "a" is an array, not a string'),
        ("glue:startJobRun.sync", {"JobRunSate": "SUCCEEDED"}, "/JobRunSate", 'glue GetJobRun has no field "JobRunSate"'),
        ("codebuild:startBuild.sync", {"Build": {"Statuss": 1}}, "/Build/Statuss", 'codebuild BatchGetBuilds has no field "Statuss" in "Build"'),
        ("states:startExecution.sync", {"ExecutionArn": "a", "Output": {"a": 1}}, "/Output", 'stepfunctions DescribeExecution: "Output" is a string, not an object'),
    ],
)  # fmt: skip
def test_what_is_wrong(text: str, result: Any, pointer: str, message: str) -> None:
    found = [f for f in result_faults(result, resource(text)) if f.weight == "wrong"]
    assert [(f.pointer, f.message) for f in found] == [(pointer, message)]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        (FUNCTION, 7),
        (ACTIVITY, "x"),
        ("sqs:sendMessage.waitForTaskToken", {"anything": 1}),
        ("elasticmapreduce:createCluster", {"anything": 1}),
        ("eks:call", {"anything": 1}),
        ("sqs:sendMessage", {"MD5OfMessageBody": "x", "SdkHttpMetadata": {"any": 1}, "SdkResponseMetadata": {}}),
        ("dynamodb:getItem", {"Item": {"a": {"BOOL": True}, "b": {"NULL": True}, "c": {"M": {"d": {"L": [{"N": "1"}]}}}}}),
        ("dynamodb:getItem", {"Item": None}),
        ("aws-sdk:dynamodb:getItem", {"Item": {"a": {"Bool": True}, "b": {"Ss": ["x"]}, "c": {"Nul": True}, "d": {"NULL": True}}}),
        ("lambda:invoke", {"Payload": None}),
        ("states:startExecution", {"ExecutionArn": "a", "StartDate": 1.5}),
        ("states:startExecution", {"ExecutionArn": "a", "StartDate": "2025-01-01T00:00:00Z"}),
        ("states:startExecution.sync:2", {"ExecutionArn": "a", "Output": {"a": 1}, "Input": 7}),
        ("bedrock:invokeModel", {"Body": {"a": 1}}),
        ("ecs:runTask.sync", {"Containers": [{"ExitCode": 0}]}),
        ("ecs:runTask.sync", {"Tasks": [{"Containers": [{"ExitCode": 0}]}]}),
        ("batch:submitJob.sync", {"Status": "SUCCEEDED"}),
        ("http:invoke", {"ResponseBody": [1], "StatusCode": 200}),
        ("aws-sdk:nosuch:get", {"x": 1}),
    ],
)  # fmt: skip
def test_what_may_be(text: str, result: Any) -> None:
    assert [f for f in result_faults(result, resource(text)) if f.weight == "wrong"] == []


def test_what_does_not_wait_has_no_payload() -> None:
    invoke = resource("lambda:invoke")
    assert not list(result_faults({"StatusCode": 202}, invoke, {"InvocationType": "Event"}))


@pytest.mark.parametrize(
    ("text", "result", "weight", "message"),
    [
        ("states:startExecution", {}, "missing", 'stepfunctions StartExecution always gives a "ExecutionArn"'),
        ("aws-sdk:kms:encrypt", {"CiphertextBlob": ""}, "bounds", "kms Encrypt: field 'CiphertextBlob' is smaller than the minimum length"),
    ],
)  # fmt: skip
def test_what_only_strict_says(text: str, result: Any, weight: str, message: str) -> None:
    found = next(iter(result_faults(result, resource(text))))
    assert (found.weight, found.message) == (weight, message)


def test_shapes_written_down_are_the_models() -> None:
    """`sqs:sendMessage` and `sns:publish` are read without a model; a name that the API gains must come here, too."""
    for (service, action), members in _OWN.items():
        call = api_call(resource(f"{service}:{action}"))
        shapes = output_of(call) if call else None
        if shapes is None:
            continue
        named = {spelled(m, "optimised") for m in shapes.all[shapes.name]["members"]}
        assert named <= set(members), service  # an older botocore may know fewer


# ------------------------------------------------------------------ errors
@pytest.mark.parametrize(
    ("text", "name", "severity", "close"),
    [
        ("dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException", None, None),
        ("dynamodb:putItem", "DynamoDB.AmazonDynamoDBException", None, None),
        ("dynamodb:putItem", "DynamoDb.ConditionalCheckFailedException", "error", "DynamoDB.ConditionalCheckFailedException"),
        ("dynamodb:putItem", "ConditionalCheckFailedException", "error", "DynamoDB.ConditionalCheckFailedException"),
        ("dynamodb:putItem", "DynamoDB.ConditionalCheckFailed", "warning", "DynamoDB.ConditionalCheckFailedException"),
        ("aws-sdk:dynamodb:putItem", "DynamoDb.DynamoDbException", None, None),
        ("aws-sdk:dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException", "error", "DynamoDb.ConditionalCheckFailedException"),
        ("aws-sdk:s3:getObject", "S3.NoSuchKeyException", None, None),
        ("aws-sdk:s3:getObject", "S3.NoSuchKey", "warning", "S3.NoSuchKeyException"),
        ("aws-sdk:kms:encrypt", "Kms.KmsInvalidStateException", None, None),
        ("sqs:sendMessage", "States.TaskFailed", None, None),
        ("sqs:sendMessage", "States.Timeout", None, None),
        ("sqs:sendMessage", "States.Runtime", None, None),
        ("sqs:sendMessage", "States.ALL", "error", None),
        ("sqs:sendMessage", "States.Timout", "error", "States.Timeout"),
        ("sqs:sendMessage", "States.Http.StatusCode.503", "error", None),
        ("sqs:sendMessage", "Boom", "error", None),
        ("sqs:sendMessage.waitForTaskToken", "Boom", None, None),
        (ACTIVITY, "Boom", None, None),
        (FUNCTION, "Card.Declined", None, None),
        ("lambda:invoke", "Card.Declined", None, None),
        ("lambda:invoke", "Lambda.TooManyRequestsException", None, None),
        ("lambda:invoke", "Lambda.TooManyRequestException", "warning", "Lambda.TooManyRequestsException"),
        ("http:invoke", "States.Http.StatusCode.503", None, None),
        ("http:invoke", "Events.ConnectionResource.AccessDenied", None, None),
        ("http:invoke", "Boom", "error", None),
        ("apigateway:invoke", "ApiGateway.500", None, None),
        ("apigateway:invoke", "ApiGateway.Oops", "warning", None),
        ("events:putEvents", "EventBridge.FailedEntry", None, None),
        ("sagemaker:createModel", "Boom", None, None),
    ],
)  # fmt: skip
def test_errors(text: str, name: str, severity: str | None, close: str | None) -> None:
    from asl.check.diagnostic import nearest

    found = error_fault(name, resource(text))
    assert (found.severity if found else None) == severity
    if found and close:
        assert nearest(found.written, found.known) == close


def test_errors_of_an_operation() -> None:
    put = resource("dynamodb:putItem")
    assert "DynamoDB.ConditionalCheckFailedException" in errors_of(put, of_operation=True)
    assert "DynamoDB.ExportNotFoundException" not in errors_of(put, of_operation=True)
    assert "DynamoDB.ExportNotFoundException" in errors_of(put)
    assert exceptions_of("nosuch", "aws-sdk") == ()


# ------------------------------------------------------------------ samples
SDK = ("s3:getObject", "dynamodb:query", "ec2:describeInstances", "sfn:describeExecution", "kms:encrypt",
       "rds:describeDBInstances", "sqs:deleteMessage", "lexmodelsv2:describeBot", "wafv2:getWebACL")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        *(f"{row.service}:{row.action}{suffix}" for row in INTEGRATIONS.values() for suffix in row.suffixes),
        *(f"aws-sdk:{name}" for name in SDK),
    ],
)  # fmt: skip
def test_samples_hold(text: str) -> None:
    assert list(result_faults(sample(resource(text)), resource(text))) == []


def reads(*paths: str) -> Reads:
    made = Reads()
    for path in paths:
        names, _, like = path.partition("=")
        made.add(names.split("."), int(like) if like.isdigit() else like or None)
    return made


@pytest.mark.parametrize(
    ("text", "read", "value"),
    [
        ("lambda:invoke", reads("Payload.a.b=7", "Payload.c"), {"StatusCode": 200, "Payload": {"a": {"b": 7}, "c": "c"}}),
        ("lambda:invoke", reads("StatusCode=x"), {"StatusCode": 200, "Payload": {}}),
        (FUNCTION, reads("kind=gold", "n=3"), {"kind": "gold", "n": 3}),
        ("dynamodb:getItem", reads("Item.state.S=done"), {"Item": {"state": {"S": "done"}}}),
        ("aws-sdk:sqs:deleteMessage", reads("nothing"), {}),
    ],
)  # fmt: skip
def test_samples_have_what_is_read(text: str, read: Reads, value: Any) -> None:
    assert sample(resource(text), read) == value


def test_a_sample_reaches_what_is_read_of_it_however_deep() -> None:
    made = sample(
        resource("aws-sdk:ec2:describeInstances"),
        reads("Reservations.Instances.State.Name=running"),
    )
    assert made["Reservations"][0]["Instances"][0]["State"]["Name"] == "running"


def test_forms_of_jobs() -> None:
    whole, part = forms_of(resource("glue:startJobRun.sync"))[::-1]
    assert "JobRun" in whole.members
    assert "JobRunState" in part.members
