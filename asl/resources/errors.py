"""The error names that Step Functions itself and its integrations raise: for advice, never for a verdict.

A function may raise any name, so a name that is not here is no fault. Two things can be said: names beginning with
`States.` are the service's own, and a name close to one of these is probably a slip of the pen.

Source: AWS guide, "Handling errors in Step Functions workflows" and "Best practices"; ASL spec, Errors; recorded
histories for the integrations' prefixes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.resources.arn import Resource

Caught: TypeAlias = Literal["yes", "never", "pattern"]


class StatesErrorName(NamedTuple):
    """One name of the service's own. `caught`: can Retry and Catch take it, or is it only something to write there?"""

    caught: Caught
    raised_by: str


# fmt: off
STATES_ERRORS: Final[Mapping[str, StatesErrorName]] = {
    "States.ALL": StatesErrorName("pattern", "every error but States.Runtime"),
    "States.TaskFailed": StatesErrorName("yes", "a job that failed; written in a Catch, every error but States.Timeout"),
    "States.Timeout": StatesErrorName("yes", "a Task that took too long or missed a heartbeat"),
    "States.HeartbeatTimeout": StatesErrorName("pattern", "a missed heartbeat, which reports States.Timeout"),
    "States.DataLimitExceeded": StatesErrorName("yes", "a payload of more than 256 KiB"),
    "States.Permissions": StatesErrorName("yes", "a Task whose role may not do what it says"),
    "States.QueryEvaluationError": StatesErrorName("yes", "a JSONata expression that failed"),
    "States.ReferencePathConflict": StatesErrorName("yes", "a reference path that cannot be applied"),
    "States.ExceedToleratedFailureThreshold": StatesErrorName("yes", "a distributed Map with too many failed items"),
    "States.ItemReaderFailed": StatesErrorName("yes", "a distributed Map whose items cannot be read"),
    "States.ResultWriterFailed": StatesErrorName("yes", "a distributed Map whose results cannot be written"),
    "States.Http.Socket": StatesErrorName("yes", "an HTTPS call without an answer in 60 seconds"),
    "States.Runtime": StatesErrorName("never", "a path, a value or a transition that cannot be"),
    # The specification's names for what AWS reports as States.Runtime or by the branch's own error.
    "States.ParameterPathFailure": StatesErrorName("never", "nothing: AWS reports States.Runtime"),
    "States.ResultPathMatchFailure": StatesErrorName("never", "nothing: AWS reports States.ReferencePathConflict"),
    "States.IntrinsicFailure": StatesErrorName("never", "nothing: AWS reports States.Runtime"),
    "States.NoChoiceMatched": StatesErrorName("never", "nothing: AWS reports States.Runtime"),
    "States.BranchFailed": StatesErrorName("never", "nothing: AWS reports the branch's own error"),
}
# fmt: on
_HTTP_STATUS: Final = "States.Http.StatusCode."

# Names that integrations are known to raise, by prefix: recorded, or listed by the guide.
_RAISED: Final[Mapping[str, str]] = {
    "Lambda": "AWSLambdaException ClientExecutionTimeoutException InvalidRequestContentException"
    " ResourceNotFoundException SdkClientException ServiceException TooManyRequestsException"
    " Unknown",
    "DynamoDB": "AmazonDynamoDBException ConditionalCheckFailedException ResourceNotFoundException",
    "DynamoDb": "DynamoDbException ConditionalCheckFailedException ResourceNotFoundException",
    "EventBridge": "FailedEntry",
    "Events.ConnectionResource": "AccessDenied AuthInProgress ConcurrentModification InternalError"
    " InvalidConnectionState InvalidPrivateConnectionState ResourceNotFound",
    "S3": "NoSuchBucketException NoSuchKeyException S3Exception",
    "SNS": "InvalidParameterException NotFoundException",
    "SQS": "AmazonSQSException SdkClientException",
    "SecretsManager": "SecretsManagerException",
    "Sfn": "InvalidTokenException",
    "StepFunctions": "ExecutionAlreadyExistsException StateMachineDoesNotExistException",
    "Sandbox": "Timedout",
    "Runtime": "ExitError",
}
# Java SDK v1's spelling, which is not that of the aws-sdk integrations; the rest follow no rule that is written down.
_PREFIXES: Final[Mapping[str, str]] = {
    "apigateway": "ApiGateway",
    "batch": "Batch",
    "dynamodb": "DynamoDB",
    "ecs": "ECS",
    "eks": "EKS",
    "events": "EventBridge",
    "glue": "Glue",
    "http": "States.Http",
    "lambda": "Lambda",
    "sns": "SNS",
    "sqs": "SQS",
    "states": "StepFunctions",
}


def known_errors() -> tuple[str, ...]:
    """Every name that is known to be raised or written, sorted: what a misspelt one may be compared with."""
    raised = (f"{prefix}.{name}" for prefix, names in _RAISED.items() for name in names.split())
    return tuple(sorted((*STATES_ERRORS, *raised)))


def is_states_error(name: str) -> bool:
    """Whether a name that begins with `States.` is one of the service's own."""
    if name.startswith(_HTTP_STATUS):
        status = name[len(_HTTP_STATUS) :]
        return len(status) == 3 and status.isascii() and status.isdigit()
    return name in STATES_ERRORS


def nearest_error(name: str) -> str | None:
    """The known name that this unknown one is close to, if any: "States.Timout" → "States.Timeout"."""
    from difflib import get_close_matches

    folded = {known.lower(): known for known in known_errors()}
    if name in folded.values():
        return None
    close = get_close_matches(name.lower(), sorted(folded), n=1, cutoff=0.85)
    return folded[close[0]] if close else None


def error_prefix(resource: Resource) -> str | None:
    """What this resource's error names begin with: "DynamoDB", or "DynamoDb" for the aws-sdk integration."""
    if resource.kind == "aws-sdk":
        from asl.resources import sdk

        found = sdk.service(resource.service.removeprefix("aws-sdk:"))
        return found.prefix if found else None
    return _PREFIXES.get(resource.service)
