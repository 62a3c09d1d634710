"""Recordings' placeholders: what becomes what, and in which order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conformance.normalise import fill_map_runs, normalise, without

INSTANT = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
UUID_A = "11111111-2222-4333-8444-555555555555"
UUID_B = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


def one(value: Any, rules: Any = (), skip: Any = ()) -> Any:
    return normalise({"r": value}, rules, skip)["r"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(
            {"input": '{"a": [1, 2]}'}, {"input": {"a": [1, 2]}}, id="objects in text are parsed"
        ),
        pytest.param(
            {"input": "[1, 2]"}, {"input": "[1, 2]"}, id="arrays in text keep their spacing"
        ),
        pytest.param({"input": '"x"'}, {"input": '"x"'}, id="strings in text stay text"),
        pytest.param(
            {"cause": "{oops"}, {"cause": "{oops"}, id="what only looks like an object stays"
        ),
        pytest.param(
            {"output": '{"Cause": "{\\"a\\": 1}"}'},
            {"output": {"Cause": '{"a": 1}'}},
            id="text inside parsed text stays text",
        ),
        pytest.param(
            {"startDate": INSTANT}, {"startDate": "datetime"}, id="a time of the response"
        ),
        pytest.param({"timestamp": INSTANT}, {"timestamp": "timestamp"}, id="the time of an event"),
        pytest.param(
            {"note": "at 2030-01-01T00:00:00.5Z!"},
            {"note": "at date!"},
            id="a full time inside text",
        ),
        pytest.param(
            {"note": "2030-01-01T00:00:00"},
            {"note": "2030-01-01T00:00:00"},
            id="not without a zone",
        ),
        pytest.param(
            {"arn": "arn:aws:states:us-east-1:123456789012:x"},
            {"arn": "arn:<partition>:states:<region>:111111111111:x"},
            id="partition, region and account",
        ),
        pytest.param(
            {
                "ResponseMetadata": {
                    "HTTPHeaders": {"a": "b"},
                    "HTTPStatusCode": 200,
                    "RetryAttempts": 0,
                }
            },
            {"ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 200}},
            id="of the response's metadata the status code",
        ),
        pytest.param(
            {"b": {"requestId": UUID_B}, "a": {"requestId": UUID_A}, "text": f"see {UUID_B}"},
            {
                "a": {"requestId": "<uuid:1>"},
                "b": {"requestId": "<uuid:2>"},
                "text": "see <uuid:2>",
            },
            id="uuids are numbered in sorted order and found in text",
        ),
        pytest.param({"token": UUID_A}, {"token": UUID_A}, id="a uuid under another key stays"),
        pytest.param(
            {"cause": "not found in the input '{\"a\":1}'", "same": '[{"a":1}]'},
            {"cause": "not found in the input '<json-input:1>'", "same": "[<json-input:1>]"},
            id="the input that a cause quotes",
        ),
        pytest.param(
            {
                "SdkHttpMetadata": {"HttpHeaders": {"Date": "Tue"}},
                "SdkResponseMetadata": {"RequestId": "x"},
            },
            {
                "SdkHttpMetadata": {"HttpHeaders": {"Date": "date"}},
                "SdkResponseMetadata": {"RequestId": "RequestId"},
            },
            id="what the SDK adds",
        ),
    ],
)
def test_in_every_entry(value: Any, expected: Any) -> None:
    assert one(value) == expected


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        pytest.param(
            {"regex": "machine_[0-9]+", "replacement": "<M>"},
            {"arn": "a:machine_17", "t": '[{"x": "machine_17"}]'},
            {"arn": "a:<M>", "t": '[{"x": "<M>"}]'},
            id="regex over all text",
        ),
        pytest.param(
            {"jsonpath": "$..output.At", "replacement": "at", "reference": False},
            {"output": {"At": 5}, "At": 5},
            {"output": {"At": "at"}, "At": 5},
            id="jsonpath at its place alone",
        ),
        pytest.param(
            {"jsonpath": "$..Token", "replacement": "token", "reference": True},
            {"Token": "abc", "said": "abc!", "t": '["abc"]'},
            {"Token": "<token:1>", "said": "<token:1>!", "t": '["<token:1>"]'},
            id="jsonpath as a reference, everywhere",
        ),
        pytest.param(
            {"key": "Name", "replacement": "name", "reference": True},
            {"a": {"Name": "x1"}, "b": {"Name": "y2"}, "c": "y2"},
            {"a": {"Name": "<name:1>"}, "b": {"Name": "<name:2>"}, "c": "<name:2>"},
            id="key as a reference",
        ),
        pytest.param(
            {"key": "Name", "replacement": "name", "reference": False},
            {"Name": "x1", "c": "x1"},
            {"Name": "name", "c": "x1"},
            id="key in place",
        ),
        pytest.param(
            {"key": None, "replacement": "resource", "reference": True},
            {"roleArn": "arn:aws:iam::123456789012:role/r1", "t": "r1"},
            {"roleArn": "arn:<partition>:iam::111111111111:role/<resource:1>", "t": "<resource:1>"},
            id="the last part of an ARN",
        ),
    ],
)
def test_an_entrys_rules(rule: Any, value: Any, expected: Any) -> None:
    assert one(value, [rule]) == expected


def test_keys_are_numbered_in_the_order_of_the_calls() -> None:
    got = normalise({"z": {"id": UUID_B}, "a": {"id": UUID_A}})
    assert got == {"z": {"id": "<uuid:1>"}, "a": {"id": "<uuid:2>"}}


def test_members_inside_are_numbered_before_those_behind() -> None:
    got = normalise({"r": {"a": {"id": UUID_B}, "id": UUID_A}})
    assert got["r"] == {"a": {"id": "<uuid:1>"}, "id": "<uuid:2>"}


def test_an_entrys_own_rules_find_arns_as_they_are() -> None:
    rules = [
        {"regex": "123456789012", "replacement": "111111111111"},
        {"regex": "arn:aws:", "replacement": "arn:<partition>:"},
        {"regex": "arn:aws:iam::123456789012:role/r", "replacement": "the_role"},
    ]
    arns = ["arn:aws:iam::123456789012:role/r", "arn:aws:iam::123456789012:role/s"]
    got = normalise({"r": {"arns": arns}}, rules)["r"]["arns"]
    assert got == ["the_role", "arn:<partition>:iam::111111111111:role/s"]


def test_map_runs_are_found_in_the_responses() -> None:
    label, run = UUID_A, UUID_B
    observed = {"r": {"mapRunArn": f"arn:aws:states:us-east-1:1:mapRun:m/{label}:{run}"}}
    rules = fill_map_runs([{"map_run": 0}, {"map_run": 1}], observed)
    got = normalise(observed, rules)["r"]["mapRunArn"]
    assert got.endswith("mapRun:m/<MapRunArnPart0_0idx>:<MapRunArnPart1_0idx>")


def test_a_label_that_is_a_name_stays() -> None:
    observed = {"r": {"mapRunArn": f"arn:aws:states:us-east-1:1:mapRun:m/Each:{UUID_B}"}}
    got = normalise(observed, fill_map_runs([{"map_run": 0}], observed))["r"]["mapRunArn"]
    assert got.endswith("mapRun:m/Each:<MapRunArnPart1_0idx>")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("$..b", {"a": [{"c": 1}, {"c": 2}]}, id="at every depth"),
        pytest.param("$.a[1].c", {"a": [{"b": 0, "c": 1}, {"b": 3}], "b": 9}, id="at one place"),
        pytest.param("$.a[0]", {"a": [{"b": 3, "c": 2}], "b": 9}, id="an item"),
        pytest.param("$.a[*]", {"a": [], "b": 9}, id="all items"),
        pytest.param(
            "$.nothing", {"a": [{"b": 0, "c": 1}, {"b": 3, "c": 2}], "b": 9}, id="nothing"
        ),
    ],
)
def test_without(path: str, expected: Any) -> None:
    tree = {"a": [{"b": 0, "c": 1}, {"b": 3, "c": 2}], "b": 9}
    assert without(tree, [path]) == expected


def event(id_: int, previous: int, kind: str, name: str = "") -> dict[str, Any]:
    details = {"stateEnteredEventDetails": {"name": name}} if name else {}
    return {"id": id_, "previousEventId": previous, "type": kind, **details}


def test_a_parallel_as_a_set_without_ids() -> None:
    events = [
        event(1, 0, "ExecutionStarted"),
        event(2, 0, "ParallelStateEntered", "P"),
        event(3, 2, "ParallelStateStarted"),
        event(4, 3, "PassStateEntered", "B"),
        event(5, 3, "PassStateEntered", "A"),
        event(6, 5, "ParallelStateSucceeded"),
        event(7, 5, "ParallelStateExited"),
        event(8, 7, "ExecutionSucceeded"),
    ]
    got = one({"events": events}, [{"kind": "SfnNoneRecursiveParallelTransformer"}])["events"]
    assert [(e["id"], e["previousEventId"], e["type"]) for e in got] == [
        (1, 0, "ExecutionStarted"),
        (2, 0, "ParallelStateEntered"),
        (3, 2, "ParallelStateStarted"),
        ([0], 0, "PassStateEntered"),
        ([0], 0, "PassStateEntered"),
        (7, 5, "ParallelStateExited"),
        (8, 7, "ExecutionSucceeded"),
    ]
    assert [e["stateEnteredEventDetails"]["name"] for e in got[3:5]] == ["A", "B"]


def test_what_is_given_is_not_changed() -> None:
    events = [event(1, 0, "ParallelStateStarted"), event(2, 1, "PassStateEntered", "A")]
    given = {"r": {"events": events, "output": '{"a":1}', "id": UUID_A, "at": INSTANT}}
    before = repr(given)
    normalise(given, [{"kind": "SfnNoneRecursiveParallelTransformer"}], ["$..output"])
    assert repr(given) == before
