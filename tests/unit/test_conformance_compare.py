"""Comparing: what counts, what varies by run, by year and by interleaving."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conformance.compare import by_branch, difference, modernise, read_payloads, settle
from conformance.runner import event_of, line_of


@pytest.mark.parametrize(
    ("left", "right", "paths"),
    [
        pytest.param({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, [], id="equal"),
        pytest.param({"a": 1}, {"a": 1.0}, ["$.a"], id="an integer is no double"),
        pytest.param({"a": 1}, {"a": True}, ["$.a"], id="nor a boolean"),
        pytest.param({"a": 1}, {}, ["$.a"], id="absent here"),
        pytest.param({}, {"a": None}, ["$.a"], id="absent there"),
        pytest.param([1, 2], [1], ["$[1]"], id="a shorter list"),
        pytest.param([1], [2, 3], ["$[0]", "$[1]"], id="a longer list"),
        pytest.param({"a": "[1]"}, {"a": [1]}, ["$.a"], id="text is no list"),
    ],
)
def test_difference(left: Any, right: Any, paths: list[str]) -> None:
    assert [d.path for d in difference(left, right)] == paths


TRACE = '"stackTrace": ["  File \\"/var/task/a.py\\", line 2, in f\\n    raise E(\\"x[1]\\")\\n", "more"]'


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(
            {"SdkHttpMetadata": {"HttpHeaders": {"a": 1}, "HttpStatusCode": 200}},
            {"SdkHttpMetadata": {"HttpHeaders": {"b": 2}, "HttpStatusCode": 200}},
            id="headers",
        ),
        pytest.param({"stackTrace": ["a"]}, {"stackTrace": ["b", "c"]}, id="frames"),
        pytest.param({"requestId": "<uuid:1>"}, {"requestId": "<uuid:2>"}, id="request ids"),
        pytest.param(
            f'{{"requestId": "1", {TRACE}}}',
            '{"requestId": "2", "stackTrace": ["other"]}',
            id="both inside text",
        ),
        pytest.param(
            '{\\"requestId\\":\\"1\\",\\"stackTrace\\":[\\"a \\\\\\"b\\\\\\"\\"]}',
            '{\\"requestId\\":\\"2\\",\\"stackTrace\\":[]}'.replace("[]", '[\\"z\\"]'),
            id="both inside text inside text",
        ),
    ],
)
def test_settled_alike(left: Any, right: Any) -> None:
    assert settle(left) == settle(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param('{"requestId": "1"}', '{"requestId":"1"}', id="spacing stays"),
        pytest.param(
            {"SdkHttpMetadata": {"HttpStatusCode": 200}},
            {"SdkHttpMetadata": {"HttpStatusCode": 500}},
            id="status",
        ),
        pytest.param({"SdkHttpMetadata": {"HttpHeaders": {}}}, {}, id="that there are headers"),
        pytest.param(
            f'{{"a": 1, {TRACE}}}', f'{{"a": 2, {TRACE}}}', id="what stands before the frames"
        ),
    ],
)
def test_settled_apart(left: Any, right: Any) -> None:
    assert settle(left) != settle(right)


def map_exit(previous: int) -> dict[str, Any]:
    return {
        "events": [
            {"id": 4, "previousEventId": 3, "type": "MapRunStarted"},
            {"id": 5, "previousEventId": 4, "type": "MapRunSucceeded"},
            {"id": 6, "previousEventId": 5, "type": "MapStateSucceeded"},
            {"id": 7, "previousEventId": previous, "type": "MapStateExited"},
        ]
    }


@pytest.mark.parametrize(
    ("day", "previous", "now"),
    [
        pytest.param(dt.date(2024, 8, 1), 5, 4, id="old: MapRunSucceeded becomes MapRunStarted"),
        pytest.param(dt.date(2024, 11, 20), 4, 4, id="new: as it is"),
        pytest.param(dt.date(2024, 11, 20), 5, 5, id="new: nothing is mended"),
    ],
)
def test_a_distributed_maps_exit(day: dt.date, previous: int, now: int) -> None:
    assert modernise(map_exit(previous), day) == map_exit(now)


@pytest.mark.parametrize(
    ("day", "now"),
    [(dt.date(2024, 11, 21), 4), (dt.date(2024, 12, 2), 3), (dt.date(2024, 10, 30), 3)],
)
def test_an_evaluations_failure(day: dt.date, now: int) -> None:
    recorded = {"events": [{"id": 5, "previousEventId": 3, "type": "EvaluationFailed"}]}
    assert modernise(recorded, day)["events"][0]["previousEventId"] == now


def test_the_callers_spacing_in_old_recordings() -> None:
    entered = {"id": 2, "previousEventId": 0, "type": "PassStateEntered"}
    started = {"id": 1, "previousEventId": 0, "type": "ExecutionStarted"}
    old = {
        "events": [
            {**started, "executionStartedEventDetails": {"input": "[1, 2]"}},
            {**entered, "stateEnteredEventDetails": {"input": '[1, "a, b"]'}},
        ]
    }
    new = modernise(old, dt.date(2024, 3, 1))["events"]
    assert new[0]["executionStartedEventDetails"]["input"] == "[1, 2]"
    assert new[1]["stateEnteredEventDetails"]["input"] == '[1,"a, b"]'
    assert modernise(old, dt.date(2024, 8, 1)) == old


def test_redrive_count_in_old_context_objects() -> None:
    context = {"Execution": {"Id": "x", "StartTime": "t", "RoleArn": "r"}}
    assert modernise(context, dt.date(2023, 10, 1))["Execution"]["RedriveCount"] == 0
    assert modernise(context, dt.date(2023, 10, 1), is_express=True) == context
    assert modernise(context, dt.date(2024, 10, 1)) == context


def test_what_is_said_of_redrives_in_old_descriptions() -> None:
    nested = {
        "ExecutionArn": "e",
        "StateMachineArn": "m",
        "Status": "SUCCEEDED",
        "StartDate": 1,
        "StopDate": 2,
    }
    counts = {"pending": 0, "running": 0, "succeeded": 2, "resultsWritten": 2}
    run = {"mapRunArn": "r", "executionCounts": counts}
    new = modernise({"output": nested, "run": run}, dt.date(2023, 6, 30))
    assert new["output"] == {
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE",
        "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
        **nested,
    }
    assert new["run"]["redriveCount"] == 0
    assert new["run"]["executionCounts"] == {
        "failuresNotRedrivable": 0,
        "pendingRedrive": 0,
        **counts,
    }
    failed = modernise({**nested, "Status": "FAILED"}, dt.date(2023, 6, 30))
    assert failed["RedriveStatus"] == "REDRIVABLE"
    later = {"output": nested, "run": run}
    assert modernise(later, dt.date(2024, 12, 4)) == later


def test_encryption_in_old_descriptions_of_machines() -> None:
    machine = {"stateMachineArn": "m", "definition": "{}", "roleArn": "r"}
    own = {"type": "AWS_OWNED_KEY"}
    assert modernise(machine, dt.date(2024, 6, 26))["encryptionConfiguration"] == own
    assert modernise(machine, dt.date(2024, 11, 20)) == machine
    assert modernise({"stateMachineArn": "m"}, dt.date(2023, 1, 1)) == {"stateMachineArn": "m"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "Gone (Service: S3, Status Code: 404, Request ID: <r>)",
            "Gone (Service: S3, Status Code: 404, Request ID: <r>) (SDK Attempt Count: 1)",
            id="the attempts are added",
        ),
        pytest.param(
            "No (Service: Sfn, Status Code: 400, Request ID: r) (SDK Attempt Count: 1)",
            "No (Service: Sfn, Status Code: 400, Request ID: r) (SDK Attempt Count: 1)",
            id="they are there",
        ),
        pytest.param(
            "No (Service: AmazonSQS; Status Code: 400; Error Code: X; Request ID: r; Proxy: null)",
            "No (Service: AmazonSQS; Status Code: 400; Error Code: X; Request ID: r; Proxy: null)",
            id="an optimised integration has none",
        ),
    ],
)
def test_attempts_in_the_causes_of_old_sdk_calls(old: str, new: str) -> None:
    assert modernise({"events": [], "cause": old}, dt.date(2023, 6, 22))["cause"] == new
    assert modernise({"cause": old}, dt.date(2025, 11, 6))["cause"] == old


def test_payloads_parsed_throughout() -> None:
    assert read_payloads({"a": [{"output": "[1,2]", "name": "[1]"}]}) == {
        "a": [{"output": [1, 2], "name": "[1]"}]
    }


# ------------------------------------------------------------------ branches


def events(*lines: str) -> list[dict[str, Any]]:
    return [event_of(line) for line in lines]


HEAD = ("1<0 ExecutionStarted", "2<0 ParallelStateEntered P", "3<2 ParallelStateStarted")
ONE_WAY = events(
    *HEAD,
    "4<3 PassStateEntered A",
    "5<4 PassStateExited A",
    "6<3 PassStateEntered B",
    "7<6 PassStateExited B",
    "8<7 ParallelStateSucceeded",
    "9<7 ParallelStateExited P",
    "10<9 ExecutionSucceeded",
)
OTHER_WAY = events(
    *HEAD,
    "4<3 PassStateEntered A",
    "5<3 PassStateEntered B",
    "6<5 PassStateExited B",
    "7<4 PassStateExited A",
    "8<7 ParallelStateSucceeded",
    "9<7 ParallelStateExited P",
    "10<9 ExecutionSucceeded",
)


def test_interleavings_are_the_same() -> None:
    assert by_branch(ONE_WAY) == by_branch(OTHER_WAY)


@pytest.mark.parametrize(
    ("number", "line"),
    [
        pytest.param(5, "5<3 PassStateExited A", id="a chain inside a branch"),
        pytest.param(9, "9<8 ParallelStateExited P", id="what the exit hangs on"),
        pytest.param(10, "11<9 ExecutionSucceeded", id="an id behind the branches"),
        pytest.param(6, "6<3 PassStateEntered C", id="a name"),
        pytest.param(6, "6<5 PassStateEntered B", id="one branch after the other"),
    ],
)
def test_mutations_differ(number: int, line: str) -> None:
    lines = [line_of(e) for e in ONE_WAY]
    lines[number - 1] = line
    assert by_branch(events(*lines)) != by_branch(ONE_WAY)


def test_one_branch_is_compared_exactly() -> None:
    single = events(*HEAD, "4<3 PassStateEntered A", "5<4 PassStateExited A")
    assert by_branch(single) == single


def test_a_sequential_map_is_compared_exactly() -> None:
    sequential = events(
        "1<0 ExecutionStarted",
        "2<0 MapStateEntered M",
        "3<2 MapStateStarted",
        "4<3 MapIterationStarted M[0]",
        "5<4 PassStateEntered A",
        "6<5 PassStateExited A",
        "7<6 MapIterationSucceeded M[0]",
        "8<6 MapIterationStarted M[1]",
        "9<8 PassStateEntered A",
    )
    assert by_branch(sequential) == sequential


def test_iterations_go_by_index_and_nest() -> None:
    def history(first: int, second: int) -> list[dict[str, Any]]:
        """Two iterations, each with a Map of two; `first` ends before `second`."""
        lines = ["1<0 ExecutionStarted", "2<0 MapStateEntered M", "3<2 MapStateStarted"]
        for index in (first, second):
            at = len(lines)
            lines += [
                f"{at + 1}<3 MapIterationStarted M[{index}]",
                f"{at + 2}<{at + 1} MapStateEntered N",
                f"{at + 3}<{at + 2} MapStateStarted",
                f"{at + 4}<{at + 3} MapIterationStarted N[0]",
                f"{at + 5}<{at + 4} MapIterationSucceeded N[0]",
                f"{at + 6}<{at + 3} MapIterationStarted N[1]",
                f"{at + 7}<{at + 6} MapIterationSucceeded N[1]",
                f"{at + 8}<{at + 7} MapStateSucceeded",
                f"{at + 9}<{at + 7} MapStateExited N",
                f"{at + 10}<{at + 9} MapIterationSucceeded M[{index}]",
            ]
        return events(*lines)

    assert by_branch(history(0, 1)) == by_branch(history(1, 0))
    assert len(by_branch(history(0, 1))) == 4
    assert by_branch(history(0, 1)) != by_branch(history(0, 0))


def test_the_end_of_a_failing_nest() -> None:
    """MapStateFailed of the outer Map points at the event deep in the inner one, and still lies outside."""
    failing = events(
        "1<0 ExecutionStarted",
        "2<0 MapStateEntered M",
        "3<2 MapStateStarted",
        "4<3 MapIterationStarted M[0]",
        "5<3 MapIterationStarted M[1]",
        "6<5 MapStateEntered N",
        "7<6 MapStateStarted",
        "8<7 MapIterationStarted N[0]",
        "9<8 FailStateEntered X",
        "10<9 MapIterationFailed N[0]",
        "11<9 MapStateFailed",
        "12<9 MapIterationAborted M[0]",
        "13<9 MapIterationFailed M[1]",
        "14<9 MapStateFailed",
        "15<14 ExecutionFailed",
    )
    tail = by_branch(failing)[-2:]
    assert [e["type"] for e in tail] == ["MapStateFailed", "ExecutionFailed"]
    assert tail[0]["previousEventId"] == "a FailStateEntered"


def test_a_cause_names_its_event_by_its_place_in_the_branch() -> None:
    def with_cause(history: list[dict[str, Any]], id_: int) -> list[dict[str, Any]]:
        details = {"cause": f"… (entered at the event id #{id_}). …"}
        return [*history[:-1], {**history[-1], "executionFailedEventDetails": details}]

    assert by_branch(with_cause(ONE_WAY, 6)) == by_branch(with_cause(OTHER_WAY, 5))
    assert by_branch(with_cause(ONE_WAY, 2)) != by_branch(with_cause(OTHER_WAY, 5))
