"""Mocked results against the services' models: names, types, lengths, ranges, and which call's model counts."""

from __future__ import annotations

from typing import Any

import pytest

from asl.resources.arn import parse_resource
from asl.resources.integrations import INTEGRATIONS
from asl.resources.models import api_call, output_of
from asl.resources.results import _POLLED, MODES, NOT_AN_OBJECT, Mode, fault_of

JSON = Any
START = "states:startExecution"
KMS = "aws-sdk:kms:encrypt"
S3 = "aws-sdk:s3:getObject"
FUNCTION = "aws-sdk:lambda:getFunction"
EVENTS = "events:putEvents"


def fault(resource: str, result: JSON, mode: Mode = "STRICT") -> str | None:
    parsed = parse_resource(resource if resource[:4] == "arn:" else f"arn:aws:states:::{resource}")
    assert parsed is not None
    return fault_of(result, parsed, mode)


@pytest.mark.parametrize(
    ("resource", "result", "expected"),
    [
        pytest.param(KMS, {"CiphertextBlob": 123}, "Field 'CiphertextBlob' must be a string", id="bytes are text (recorded)"),
        pytest.param(KMS, {"CiphertextBlob": ""}, "Field 'CiphertextBlob' is smaller than the minimum length", id="a length (recorded)"),
        pytest.param(S3, {"StorageClass": "Papyrus"}, "Field 'StorageClass' is not an expected value", id="an enumeration (recorded)"),
        pytest.param(S3, {"ContentLength": "9000"}, "Field 'ContentLength' must be a number", id="a number (recorded)"),
        pytest.param(S3, {"DeleteMarker": 1}, "Field 'DeleteMarker' must be a boolean", id="a truth"),
        pytest.param(S3, {"ContentLength": True}, "Field 'ContentLength' must be a number", id="a truth is no number"),
        pytest.param(S3, {"Metadata": []}, "Field 'Metadata' must be an object", id="a map"),
        pytest.param(S3, {"Metadata": {"k": 1}}, "Field 'k' must be a string", id="a map's value"),
        pytest.param(FUNCTION, {"Configuration": {"MemorySize": 127}}, "Field 'MemorySize' is less than the minimum value", id="a range's beginning (recorded)"),
        pytest.param(FUNCTION, {"Configuration": {"MemorySize": 10_241}}, "Field 'MemorySize' exceeds the maximum value", id="a range's end (recorded)"),
        pytest.param(EVENTS, {"Entries": "x"}, "Field 'Entries' must be an array", id="a list (recorded)"),
        pytest.param(EVENTS, {"Entries": [{"EventId": "e"}, {"EventId": []}]}, "Field 'EventId' must be a string", id="a list's second entry (recorded)"),
        pytest.param(START, {"StartDate": True}, "Field 'StartDate' must be a string", id="a time is text (recorded)"),
        pytest.param(START, {"StartDate": 1764103483}, "Field 'StartDate' must be a string", id="and no number (recorded)"),
        pytest.param("lambda:invoke", {"StatusCode": "200"}, "Field 'StatusCode' must be a number", id="Lambda's status"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", MODES)
def test_faults(resource: str, result: JSON, expected: str, mode: Mode) -> None:
    if resource == START and mode == "STRICT":
        result = {"ExecutionArn": "a", **result}
    assert fault(resource, result, mode) == (None if mode == "NONE" else expected)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "result", [{}, {"executionArn": "a", "startDate": "b"}], ids=["nothing", "the API's own case"]
)
def test_required_fields(result: JSON, mode: Mode) -> None:
    """Recorded: only STRICT asks for them, by Step Functions' names."""
    expected = "Required field 'ExecutionArn' is missing" if mode == "STRICT" else None
    assert fault(START, result, mode) == expected


@pytest.mark.parametrize(
    ("resource", "result"),
    [
        pytest.param(EVENTS, {"random": "json"}, id="unknown fields pass (recorded)"),
        pytest.param("lambda:invoke", {"Payload": {"any": [1]}}, id="the payload that Step Functions decodes"),
        pytest.param("lambda:invoke", {"Payload": "function output", "SdkHttpMetadata": {"HttpStatusCode": 200}}, id="metadata (recorded)"),
        pytest.param("apigateway:invoke", {"approval": True}, id="an integration with a shape of its own (recorded)"),
        pytest.param("sqs:sendMessage.waitForTaskToken", "anything", id="what a worker sends"),
        pytest.param("arn:aws:lambda:us-east-1:123456789012:function:f", "anything", id="a function"),
        pytest.param("arn:aws:states:us-east-1:123456789012:activity:a", 7, id="an activity"),
        pytest.param("http:invoke", {"ResponseBody": 1}, id="an HTTP task"),
        pytest.param(S3, {"Body": "x", "ContentLength": 2.0, "VersionId": None}, id="null is nothing"),
    ],
)  # fmt: skip
def test_what_passes(resource: str, result: JSON) -> None:
    assert fault(resource, result) is None


@pytest.mark.parametrize("result", ["x", 1, [], None])
def test_a_result_that_is_no_object(result: JSON) -> None:
    assert fault(START, result) == NOT_AN_OBJECT
    assert fault(START, result, "NONE") is None


def test_a_job_is_what_it_is_polled_with() -> None:
    """Documented for startExecution: the answer of DescribeExecution, whose Output is text."""
    done = {"ExecutionArn": "a", "StateMachineArn": "m", "Status": "SUCCEEDED", "StartDate": "d"}
    assert fault(f"{START}.sync:2", done) is None
    assert fault(f"{START}.sync:2", {**done, "Output": {}}) == "Field 'Output' must be a string"
    assert (
        fault(f"{START}.sync", {**done, "Status": "DONE"})
        == "Field 'Status' is not an expected value"
    )
    without = {key: value for key, value in done.items() if key != "Status"}
    assert fault(f"{START}.sync:2", without) == "Required field 'Status' is missing"


@pytest.mark.parametrize(("service", "action"), _POLLED)
def test_every_polled_call_exists(service: str, action: str) -> None:
    resource = parse_resource(f"arn:aws:states:::{service}:{action}.sync")
    assert resource is not None
    assert ".sync" in INTEGRATIONS[service, action].suffixes
    call = api_call(resource)
    assert call is not None
    assert output_of(call._replace(operation=_POLLED[service, action])) is not None
