"""Records as AWS-shaped events: members, texts, what is left out.

The service model of botocore says which members exist; recorded histories say which are there.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape

from asl.history.render import Renderer
from asl.resources.arn import Resource, parse_resource
from asl.vocabulary.records import DETAILS, STATE_TYPES, Verbatim


def resource(arn: str) -> Resource:
    found = parse_resource(arn)
    assert found is not None
    return found


FUNCTION = resource("arn:aws:lambda:eu-west-1:123456789012:function:f")
MESSAGE = resource("arn:aws:states:::sqs:sendMessage.waitForTaskToken")
SDK = resource("arn:aws:states:::aws-sdk:dynamodb:getItem")
ACTIVITY = resource("arn:aws:states:us-east-1:123456789012:activity:a")

# What a detail may hold, by its name in the record.
SAMPLES: dict[str, Any] = {
    "input": {"a": 1},
    "output": [1.0],
    "parameters": {"p": None},
    "role_arn": "arn:aws:iam::123456789012:role/r",
    "alias_arn": None,
    "version_arn": None,
    "error": "E",
    "cause": "c",
    "redrive_count": 2,
    "name": "S",
    "assigned": {"v": "x"},
    "timeout_s": 9,
    "heartbeat_s": 3,
    "worker": "w",
    "length": 4,
    "index": 0,
    "map_run_arn": "arn:aws:states:us-east-1:123456789012:mapRun:m/l:1",
    "state": "S",
    "location": "Output/x",
}


def record(kind: str, **details: Any) -> tuple[Any, ...]:
    """A record of this kind: samples, with what the test says in their place."""
    resource = {"L": FUNCTION, "A": ACTIVITY}.get(kind[0], MESSAGE)
    given = {**SAMPLES, "resource": resource, **details}
    return (kind, 1, 1_735_689_600_123, *(given[name] for name in DETAILS[kind]))


def details(kind: str, *, region: str = "us-east-1", data: bool = True, **given: Any) -> Any:
    """The details member of a rendered event; None if it has none."""
    event = Renderer(region, include_data=data).event(2, record(kind, **given))
    members = set(event) - {"timestamp", "type", "id", "previousEventId"}
    assert len(members) <= 1
    return event[members.pop()] if members else None


@cache
def model() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("stepfunctions", "service-2"))


def test_every_event_type_of_the_service_has_a_record() -> None:
    kinds = set(model().shape_for("HistoryEventType").enum)
    kept = {kind for kind in DETAILS if kind != "FailStateExited"}
    assert kept == kinds


@pytest.mark.parametrize("kind", DETAILS)
@pytest.mark.parametrize("data", [True, False])
def test_members_are_those_of_the_service_model(kind: str, data: bool) -> None:
    event = Renderer("us-east-1", include_data=data).event(2, record(kind))
    shape = model().shape_for("HistoryEvent")
    assert isinstance(shape, StructureShape)
    check(shape, {**event, "timestamp": 0}, required=data)


def check(shape: Any, value: Any, *, required: bool) -> None:
    """Names, types and required members, all the way down."""
    if shape.type_name == "structure":
        assert set(value) <= set(shape.members), shape.name
        missing = set(shape.required_members) - set(value)
        assert not missing or (not required and missing == {"parameters"}), (shape.name, missing)
        for name, member in value.items():
            assert member is not None, f"{shape.name}.{name} is null"
            check(shape.members[name], member, required=required)
    elif shape.type_name == "map":
        for member in value.values():
            check(shape.value, member, required=required)
    elif shape.type_name == "string":
        assert isinstance(value, str), shape.name
    elif shape.type_name in ("integer", "long"):
        assert type(value) is int, shape.name
    elif shape.type_name == "boolean":
        assert type(value) is bool, shape.name


def test_the_envelope() -> None:
    event = Renderer("us-east-1").event(7, record("ParallelStateStarted"))
    assert event == {
        "timestamp": 1_735_689_600.123,
        "type": "ParallelStateStarted",
        "id": 7,
        "previousEventId": 1,
    }


@pytest.mark.parametrize(
    "kind",
    [
        "LambdaFunctionStarted",
        "TaskStateAborted",
        "WaitStateAborted",
        "MapStateAborted",
        "ParallelStateAborted",
        "ParallelStateStarted",
        "ParallelStateSucceeded",
        "ParallelStateFailed",
        "MapStateSucceeded",
        "MapStateFailed",
        "MapRunSucceeded",
        "MapRunAborted",
    ],
)
def test_no_details_member(kind: str) -> None:
    assert details(kind) is None


FAILURES = [
    kind for kind, names in DETAILS.items() if "error" in names and kind != "EvaluationFailed"
]


@pytest.mark.parametrize("kind", FAILURES)
def test_error_and_cause_are_left_out_when_unknown(kind: str) -> None:
    own = {"resourceType", "resource"} if kind.startswith("Task") else set()
    assert set(details(kind, error=None, cause=None)) == own
    assert set(details(kind, cause=None)) == {*own, "error"}
    assert details(kind)["cause"] == "c"


def test_an_aborted_execution_without_reason_has_empty_details() -> None:
    event = Renderer("us-east-1").event(3, record("ExecutionAborted", error=None, cause=None))
    assert event["executionAbortedEventDetails"] == {}


def test_an_activity_taken_by_nobody_in_particular() -> None:
    assert details("ActivityStarted", worker=None) == {}
    assert details("ActivityStarted") == {"workerName": "w"}


def test_task_events() -> None:
    assert details("TaskScheduled") == {
        "resourceType": "sqs",
        "resource": "sendMessage.waitForTaskToken",
        "region": "us-east-1",
        "parameters": '{"p":null}',
        "timeoutInSeconds": 9,
        "heartbeatInSeconds": 3,
        "taskCredentials": {"roleArn": "arn:aws:iam::123456789012:role/r"},
    }
    assert details("TaskScheduled", timeout_s=None, heartbeat_s=None, role_arn=None) == {
        "resourceType": "sqs",
        "resource": "sendMessage.waitForTaskToken",
        "region": "us-east-1",
        "parameters": '{"p":null}',
    }
    assert details("TaskStarted", resource=SDK) == {
        "resourceType": "aws-sdk:dynamodb",
        "resource": "getItem",
    }
    assert details("TaskSubmitted") == {
        "resourceType": "sqs",
        "resource": "sendMessage.waitForTaskToken",
        "output": "[1.0]",
        "outputDetails": {"truncated": False},
    }


def test_the_region_of_the_machine_where_the_resource_names_none() -> None:
    assert details("TaskScheduled", region="eu-central-1")["region"] == "eu-central-1"


def test_functions_and_activities_are_named_by_their_arns() -> None:
    assert details("LambdaFunctionScheduled") == {
        "resource": FUNCTION.arn,
        "input": '{"a":1}',
        "inputDetails": {"truncated": False},
        "timeoutInSeconds": 9,
        "taskCredentials": {"roleArn": "arn:aws:iam::123456789012:role/r"},
    }
    assert details("ActivityScheduled") == {
        "resource": ACTIVITY.arn,
        "input": '{"a":1}',
        "inputDetails": {"truncated": False},
        "timeoutInSeconds": 9,
        "heartbeatInSeconds": 3,
    }
    assert set(details("LambdaFunctionSucceeded")) == {"output", "outputDetails"}


def test_iterations() -> None:
    for what in ("Started", "Succeeded", "Failed", "Aborted"):
        assert details(f"MapIteration{what}") == {"name": "S", "index": 0}


def test_variables_are_json_text() -> None:
    assigned = {"n": 42, "s": "abc", "o": {"a": 1}, "none": None, "f": 1e21}
    got = details("PassStateExited", assigned=assigned)
    assert got["assignedVariables"] == {
        "n": "42",
        "s": '"abc"',
        "o": '{"a":1}',
        "none": "null",
        "f": "1.0E21",
    }
    assert got["assignedVariablesDetails"] == {"truncated": False}
    for nothing in (None, {}):
        assert set(details("PassStateExited", assigned=nothing)) == {
            "name",
            "output",
            "outputDetails",
        }


def test_an_evaluation_without_a_place() -> None:
    assert "location" not in details("EvaluationFailed", location=None)
    assert details("EvaluationFailed") == {
        "state": "S",
        "error": "E",
        "cause": "c",
        "location": "Output/x",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Verbatim('{ "a" : 1.50 }'), '{ "a" : 1.50 }', id="text as it was written"),
        pytest.param({"a": [1, "é", None, True]}, '{"a":[1,"é",null,true]}', id="compact"),
        pytest.param("text", '"text"', id="a string is JSON text too"),
        pytest.param(0.0, "0.0", id="zero keeps its point"),
        pytest.param(1e7, "1.0E7", id="doubles as Java writes them"),
        pytest.param(10**30, "1" + "0" * 30, id="integers in full"),
        pytest.param("</\u2028\x01", '"</\u2028\\u0001"', id="only necessary escapes"),
    ],
)
def test_payloads(value: Any, text: str) -> None:
    assert details("ExecutionSucceeded", output=value)["output"] == text
    assert details("PassStateEntered", input=value)["input"] == text


def test_without_execution_data() -> None:
    """includeExecutionData=false: payloads and their …Details are gone, names and errors stay."""
    assert details("PassStateEntered", data=False) == {"name": "S"}
    assert details("PassStateExited", data=False) == {"name": "S"}
    assert set(details("ExecutionStarted", data=False)) == {"roleArn"}
    assert details("ExecutionSucceeded", data=False) == {}
    assert details("TaskFailed", data=False)["cause"] == "c"
    assert "parameters" not in details("TaskScheduled", data=False)


def test_versions_and_aliases() -> None:
    got = details("ExecutionStarted", alias_arn="arn:alias", version_arn="arn:version")
    assert got["stateMachineAliasArn"] == "arn:alias"
    assert got["stateMachineVersionArn"] == "arn:version"


def test_ids_go_on_from_where_they_are_told() -> None:
    records = [record("ParallelStateStarted"), record("ParallelStateSucceeded")]
    assert [e["id"] for e in Renderer("us-east-1").events(records, 41)] == [41, 42]


def test_equal_values_that_are_not_the_same_are_told_apart() -> None:
    """The renderer keeps the last text by identity: 1 and True, or a value changed in a test, must not meet."""
    renderer = Renderer("us-east-1")
    texts = [
        renderer.event(1, record("PassStateEntered", input=value))["stateEnteredEventDetails"][
            "input"
        ]
        for value in (1, True, 1.0, "1", [1], [True])
    ]
    assert texts == ["1", "true", "1.0", '"1"', "[1]", "[true]"]


def test_events_are_json() -> None:
    events = list(Renderer("us-east-1").events(record(kind) for kind in DETAILS))
    assert json.loads(json.dumps(events)) == events


def test_every_state_type_is_entered_and_all_but_fail_are_left() -> None:
    for kind in STATE_TYPES:
        assert f"{kind}StateEntered" in DETAILS
        assert (f"{kind}StateExited" in DETAILS) is (kind != "Fail")
