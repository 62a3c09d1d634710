"""Requests against the model: AWS's texts, in AWS's form, and the table against the botocore that is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from api_client import HOME, Client, conforms

from emulator.api import model
from emulator.api.operations import OPERATIONS
from emulator.api.shapes import answer_writer

ROOT = Path(__file__).resolve().parents[2]
VERSION = f"{HOME}:stateMachine:m:1"


def scripts() -> Any:
    spec = importlib.util.spec_from_file_location(
        "make_api_model", ROOT / "scripts" / "make_api_model.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_has_what_botocore_has() -> None:
    made = scripts()
    operations, shapes = made.tables(made.read_model())
    # An older botocore knows less; what it knows is the same.
    assert operations.items() <= model.OPERATIONS.items()
    for name, shape in shapes.items():
        ours = dict(model.SHAPES[name])
        theirs = dict(shape)
        members, known = theirs.pop("members", {}), ours.pop("members", {})
        assert members.items() <= known.items(), name
        assert theirs.keys() <= ours.keys(), name


def test_every_operation_is_there() -> None:
    assert set(OPERATIONS) == set(model.OPERATIONS)


@pytest.mark.parametrize(
    ("operation", "request_", "message"),
    [
        pytest.param(
            "ListStateMachines",
            {"maxResults": 1001},
            "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint:"
            " Member must have value less than or equal to 1000",
            id="recorded: too many results",
        ),
        pytest.param(
            "ListStateMachines",
            {"nextToken": "x" * 1025},
            f"1 validation error detected: Value '{'x' * 1025}' at 'nextToken' failed to satisfy constraint:"
            " Member must have length less than or equal to 1024",
            id="recorded: too long",
        ),
        pytest.param(
            "CreateStateMachineAlias",
            {
                "name": "123",
                "routingConfiguration": [{"stateMachineVersionArn": VERSION, "weight": 100}],
            },
            "1 validation error detected: Value '123' at 'name' failed to satisfy constraint: Member must satisfy"
            r" regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$",
            id="recorded: pattern",
        ),
        pytest.param(
            "CreateStateMachineAlias",
            {
                "name": "a",
                "routingConfiguration": [{"stateMachineVersionArn": VERSION, "weight": 101}],
            },
            "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy"
            " constraint: Member must have value less than or equal to 100",
            id="recorded: inside a list",
        ),
        pytest.param(
            "CreateStateMachineAlias",
            {
                "name": "a",
                "routingConfiguration": [
                    {"stateMachineVersionArn": f"{HOME}:stateMachine:m:{n}", "weight": w}
                    for n, w in ((1, 50), (2, 30), (3, 20))
                ],
            },
            "1 validation error detected: Value '["
            + ", ".join(
                f"RoutingConfigurationListItem(stateMachineVersionArn={HOME}:stateMachine:m:{n}, weight={w})"
                for n, w in ((1, 50), (2, 30), (3, 20))
            )
            + "]' at 'routingConfiguration' failed to satisfy constraint:"
            " Member must have length less than or equal to 2",
            id="recorded: a list too long",
        ),
        pytest.param(
            "ListExecutions",
            {"stateMachineArn": f"{HOME}:stateMachine:m", "statusFilter": "running"},
            "1 validation error detected: Value 'running' at 'statusFilter' failed to satisfy constraint: Member must"
            " satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
            id="recorded: enumeration",
        ),
        pytest.param(
            "SendTaskSuccess",
            {"taskToken": "t"},
            "1 validation error detected: Value at 'output' failed to satisfy constraint: Member must not be null",
            id="recorded: a sensitive member is missing",
        ),
        pytest.param(
            "DescribeExecution",
            {},
            "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint:"
            " Member must not be null",
            id="a member is missing",
        ),
        pytest.param(
            "DescribeExecution",
            {"executionArn": "", "includedData": "x"},
            "2 validation errors detected: Value '' at 'executionArn' failed to satisfy constraint: Member must have"
            " length greater than or equal to 1; Value 'x' at 'includedData' failed to satisfy constraint: Member must"
            " satisfy enum value set: [ALL_DATA, METADATA_ONLY]",
            id="two at once",
        ),
        pytest.param(
            "StartExecution",
            {"stateMachineArn": f"{HOME}:stateMachine:m", "input": '"' + "é" * 131_072 + '"'},
            "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less"
            " than or equal to 262144",
            id="a payload counts bytes",
        ),
        pytest.param(
            "StartExecution",
            {"stateMachineArn": f"{HOME}:stateMachine:m", "traceHeader": "é"},
            "1 validation error detected: Value 'é' at 'traceHeader' failed to satisfy constraint: Member must satisfy"
            r" regular expression pattern: \p{ASCII}*",
            id="a Java character class",
        ),
    ],
)
def test_violations(
    service: Client, operation: str, request_: dict[str, Any], message: str
) -> None:
    refused = service.refusal(operation, **request_)
    assert refused.type == "com.amazon.coral.validate#ValidationException"
    assert refused.message == message


def test_answers_leave_out_what_is_not_there_and_count_seconds() -> None:
    write = answer_writer("ListMapRuns")
    given = {
        "mapRuns": [{"mapRunArn": "a", "startDate": 1_735_689_600_123, "stopDate": None}],
        "nextToken": None,
    }
    assert write(given) == {"mapRuns": [{"mapRunArn": "a", "startDate": 1_735_689_600.123}]}


def test_an_answer_that_the_model_does_not_know_is_a_fault() -> None:
    with pytest.raises(KeyError):
        answer_writer("ListMapRuns")({"mapRuns": [], "other": 1})


@pytest.mark.parametrize(
    ("value", "complaint"),
    [({"x": 1}, "not in the model"), ({"events": [{}]}, "has no"), ({"events": {}}, "no list")],
)
def test_the_client_catches_answers_of_another_shape(value: Any, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        conforms(value, "GetExecutionHistoryOutput")
