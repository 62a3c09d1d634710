"""Error names that are known, and what a misspelt one is taken for."""

from __future__ import annotations

import pytest

from asl.resources.arn import parse_resource
from asl.resources.errors import (
    STATES_ERRORS,
    error_prefix,
    is_states_error,
    known_errors,
    nearest_error,
)

S = "arn:aws:states:::"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("States.ALL", True),
        ("States.TaskFailed", True),
        ("States.Http.StatusCode.404", True),
        ("States.Http.StatusCode.4xx", False),
        ("States.Http.StatusCode.", False),
        ("States.Http.StatusCode.٤٠٤", False),
        ("States.Http.Socket", True),
        ("States.Default", False),
        ("States.all", False),
    ],
)
def test_states_errors(name: str, known: bool) -> None:
    assert is_states_error(name) is known


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("States.Timout", "States.Timeout"),
        ("States.all", "States.ALL"),
        ("States.TaskFail", "States.TaskFailed"),
        ("Lambda.ServiceExeption", "Lambda.ServiceException"),
        ("Lambda.TooManyRequestException", "Lambda.TooManyRequestsException"),
        ("OrderRejected", None),
        ("States.Timeout", None),
        ("DynamoDb.DynamoDbException", None),
        ("", None),
    ],
)
def test_nearest(name: str, nearest: str | None) -> None:
    assert nearest_error(name) == nearest


def test_known_errors_are_sorted_and_hold_the_services_own() -> None:
    known = known_errors()
    assert list(known) == sorted(set(known))
    assert set(STATES_ERRORS) < set(known)
    assert "EventBridge.FailedEntry" in known


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        (f"{S}dynamodb:getItem", "DynamoDB"),
        (f"{S}aws-sdk:dynamodb:getItem", "DynamoDb"),
        (f"{S}states:startExecution", "StepFunctions"),
        (f"{S}aws-sdk:sfn:startExecution", "Sfn"),
        (f"{S}aws-sdk:nosuch:get", None),
        (f"{S}athena:getQueryResults", None),
        ("arn:aws:lambda:us-east-1:123456789012:function:F", "Lambda"),
    ],
)
def test_prefixes(text: str, prefix: str | None) -> None:
    resource = parse_resource(text)
    assert resource is not None
    assert error_prefix(resource) == prefix
