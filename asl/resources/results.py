"""What a mocked result must look like: compared with the model of the API behind the task.

A mock that the service could never give makes a test green that is wrong. TestState checks its mocks so, and the rules are
its own: names in Step Functions' spelling, the first fault only, unknown fields let pass. A job's result (`.sync`) is
what the call answers that the service polls with.

Source: AWS API, MockInput; recorded TestState answers for the texts of strings, numbers, arrays, enumerations, lengths
and ranges; the others are worded like them (unconfirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from asl.resources.arn import Resource
from asl.resources.models import ApiCall, Shapes, api_call, output_of, parameter_name

Mode: TypeAlias = Literal["STRICT", "PRESENT", "NONE"]
MODES: Final = ("STRICT", "PRESENT", "NONE")

NOT_AN_OBJECT: Final = "the result is not an object"

# The call that a job is polled with. Guide and API reference name startExecution's, submitJob's and Glue's; the others
# are the calls that tell of the same thing. A job that is not here is not checked.
_POLLED: Final[Mapping[tuple[str, str], str]] = {
    ("athena", "startQueryExecution"): "GetQueryExecution",
    ("batch", "submitJob"): "DescribeJobs",
    ("bedrock", "createModelCustomizationJob"): "GetModelCustomizationJob",
    ("codebuild", "startBuild"): "BatchGetBuilds",
    ("codebuild", "startBuildBatch"): "BatchGetBuildBatches",
    ("codebuild", "retryBuildBatch"): "BatchGetBuildBatches",
    ("databrew", "startJobRun"): "DescribeJobRun",
    ("ecs", "runTask"): "DescribeTasks",
    ("eks", "createCluster"): "DescribeCluster",
    ("eks", "createFargateProfile"): "DescribeFargateProfile",
    ("eks", "createNodegroup"): "DescribeNodegroup",
    ("elasticmapreduce", "addStep"): "DescribeStep",
    ("elasticmapreduce", "createCluster"): "DescribeCluster",
    ("elasticmapreduce", "terminateCluster"): "DescribeCluster",
    ("emr-containers", "deleteVirtualCluster"): "DescribeVirtualCluster",
    ("emr-containers", "startJobRun"): "DescribeJobRun",
    ("emr-serverless", "cancelJobRun"): "GetJobRun",
    ("emr-serverless", "createApplication"): "GetApplication",
    ("emr-serverless", "startApplication"): "GetApplication",
    ("emr-serverless", "startJobRun"): "GetJobRun",
    ("emr-serverless", "stopApplication"): "GetApplication",
    ("glue", "startJobRun"): "GetJobRun",
    ("mediaconvert", "createJob"): "GetJob",
    ("sagemaker", "createHyperParameterTuningJob"): "DescribeHyperParameterTuningJob",
    ("sagemaker", "createLabelingJob"): "DescribeLabelingJob",
    ("sagemaker", "createProcessingJob"): "DescribeProcessingJob",
    ("sagemaker", "createTrainingJob"): "DescribeTrainingJob",
    ("sagemaker", "createTransformJob"): "DescribeTransformJob",
    ("states", "startExecution"): "DescribeExecution",
}
# Where a model says something else than the service was recorded to hold, the recording wins: (client, shape) → bounds.
_RECORDED: Final[Mapping[tuple[str, str], Mapping[str, int]]] = {
    ("lambda", "MemorySize"): {"max": 10_240},  # December 2025; the models of 2026 say 32,768
}
# What an optimised integration reads as JSON, where the API has bytes.
_DECODED: Final = frozenset({("lambda", "invoke", "Payload"), ("bedrock", "invokeModel", "Body")})


def fault_of(result: JSON, resource: Resource, mode: Mode) -> str | None:
    """What is wrong with a mocked result: the service's words, `NOT_AN_OBJECT`, or None.

    Args:
        mode: STRICT, PRESENT (what is there must be right, nothing need be there) or NONE.
    """
    call = answering_call(resource)
    shapes = output_of(call) if call and mode != "NONE" else None
    if call is None or shapes is None:
        return None
    if not isinstance(result, dict):
        return NOT_AN_OBJECT
    if resource.kind == "optimised":
        result = {
            key: value
            for key, value in result.items()
            if (resource.service, resource.action, key) not in _DECODED
        }
    return _first_fault(result, call.client, shapes, wants_all=mode == "STRICT")


def answering_call(resource: Resource) -> ApiCall | None:
    """The call whose answer a task's result is; None where there is none, or where it is not known."""
    call = api_call(resource)
    if call is None or resource.pattern == "token":
        return None  # what SendTaskSuccess sends is the worker's own
    if resource.pattern == "sync":
        polled = _POLLED.get((resource.service, resource.action))
        return None if polled is None else ApiCall(call.client, polled)
    return call


