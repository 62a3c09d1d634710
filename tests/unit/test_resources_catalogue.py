"""Which resources are recognised, what is said of the others, and that the rows agree with the APIs behind them."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.loaders import Loader

from asl.resources import sdk
from asl.resources.arn import Resource, parse_resource
from asl.resources.catalogue import Place, express_problem, recognised
from asl.resources.integrations import INTEGRATIONS, SERVICES, integration, price_class
from asl.resources.models import parameter_name

S = "arn:aws:states:::"


def read(text: str) -> Resource:
    resource = parse_resource(text)
    assert resource is not None
    return resource


@pytest.mark.parametrize(
    "text",
    [
        f"{S}lambda:invoke",
        f"{S}lambda:invoke.waitForTaskToken",
        f"{S}states:startExecution.sync:2",
        f"{S}glue:startJobRun.sync",
        f"{S}emr-serverless:stopApplication.sync",
        f"{S}eks:runJob.sync",
        f"{S}http:invoke",
        f"{S}aws-sdk:s3:listObjectsV2",
        f"{S}aws-sdk:rds:describeDBInstances",
        f"{S}aws-sdk:sfn:startSyncExecution",
        f"{S}aws-sdk:dynamodb:putItem.waitForTaskToken",
        "arn:aws-cn:states:::sns:publish",
        "arn:${AWS::Partition}:states:::sns:publish",
        f"{S}${{Service}}:publish",
        f"{S}sqs:${{Action}}",
        f"{S}aws-sdk:${{Service}}:query",
        "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject",
        "arn:aws:states:local::states:startExecution.sync",
        "arn:aws:states:us-west-2:42:activity:a-task",
        "arn:aws:lambda:us-east-1:123456789012:function:F",
        "arn:aws:lambda:us-east-1:123456789012:function:F:$LATEST",
        "arn:aws:lambda:us-east-1:123456789012:function:F:AZaz12-_",
        "arn:aws:lambda:REGION:ACCOUNT_ID:function:FUNCTION_NAME",
        "arn:aws:lambda:us-east-1:123456789012:function:${Name}-x",
        "arn:aws:lambda:::function:F",
    ],
)
def test_recognised(text: str) -> None:
    assert recognised(text) is None


# fmt: off
WHAT_IS_WRONG_CASES = [
    pytest.param(f"{S}nosuchservice:doThing", "unknown-service", "error", None, id="no such service"),
    pytest.param(f"{S}sqss:sendMessage", "unknown-service", "error", '"sqs"', id="a service nearly right"),
    pytest.param(f"{S}s3:getObject", "unknown-service", "error", f'"{S}aws-sdk:s3:getObject"',
                 id="only the SDK integration exists"),
    pytest.param(f"{S}dynamodb:query", "unknown-action", "error", f'"{S}aws-sdk:dynamodb:query"',
                 id="the SDK integration has the action"),
    pytest.param(f"{S}lambda:invok", "unknown-action", "error", '"invoke"', id="an action nearly right"),
    pytest.param(f"{S}sqs:sendMessage.sync", "pattern", "error", '"sendMessage.waitForTaskToken"', id="no job"),
    pytest.param(f"{S}batch:submitJob.waitForTaskToken", "pattern", "error", '"submitJob.sync"', id="no token"),
    pytest.param(f"{S}lambda:invoke.waitForTasktoken", "pattern", "error", '".waitForTaskToken"',
                 id="a suffix nearly right"),
    pytest.param(f"{S}glue:startJobRun.sync:2", "pattern", "warning", '"startJobRun.sync"',
                 id="a second form that the guide does not list"),
    pytest.param(f"{S}http:invoke.waitForTaskToken", "pattern", "error", '"invoke"', id="http has one pattern"),
    pytest.param("arn:aws:states:us-east-1:123456789012:stateMachine:X", "unknown-service", "error",
                 "startExecution", id="a state machine's own ARN"),
    pytest.param(f"{S}aws-sdk:stepfunctions:startExecution", "unknown-service", "error", '"sfn"',
                 id="botocore's name of a service"),
    pytest.param(f"{S}aws-sdk:bedrock-agent:getPrompt", "unknown-service", "error", '"bedrockagent"',
                 id="the CLI's name of a service"),
    pytest.param(f"{S}aws-sdk:nosuch:get", "unknown-service", "error", None, id="no such SDK service"),
    pytest.param(f"{S}aws-sdk:appsync:graphql", "unknown-action", "error", "", id="no such SDK action"),
    pytest.param(f"{S}aws-sdk:rds:describeDbInstances", "unknown-action", "error", '"describeDBInstances"',
                 id="capitals inside an action count"),
    pytest.param(f"{S}aws-sdk:dynamodb:putItem.sync", "pattern", "error", '"putItem.waitForTaskToken"',
                 id="no SDK call waits for a job"),
    pytest.param(f"{S}aws-sdk:lambda:invokeAsync", "unsupported-action", "error", None, id="left out by the guide"),
    pytest.param(f"{S}aws-sdk:sts:assumeRole", "unsupported-action", "error", None, id="roles are Credentials"),
    pytest.param(f"{S}aws-sdk:kinesis:subscribeToShard", "unsupported-action", "error", None, id="event stream"),
    pytest.param(f"{S}aws-sdk:bedrockruntime:converseStream", "unsupported-action", "error", None,
                 id="event stream by its model"),
    pytest.param(f"{S}aws-sdk:apigatewaymanagementapi:postToConnection", "unknown-service", "error", "",
                 id="an API without one endpoint"),
    pytest.param(f"{S}aws-sdk:secretsmanager:GetSecretValue", "casing", "warning", 'getSecretValue"',
                 id="a capital first letter"),
    pytest.param(f"{S}aws-sdk:qldb:listLedgers", "retired", "warning", None, id="a service that is no more"),
    pytest.param("arn:awx:states:::sns:publish", "placeholder", "warning", "aws-cn", id="a partition of nobody's"),
    pytest.param("${Function}", "placeholder", "warning", "fill it in", id="a substitution"),
    pytest.param("<YOUR_ARN>", "placeholder", "warning", "fill it in", id="angle brackets"),
    pytest.param("REPLACE_WITH_YOUR_LAMBDA_ARN", "placeholder", "warning", "fill it in", id="a loud word"),
    pytest.param("my-function", "not-an-arn", "error", "function:NAME", id="a bare name"),
    pytest.param("", "not-an-arn", "error", "function:NAME", id="nothing"),
    pytest.param("$.FunctionName", "not-an-arn", "error", "function:NAME", id="a path: Resource is constant"),
    pytest.param("foo:bar", "foreign", "warning", "function:NAME", id="a URI of another system"),
    pytest.param("docker://docker.io/agrare/echo:latest", "foreign", "warning", "function:NAME", id="a container"),
    pytest.param("arn:aws:sqs:us-east-1:123456789012:orders", "not-an-arn", "error",
                 f'"{S}sqs:sendMessage"', id="the queue instead of the call"),
    pytest.param("arn:aws:swf:us-east-1:123456789012:task:X", "not-an-arn", "error", "activity", id="a task of SWF"),
    pytest.param("arn::states:::sns:publish", "not-an-arn", "error", '"arn:aws:states:…"', id="no partition"),
    pytest.param("arn:aws:lambda:us-east-1:1:function:F:", "not-an-arn", "error", ":ALIAS", id="an empty alias"),
    pytest.param("arn:aws:lambda:us-east-1:1:function:F:$*#$7485", "malformed", "error", "letters", id="a bad alias"),
    pytest.param("arn:aws:lambda:us-east-1:1:function:my function", "malformed", "error", "letters",
                 id="a function's name has no spaces"),
]
# fmt: on


@pytest.mark.parametrize(("text", "kind", "severity", "help"), WHAT_IS_WRONG_CASES)
def test_what_is_wrong(text: str, kind: str, severity: str, help: str | None) -> None:
    found = recognised(text)
    assert found is not None
    assert (found.kind, found.severity) == (kind, severity)
    if help is None:
        assert found.help is None
    else:
        assert help in (found.help or "")


def test_the_wording_of_the_service() -> None:
    unknown = recognised(f"{S}dynamodb:query")
    assert unknown is not None
    assert unknown.aws_code == "SCHEMA_VALIDATION_FAILED"
    assert unknown.aws_message == (
        "The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not"
        " a valid resource ARN, or the resource is not available in this region."
    )
    bare = recognised("my-function")
    assert bare is not None
    assert bare.aws_message == "Value is not a valid resource ARN"


# fmt: off
EXPRESS_CASES = [
    (f"{S}states:startExecution.sync", "Express state machine does not support '.sync' service integration"),
    (f"{S}states:startExecution.sync:2", "Express state machine does not support '.sync' service integration"),
    (f"{S}sqs:sendMessage.waitForTaskToken",
     "Express state machine does not support '.waitForTaskToken' service integration "),
    ("arn:aws:states:us-east-1:123456789012:activity:A", "Express state machine does not support Activity ARN"),
    (f"{S}sqs:sendMessage", None),
    (f"{S}aws-sdk:s3:getObject", None),
    ("arn:aws:lambda:us-east-1:123456789012:function:F", None),
    ("my-function", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "aws"), EXPRESS_CASES)
def test_express(text: str, aws: str | None) -> None:
    found = express_problem(text)
    assert (found.aws_message if found else None) == aws


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        (f"{S}s3:getObject", "ItemReader", None),
        (f"{S}s3:listObjectsV2", "ItemReader", None),
        (f"{S}s3:putObject", "ResultWriter", None),
        (f"{S}s3:${{Action}}", "ItemReader", None),
        (f"{S}s3:putObject", "ItemReader", "place"),
        (f"{S}s3:getObject", "ResultWriter", "place"),
        (f"{S}aws-sdk:s3:getObject", "ItemReader", "place"),
        (f"{S}s3:getObject.sync", "ItemReader", "place"),
        ("my-bucket", "ItemReader", "not-an-arn"),
    ],
)
def test_places_of_a_map(text: str, place: Place, kind: str | None) -> None:
    found = recognised(text, place)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("arn:aws:lambda:us-east-1:123456789012:function:F", "lambda"),
        (f"{S}lambda:invoke", "lambda"),
        (f"{S}aws-sdk:lambda:invoke", "lambda"),
        (f"{S}states:startExecution.sync", "execution"),
        (f"{S}aws-sdk:sfn:startExecution", "execution"),
        (f"{S}http:invoke", "http"),
        (f"{S}sqs:sendMessage", "service"),
        (f"{S}aws-sdk:s3:getObject", "service"),
        ("arn:aws:states:us-east-1:123456789012:activity:A", "none"),
    ],
)
def test_prices(text: str, price: str) -> None:
    assert price_class(read(text)) == price


# The guide's table of optimised integrations: which services wait for a job, which for a token.
JOBS = {
    "athena", "batch", "bedrock", "codebuild", "databrew", "ecs", "eks", "elasticmapreduce",
    "emr-containers", "emr-serverless", "glue", "mediaconvert", "sagemaker", "states",
}  # fmt: skip
TOKENS = {"apigateway", "bedrock", "ecs", "eks", "events", "lambda", "sns", "sqs", "states"}


def test_the_patterns_of_the_guide() -> None:
    with_job = {row.service for row in INTEGRATIONS.values() if ".sync" in row.suffixes}
    with_token = {
        row.service for row in INTEGRATIONS.values() if ".waitForTaskToken" in row.suffixes
    }
    assert with_job == JOBS
    assert with_token == TOKENS
    assert all("" in row.suffixes for row in INTEGRATIONS.values())


def test_every_row_is_reached_by_its_arn() -> None:
    for row in INTEGRATIONS.values():
        for suffix in row.suffixes:
            text = f"{S}{row.service}:{row.action}{suffix}"
            assert recognised(text) is None
            assert integration(read(text)) is row
    assert {row.service for row in INTEGRATIONS.values()} == set(SERVICES)


def test_payloads_and_required_parameters_are_accepted() -> None:
    for row in INTEGRATIONS.values():
        if row.accepts is not None:
            assert {*row.required, *row.one_of, *row.payload} <= set(row.accepts), row.action


def test_rows_agree_with_the_apis_behind_them() -> None:
    """The operation exists and, where its shape is the row's, needs what the row requires."""
    loader = Loader()
    seen = 0
    for row in INTEGRATIONS.values():
        about = row.about
        assert not about.sdk or sdk.service(about.sdk) is not None
        if not row.operation:
            continue
        model: dict[str, Any] = loader.load_service_model(row.client, "service-2")
        shape = model["shapes"][model["operations"][row.operation]["input"]["shape"]]
        if row.accepts is not None:
            continue
        members = {parameter_name(name): member for name, member in shape["members"].items()}
        needed = {parameter_name(name) for name in shape.get("required", ())}
        made_up = {name for name, member in members.items() if member.get("idempotencyToken")}
        assert needed - made_up <= set(row.required) <= needed, (row.service, row.action)
        seen += 1
    assert seen > 40
