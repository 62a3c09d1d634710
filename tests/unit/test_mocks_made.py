"""Mock files that are made: what stubs have of a definition, and what a history becomes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.mock_file import MockFile
from asl.hosts.mock_history import answers_of
from asl.hosts.mock_reads import reads_of
from asl.hosts.mock_stub import stub_local, stub_yaml
from asl.model.machine import StateMachine
from asl.model.parse import parse_machine

F = "arn:aws:lambda:us-east-1:123456789012:function:f"
INVOKE = "arn:aws:states:::lambda:invoke"


def task(resource: str = F, **fields: Any) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": resource,
        **({"End": True} if "Next" not in fields else {}),
        **fields,
    }


def machine(**states: Any) -> tuple[StateMachine, dict[str, Any]]:
    definition = {"StartAt": next(iter(states)), "States": states}
    parsed = parse_machine(definition)
    assert parsed is not None
    return parsed, definition


# ------------------------------------------------------------------ what is read of a result
CHOICE = {
    "Type": "Choice",
    "Choices": [
        {"And": [{"Variable": "$.status", "StringEquals": "OK"}, {"Variable": "$.n", "NumericGreaterThan": 3}], "Next": "End"},
        {"Variable": "$.pay.ok", "BooleanEquals": True, "Next": "End"},
        {"Variable": "$.who.age", "NumericEquals": 7, "Next": "End"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "states", "value"),
    [
        pytest.param(task(), {}, "x", id="nothing"),
        pytest.param(task(Next="C"), {"C": CHOICE}, {"status": "OK", "n": 3, "pay": {"ok": True}, "who": {"age": 7}}, id="a Choice that follows"),
        pytest.param(task(ResultPath="$.pay", Next="C"), {"C": CHOICE}, {"ok": True}, id="under a name, anywhere"),
        pytest.param(task(ResultPath=None, Next="C"), {"C": CHOICE}, "x", id="no result"),
        pytest.param(task(INVOKE, OutputPath="$.Payload", Next="C"), {"C": CHOICE}, {"Payload": {"status": "OK", "n": 3, "pay": {"ok": True}, "who": {"age": 7}}}, id="a part goes on"),
        pytest.param(task(ResultSelector={"id.$": "$.a[0].b", "t.$": "States.Format('{}', $.c['d'])", "e.$": "$$.Execution.Id"}), {}, {"a": {"b": "b"}, "c": {"d": "d"}}, id="ResultSelector"),
        pytest.param(task(Assign={"x.$": "$.y"}), {}, {"y": "y"}, id="Assign"),
    ],
)  # fmt: skip
def test_reads_of_jsonpath(state: Any, states: Any, value: Any) -> None:
    assert reads_of(state, states, "JSONPath").value("x") == value


@pytest.mark.parametrize(
    ("state", "states", "value"),
    [
        pytest.param(task(Output="{% $states.result.Payload.id %}", Assign={"x": "{% $states.result.`a b`.c[0] %}"}), {}, {"Payload": {"id": "id"}, "a b": {"c": "c"}}, id="Output and Assign"),
        pytest.param(task(Next="C"), {"C": {"Choices": [{"Condition": "{% $states.input.kind = 'gold' and $states.input.n > 2 %}"}]}}, {"kind": "gold", "n": "n"}, id="the state that follows"),
    ],
)  # fmt: skip
def test_reads_of_jsonata(state: Any, states: Any, value: Any) -> None:
    assert reads_of(state, states, "JSONata").value("x") == value


# ------------------------------------------------------------------ stubs
PARSED, DEFINITION = machine(
    Charge=task(INVOKE, ResultSelector={"r.$": "$.Payload.receipt"}, Next="Save"),
    Save=task("arn:aws:states:::dynamodb:putItem", Next="Wait"),
    Wait=task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", Next="Work"),
    Work=task("arn:aws:states:us-east-1:123456789012:activity:work"),
)


def test_a_stub_says_what_each_task_calls_and_how_it_may_fail() -> None:
    text = stub_yaml(PARSED, DEFINITION, "order.asl.json")
    assert text.splitlines()[:2] == [
        "# Answers for the tasks of order.asl.json, of the right types: put in the values that you want.",
        "# asl run order.asl.json --mocks THIS_FILE",
    ]
    assert "Charge:\n  StatusCode: 200\n  Payload: {receipt: receipt}\n" in text
    assert "#   or {throw: DynamoDB.ConditionalCheckFailedException, cause: …}" in text
    assert "# sqs:sendMessage.waitForTaskToken: what SendTaskSuccess sends\n" in text
    assert "# the activity work: what it returns\n" in text
    assert MockFile(text).check_all(PARSED) == []


def test_every_error_that_a_stub_shows_can_be() -> None:
    text = stub_yaml(PARSED, DEFINITION, "order.asl.json")
    shown: dict[str, list[str]] = {}
    errors: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            if line and line[0] != " ":
                shown[line.partition(":")[0]], errors = errors, []
        elif "throw: " in line:
            errors = [line.partition("throw: ")[2].partition(",")[0]]
        elif errors and len(line.split()) == 2:
            errors.append(line.split()[1])
    assert len(shown["Save"]) == 6
    thrown = {
        state: [{"throw": error} for error in errors] for state, errors in shown.items() if errors
    }
    assert MockFile(json.dumps(thrown), "m.json").check_all(PARSED) == []


def test_states_with_the_names_of_sections() -> None:
    parsed, definition = machine(mocks=task(Next="cases"), cases=task())
    file = MockFile(stub_yaml(parsed, definition, "m"))
    assert file.table() == {"mocks": {}, "cases": {}}


def test_step_functions_locals_stub() -> None:
    value = json.loads(stub_local(PARSED, DEFINITION, "order"))
    assert value["StateMachines"]["order"]["TestCases"]["HappyPath"] == {
        "Charge": "Charge",
        "Save": "Save",
        "Wait": "Wait",
    }
    assert value["MockedResponses"]["Charge"] == {
        "0-99": {"Return": {"StatusCode": 200, "Payload": {"receipt": "receipt"}}}
    }
    assert "Save throws DynamoDB.ConditionalCheckFailedException" in value["MockedResponses"]
    file = MockFile(json.dumps(value), "m.json")
    assert file.check_all(PARSED, machine_name="order") == []


# ------------------------------------------------------------------ histories
def event(id_: int, before: int, kind: str, at: float = 0, /, **told: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": id_,
        "previousEventId": before,
        "type": kind,
        "timestamp": 1000 + at,
    }
    if told:
        made[f"{kind[0].lower()}{kind[1:]}EventDetails"] = told
    return made


def entered(id_: int, before: int, name: str, kind: str = "Task", at: float = 0) -> dict[str, Any]:
    return {
        **event(id_, before, f"{kind}StateEntered", at),
        "stateEnteredEventDetails": {"name": name},
    }


ONE, _ = machine(S=task(Next="T"), T=task(INVOKE))


def recorded(*events: dict[str, Any], parsed: StateMachine = ONE, **options: Any) -> Any:
    text = answers_of({"events": list(events)}, parsed, **options).yaml("m")
    return MockFile("check: none\nmocks:\n  " + text.replace("\n", "\n  ")).source.value["mocks"]


def called(at: float = 0) -> tuple[dict[str, Any], ...]:
    return (
        entered(2, 0, "S"),
        event(3, 2, "LambdaFunctionScheduled", at),
        event(4, 3, "LambdaFunctionStarted", at),
    )


@pytest.mark.parametrize(
    ("events", "said"),
    [
        pytest.param([event(5, 4, "LambdaFunctionSucceeded", output='{"a": 1}')], {"a": 1}, id="a result"),
        pytest.param([event(5, 4, "LambdaFunctionSucceeded", 2.5, output="1")], {"return": 1, "after": 2.5}, id="after a time"),
        pytest.param([event(5, 4, "LambdaFunctionFailed", error="E", cause="c")], {"throw": "E", "cause": "c"}, id="an error"),
        pytest.param([event(5, 4, "LambdaFunctionFailed", error="E")], {"throw": "E"}, id="no cause"),
        pytest.param([event(5, 4, "LambdaFunctionTimedOut", 9, error="States.Timeout")], {"never": True}, id="a timeout"),
        pytest.param([], {"never": True}, id="no end"),
        pytest.param([event(5, 3, "LambdaFunctionStartFailed", error="E")], {"throw": "E", "stage": "start"}, id="not started"),
        pytest.param(
            [event(5, 4, "LambdaFunctionFailed", error="E"), event(6, 5, "LambdaFunctionScheduled", 1),
             event(7, 6, "LambdaFunctionFailed", 1, error="E"), event(8, 7, "LambdaFunctionScheduled", 3),
             event(9, 8, "LambdaFunctionSucceeded", 3, output='{"return": 1}')],
            [{"throw": "E", "times": 2}, {"return": {"return": 1}}], id="retries",
        ),
        pytest.param([event(5, 4, "LambdaFunctionSucceeded", output='{"return": 1}')], {"return": {"return": 1}}, id="what looks like an answer"),
    ],
)  # fmt: skip
def test_what_a_call_becomes(events: list[dict[str, Any]], said: Any) -> None:
    assert recorded(*called(), *events) == {"S": said}


def test_a_job_keeps_what_it_was_submitted_with() -> None:
    events = [
        entered(2, 0, "T"),
        event(3, 2, "TaskScheduled"),
        event(4, 3, "TaskStarted"),
        event(5, 4, "TaskSubmitted", 1, output='{"JobId": "j"}'),
        event(6, 5, "TaskSucceeded", 61, output='{"Status": "SUCCEEDED"}'),
    ]
    said = {"return": {"Status": "SUCCEEDED"}, "submitted": {"JobId": "j"}, "after": 60.0}
    assert recorded(*events) == {"T": said}
    said.pop("after")
    assert recorded(*events, with_times=False) == {"T": said}


MAPPED, _ = machine(
    M={
        "Type": "Map",
        "ItemProcessor": {"StartAt": "S", "States": {"S": task()}},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "T"}],
        "Next": "T",
    },
    T=task(),
)


def test_iterations_are_told_apart_and_what_follows_a_failed_map_is_none_of_them() -> None:
    events = [
        entered(2, 0, "M", "Map"),
        event(3, 2, "MapStateStarted", length=2),
        event(4, 3, "MapIterationStarted", name="M", index=0),
        event(5, 3, "MapIterationStarted", name="M", index=1),
        entered(6, 4, "S"),
        entered(7, 5, "S"),
        event(8, 7, "LambdaFunctionScheduled"),
        event(9, 6, "LambdaFunctionScheduled"),
        event(10, 8, "LambdaFunctionSucceeded", output='"one"'),
        event(11, 9, "LambdaFunctionFailed", 4, error="E"),
        event(12, 11, "MapIterationFailed", 4, name="M", index=0),
        event(13, 11, "MapStateFailed", 4),
        entered(14, 11, "T", at=4),
        event(15, 14, "LambdaFunctionScheduled", 4),
        event(16, 15, "LambdaFunctionSucceeded", 4, output="2"),
    ]
    assert recorded(*events, parsed=MAPPED) == {
        "S": [
            {"index": 1, "return": "one", "times": 1},
            {"index": 0, "throw": "E", "after": 4.0, "times": 1},
        ],
        "T": 2,
    }


def test_a_task_beside_an_inner_map_is_of_the_outer_maps_iteration() -> None:
    inner = {
        "Type": "Map",
        "ItemProcessor": {"StartAt": "S", "States": {"S": task()}},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "T"}],
        "End": True,
    }
    parsed, _ = machine(
        O={
            "Type": "Map",
            "ItemProcessor": {"StartAt": "M", "States": {"M": inner, "T": task()}},
            "End": True,
        }
    )
    events = [
        entered(2, 0, "O", "Map"),
        event(3, 2, "MapStateStarted", length=5),
        event(4, 3, "MapIterationStarted", name="O", index=4),
        entered(5, 4, "M", "Map"),
        event(6, 5, "MapStateStarted", length=1),
        event(7, 6, "MapIterationStarted", name="M", index=0),
        entered(8, 7, "S"),
        event(9, 8, "LambdaFunctionScheduled"),
        event(10, 9, "LambdaFunctionFailed", error="E"),
        entered(11, 10, "T"),  # caught: it hangs on the failed iteration
        event(12, 11, "LambdaFunctionScheduled"),
        event(13, 12, "LambdaFunctionSucceeded", output="1"),
    ]
    calls = answers_of(events, parsed).calls
    assert [(one.state, one.iteration) for one in calls] == [("S", 0), ("T", 4)]


@pytest.mark.parametrize(
    ("history", "message"),
    [
        pytest.param({}, "this is no history", id="an empty object"),
        pytest.param([], "this is no history", id="no events"),
        pytest.param([{"id": 1}], "event 1 of the history has no id and type", id="no type"),
        pytest.param([event(3, 2, "TaskScheduled")], "the history is not whole", id="its beginning is not there"),
        pytest.param([*called(), event(5, 4, "LambdaFunctionSucceeded")], "--include-execution-data", id="no data"),
        pytest.param([*called(), event(5, 4, "LambdaFunctionSucceeded", output="{", outputDetails={"truncated": True})], "is cut", id="cut data"),
        pytest.param([*called(), event(5, 4, "LambdaFunctionSucceeded", output="{")], "its output is no JSON", id="no JSON"),
        pytest.param([*called(), {**event(5, 4, "LambdaFunctionSucceeded", output="1"), "timestamp": "soon"}], "no timestamp that can be read", id="no time"),
    ],
)  # fmt: skip
def test_histories_that_cannot_be_used(history: Any, message: str) -> None:
    with pytest.raises(UsageError) as e:
        answers_of(history, ONE)
    assert message in str(e.value)


def test_what_a_history_does_not_tell_is_noted() -> None:
    events = [
        entered(2, 0, "Gone"),
        event(3, 2, "TaskScheduled"),
        event(4, 3, "MapRunStarted", mapRunArn="a"),
    ]
    told = answers_of(events, ONE)
    assert told.notes == [
        '"Gone" is called in the history, and is no task of this definition',
        "the children of its distributed Maps have histories of their own: mock the tasks in them by hand",
    ]
    assert f"# {told.notes[0]}\n" in told.yaml("m")


def test_a_history_for_step_functions_local() -> None:
    events = [
        *called(),
        event(5, 4, "LambdaFunctionFailed", error="E"),
        event(6, 5, "LambdaFunctionScheduled", 1),
        event(7, 6, "LambdaFunctionSucceeded", 1, output="7"),
    ]
    value = json.loads(answers_of(events, ONE).local("m"))
    assert value["StateMachines"] == {"m": {"TestCases": {"Recorded": {"S": "S"}}}}
    assert value["MockedResponses"] == {
        "S": {"0": {"Throw": {"Error": "E", "Cause": ""}}, "1": {"Return": 7}}
    }