class _Place(NamedTuple):
    """A value that is to be looked at, the shape it must have, and the field it is in."""

    value: JSON
    shape: str
    field: str


def _first_fault(result: JSON, client: str, shapes: Shapes, *, wants_all: bool) -> str | None:
    pending = [_Place(result, shapes.name, "")]
    while pending:
        place = pending.pop()
        shape = shapes.all[place.shape]
        if recorded := _RECORDED.get((client, place.shape)):
            shape = {**shape, **recorded}
        wanted = _WANTED.get(shape["type"])
        if wanted is None or place.value is None or shape.get("document"):
            continue
        if not _is(place.value, wanted):
            return f"Field '{place.field}' must be {wanted}"
        fault = None
        if isinstance(place.value, dict):
            if shape["type"] == "structure" and wants_all:
                fault = _missing(place.value, shape)
            inside = list(_members(place, shape))
        elif isinstance(place.value, list):
            inside = [_Place(v, shape["member"]["shape"], place.field) for v in place.value]
        else:
            fault, inside = out_of_bounds(place.value, place.field, shape), []
        if fault is not None:
            return fault
        pending.extend(reversed(inside))
    return None


_WANTED: Final = {
    **dict.fromkeys(("string", "blob", "timestamp", "character"), "a string"),
    **dict.fromkeys(("integer", "long", "float", "double", "bigdecimal"), "a number"),
    "boolean": "a boolean",
    "list": "an array",
    **dict.fromkeys(("structure", "map"), "an object"),
}


def _is(value: JSON, wanted: str) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {
        "a string": str,
        "a number": (int, float),
        "a boolean": bool,
        "an array": list,
        "an object": dict,
    }
    return isinstance(value, kinds[wanted]) and isinstance(value, bool) == (wanted == "a boolean")


def _missing(value: Mapping[str, JSON], shape: Mapping[str, Any]) -> str | None:
    for member in shape.get("required", ()):
        name = parameter_name(member)
        if value.get(name) is None:
            return f"Required field '{name}' is missing"
    return None


def _members(place: _Place, shape: Mapping[str, Any]) -> list[_Place]:
    """The members of an object that the model knows, in the model's order; all values of a map."""
    if shape["type"] == "map":
        return [_Place(v, shape["value"]["shape"], key) for key, v in place.value.items()]
    found = []
    for member, of in shape["members"].items():
        name = parameter_name(member)
        if name in place.value:
            found.append(_Place(place.value[name], of["shape"], name))
    return found


def out_of_bounds(value: JSON, field: str, shape: Mapping[str, Any]) -> str | None:
    """What is wrong with a text or a number that has the right type: no word of an enumeration, too long, too small."""
    least, most = shape.get("min"), shape.get("max")
    if isinstance(value, str):
        if "enum" in shape and value not in shape["enum"]:
            return f"Field '{field}' is not an expected value"
        if shape["type"] == "timestamp":
            return None
        if least is not None and len(value) < least:
            return f"Field '{field}' is smaller than the minimum length"
        if most is not None and len(value) > most:
            return f"Field '{field}' exceeds the maximum length"
    elif not isinstance(value, bool):
        if least is not None and value < least:
            return f"Field '{field}' is less than the minimum value"
        if most is not None and value > most:
            return f"Field '{field}' exceeds the maximum value"
    return None
