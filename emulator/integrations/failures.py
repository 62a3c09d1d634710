"""How the errors of AWS services are called, and what their causes say, in each of the two kinds of integrations.

An optimised integration was built on Java SDK v1: `DynamoDB.ConditionalCheckFailedException`, and what the service's model does
not know is `DynamoDB.AmazonDynamoDBException`; the cause ends in `(Service: AmazonDynamoDBv2; Status Code: 400; Error Code:
…; Request ID: …; Proxy: null)`. An `aws-sdk` integration is v2: `DynamoDb.…`, the unknown ones `DynamoDb.DynamoDbException`, the
end `(Service: DynamoDb, Status Code: 400, Request ID: …) (SDK Attempt Count: 1)`.

Source: recorded failures of 2023 to 2025; Java SDK names: "Exception" takes the place of "Fault" and follows everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from asl.hosts.answers import Failed
from asl.hosts.lambda_responses import Stage
from asl.resources.arn import Resource
from asl.resources.errors import error_prefix
from asl.resources.models import exception_name
from emulator.integrations.spelling import service_model
from emulator.services.clients import Fault, Unreachable


class _V1(NamedTuple):
    """Java SDK v1's names for a service: in a cause, and for errors that its model does not know."""

    label: str
    generic: str


# The first four labels are recorded, the others are the class names of Java SDK v1's clients.
_V1_NAMES: Final[Mapping[str, _V1]] = {
    "dynamodb": _V1("AmazonDynamoDBv2", "AmazonDynamoDBException"),
    "sns": _V1("AmazonSNS", "AmazonSNSException"),
    "sqs": _V1("AmazonSQS", "AmazonSQSException"),
    "states": _V1("AWSStepFunctions", "AWSStepFunctionsException"),
    "athena": _V1("AmazonAthena", "AmazonAthenaException"),
    "batch": _V1("AWSBatch", "AWSBatchException"),
    "bedrock": _V1("BedrockRuntime", "BedrockRuntimeException"),
    "codebuild": _V1("AWSCodeBuild", "AWSCodeBuildException"),
    "databrew": _V1("AWSGlueDataBrew", "AWSGlueDataBrewException"),
    "ecs": _V1("AmazonECS", "AmazonECSException"),
    "eks": _V1("AmazonEKS", "AmazonEKSException"),
    "elasticmapreduce": _V1("AmazonElasticMapReduce", "AmazonElasticMapReduceException"),
    "emr-containers": _V1("AmazonEMRContainers", "AmazonEMRContainersException"),
    "emr-serverless": _V1("AWSEMRServerless", "AWSEMRServerlessException"),
    "events": _V1("AmazonCloudWatchEvents", "AmazonCloudWatchEventsException"),
    "glue": _V1("AWSGlue", "AWSGlueException"),
    "mediaconvert": _V1("AWSMediaConvert", "AWSMediaConvertException"),
    "sagemaker": _V1("AmazonSageMaker", "AmazonSageMakerException"),
}


def failure(resource: Resource, client: str, fault: Fault) -> Failed:
    """The task failure for a service's refusal."""
    stage = stage_of(resource)
    if resource.kind == "aws-sdk":
        prefix = error_prefix(resource) or ""
        known = _exception_of(client, fault.code)
        extended = f", Extended Request ID: {fault.extended_id}" if fault.extended_id else ""
        cause = (
            f"{fault.message} (Service: {prefix}, Status Code: {fault.status}, Request ID: "
            f"{fault.request_id}{extended}) (SDK Attempt Count: 1)"
        )
        name = exception_name(known, "aws-sdk") if known else f"{prefix}Exception"
        return Failed(f"{prefix}.{name}", cause, stage)
    names = _V1_NAMES.get(resource.service) or _V1(resource.service, "ServiceException")
    known = _exception_of(client, fault.code)
    cause = (
        f"{fault.message} (Service: {names.label}; Status Code: {fault.status}; Error Code: {fault.code}; "
        f"Request ID: {fault.request_id}; Proxy: null)"
    )
    return Failed(
        f"{_prefix(resource)}.{exception_name(known, 'optimised') if known else names.generic}",
        cause,
        stage,
    )


def unreachable(resource: Resource, error: Unreachable) -> Failed:
    """The task failure when nobody answers."""
    return Failed(
        f"{_prefix(resource)}.SdkClientException",
        f"Unable to execute HTTP request: {error.host}: {error.why}",
        stage_of(resource),
    )


def stage_of(resource: Resource) -> Stage:
    """How far a call has come when its first answer is a refusal: waiting tasks are only submitted by it."""
    return "submit" if resource.pattern in ("sync", "token") else "run"


def _prefix(resource: Resource) -> str:
    return error_prefix(resource) or resource.service


def _exception_of(client: str, code: str) -> str | None:
    """The name of an error that the service's model knows, None for the others."""
    shape: Any = service_model(client).shape_for_error_code(code)
    name = shape.name if shape is not None else None
    if name is None:
        bare = code.rpartition(".")[2]
        shape = service_model(client).shape_for_error_code(bare)
        name = shape.name if shape is not None else None
    return None if name is None else str(name)
