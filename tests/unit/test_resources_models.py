"""Parameter names in Step Functions' spelling, read from botocore's models."""

from __future__ import annotations

import subprocess
import sys

import pytest

from asl.resources.arn import Resource, parse_resource
from asl.resources.models import parameter_name, parameters, required_members

S = "arn:aws:states:::"


def read(text: str) -> Resource:
    resource = parse_resource(text)
    assert resource is not None
    return resource


# The right-hand names stand in published state machines.
@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("QueueUrl", "QueueUrl"),
        ("jobName", "JobName"),
        ("DBInstanceIdentifier", "DbInstanceIdentifier"),
        ("DBSubnetGroupName", "DbSubnetGroupName"),
        ("TemplateURL", "TemplateURL"),
        ("PerformHPO", "PerformHPO"),
        ("ETag", "ETag"),
        ("ACL", "Acl"),
        ("x", "X"),
        ("", ""),
    ],
)
def test_parameter_names(member: str, name: str) -> None:
    assert parameter_name(member) == name


# fmt: off
REQUIRED_CASES = [
    (f"{S}aws-sdk:dynamodb:putItem", {"TableName", "Item"}),
    (f"{S}aws-sdk:sfn:sendTaskSuccess.waitForTaskToken", {"TaskToken", "Output"}),
    (f"{S}aws-sdk:rds:deleteDBInstance", {"DbInstanceIdentifier"}),
    (f"{S}aws-sdk:ecs:runTask", {"TaskDefinition"}),
    (f"{S}aws-sdk:emrserverless:startJobRun", {"ApplicationId", "ExecutionRoleArn"}),
    (f"{S}aws-sdk:s3:listBuckets", set()),
    (f"{S}ecs:runTask.sync", {"TaskDefinition"}),
    (f"{S}lambda:invoke", {"FunctionName"}),
    (f"{S}http:invoke", {"ApiEndpoint", "Method"}),
    (f"{S}eks:call", {"ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"}),
]
# fmt: on


@pytest.mark.parametrize(("text", "required"), REQUIRED_CASES)
def test_required(text: str, required: set[str]) -> None:
    found = parameters(read(text))
    assert found is not None
    assert set(found.required) == required
    assert required <= set(found.accepts)


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:lambda:us-east-1:123456789012:function:F",
        "arn:aws:states:us-east-1:123456789012:activity:A",
        f"{S}dynamodb:query",
        f"{S}aws-sdk:nosuch:get",
        f"{S}aws-sdk:dynamodb:nosuch",
    ],
)
def test_nothing_known(text: str) -> None:
    assert parameters(read(text)) is None


def test_required_members() -> None:
    assert required_members("sqs", "sendMessage") == ("QueueUrl", "MessageBody")
    assert required_members("sqs", "nosuch") is None
    assert required_members("nosuch", "get") is None


def test_misspelt() -> None:
    found = parameters(read(f"{S}batch:submitJob"))
    assert found is not None
    assert found.misspelt(["jobName", "JobQueue", "Nonsense"]) == {"jobName": "JobName"}


def test_importing_is_free_of_botocore() -> None:
    """Neither these modules nor an ordinary resource load botocore or the table."""
    code = (
        "import sys, asl.resources.models, asl.resources.errors\n"
        "from asl.resources.catalogue import recognised\n"
        "assert recognised('arn:aws:states:::lambda:invoke') is None\n"
        "heavy = {'botocore', 'asl.resources.sdk_table', 'difflib'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
