"""What TestState answers: statuses, ways out, and the stages of the data flow by type and query language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from states_alone import (
    INPUT,
    ROLE,
    answered,
    failing,
    machine,
    parallel,
    request,
    returning,
    task,
)

from asl import teststate
from asl.hosts.answers import After, Answer, Failed, Never, Returned, ReturnedText, TaskCall
from asl.hosts.mocks import UnansweredTask

JSON = Any
RETRY = [
    {"ErrorEquals": ["Other"], "MaxAttempts": 9},
    {"ErrorEquals": ["Err"], "IntervalSeconds": 1, "BackoffRate": 2.0, "MaxAttempts": 5},
]
CATCH = [
    {"ErrorEquals": ["Other"], "Next": "N"},
    {"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "Caught"},
]


class Says:
    """Answers every task so, and remembers the calls."""

    def __init__(self, answer: Answer) -> None:
        self.said = answer
        self.calls: list[TaskCall] = []

    def answer(self, call: TaskCall) -> Answer:
        self.calls.append(call)
        return self.said


# ------------------------------------------------------------------ stages

ALIKE = {"afterInputPath": INPUT, "afterParameters": INPUT}
STAGES = [
    pytest.param(
        {"Type": "Pass", "End": True},
        {**ALIKE, "afterResultSelector": INPUT, "afterResultPath": INPUT},
        id="Pass: everything but a result (recorded)",
    ),
    pytest.param(
        {"Type": "Pass", "Result": {"r": 1}, "ResultPath": "$.x", "End": True},
        {
            "result": {"r": 1},
            "afterResultSelector": {"r": 1},
            "afterResultPath": {**INPUT, "x": {"r": 1}},
        },
        id="Pass with Result: nothing before it (recorded)",
    ),
    pytest.param(
        {"Type": "Pass", "InputPath": "$.l", "Parameters": {"p.$": "$[0]"}, "End": True},
        {
            "afterInputPath": [1, 2, 3],
            "afterParameters": {"p": 1},
            "afterResultSelector": {"p": 1},
            "afterResultPath": {"p": 1},
        },
        id="Pass, each stage from the one before",
    ),
    pytest.param({"Type": "Succeed", "OutputPath": "$.a"}, {"afterInputPath": INPUT}, id="Succeed"),
    pytest.param(
        {"Type": "Fail", "Error": "E", "Cause": "c"},
        {"afterInputPath": INPUT},
        id="Fail (recorded)",
    ),
    pytest.param(
        {"Type": "Wait", "Seconds": 5, "InputPath": "$.l", "End": True},
        {"afterInputPath": [1, 2, 3]},
        id="Wait",
    ),
    pytest.param(
        {
            "Type": "Choice",
            "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "N"}],
            "Default": "D",
        },
        {"afterInputPath": INPUT},
        id="Choice (recorded)",
    ),
    pytest.param(
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "End": True},
        {},
        id="a JSONata Pass: its input only (recorded)",
    ),
    pytest.param(
        {"Type": "Fail", "QueryLanguage": "JSONata", "Error": "E"},
        {},
        id="a JSONata Fail (recorded)",
    ),
    pytest.param(
        {"Type": "Pass", "Assign": {"v.$": "$.a"}, "InputPath": "$.l", "End": True},
        {
            "afterInputPath": [1, 2, 3],
            "afterParameters": [1, 2, 3],
            "error": "States.Runtime",
        },
        id="what fails is where the stages end",
    ),
]


@pytest.mark.parametrize("level", ["DEBUG", "TRACE"])
@pytest.mark.parametrize(("state", "stages"), STAGES)
def test_stages(state: JSON, stages: dict[str, JSON], level: str) -> None:
    error = stages.get("error")
    got = answered(state, level=level)
    shown = {key: value for key, value in stages.items() if key != "error"}
    assert got["inspectionData"] == {"input": INPUT, **shown}
    assert error is None or got["error"] == error


@pytest.mark.parametrize(("state", "stages"), STAGES)
def test_info_shows_no_stages(state: JSON, stages: JSON) -> None:
    assert "inspectionData" not in answered(state, level="INFO")


def test_the_stages_of_a_task() -> None:
    state = task(
        InputPath="$.l",
        Parameters={"FunctionName": "f", "Payload.$": "$[1]"},
        ResultSelector={"r.$": "$.Payload"},
        ResultPath="$.t",
        OutputPath="$.t",
        Next="After",
    )
    del state["End"]
    assert answered(state, mock=returning({"Payload": "p"})) == {
        "status": "SUCCEEDED",
        "output": {"r": "p"},
        "nextState": "After",
        "inspectionData": {
            "input": INPUT,
            "afterInputPath": [1, 2, 3],
            "afterParameters": {"FunctionName": "f", "Payload": 2},
            "result": {"Payload": "p"},
            "afterResultSelector": {"r": "p"},
            "afterResultPath": {**INPUT, "t": {"r": "p"}},
        },
    }


def test_the_stages_of_a_jsonata_task() -> None:
    state = task(
        QueryLanguage="JSONata",
        Arguments={"FunctionName": "f", "Payload": "{% $states.input.a %}"},
        Assign={"kept": "{% $states.result.Payload %}"},
        Output="{% $states.result.Payload & $given %}",
    )
    got = answered(state, mock=returning({"Payload": "p"}), variables={"given": "g"})
    assert got == {
        "status": "SUCCEEDED",
        "output": "pg",
        "inspectionData": {
            "input": INPUT,
            "afterArguments": {"FunctionName": "f", "Payload": 1},
            "result": {"Payload": "p"},
            "variables": {"given": "g", "kept": "p"},
        },
    }


def test_the_stages_of_a_parallel() -> None:
    """Recorded: not what its branches would have been given."""
    state = parallel(InputPath="$.l", Parameters={"x": 1}, ResultPath="$.p")
    got = answered(state, mock=returning(["b", "c"]))
    assert got["inspectionData"] == {
        "input": INPUT,
        "afterResultSelector": ["b", "c"],
        "afterResultPath": {**INPUT, "p": ["b", "c"]},
    }
    assert got["output"] == {**INPUT, "p": ["b", "c"]}


def test_a_jsonata_parallel_shows_its_input_only() -> None:
    state = parallel(QueryLanguage="JSONata", Arguments="{% 1 %}", Output="{% $states.result[1] %}")
    got = answered(state, mock=returning(["b", "c"]))
    assert got == {"status": "SUCCEEDED", "output": "c", "inspectionData": {"input": INPUT}}


# ------------------------------------------------------------------ ways out


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        pytest.param({"Type": "Pass", "Next": "B"}, {"nextState": "B", "output": INPUT}, id="Next"),
        pytest.param({"Type": "Pass", "Next": "StateName"}, {"nextState": "StateName", "output": INPUT}, id="a target that is called like the state under test"),
        pytest.param({"Type": "Wait", "Seconds": 299, "Next": "B"}, {"nextState": "B", "output": INPUT}, id="a Wait takes no time"),
        pytest.param(
            {"Type": "Wait", "Seconds": 301, "Next": "B"},
            {"status": "FAILED", "error": "States.Timeout"},
            id="but five minutes are the most (documented)",
        ),
        pytest.param(
            {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": 1, "Next": "One"}], "Default": "D"},
            {"nextState": "One", "output": INPUT},
            id="a rule",
        ),
        pytest.param(
            {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": 2, "Next": "Two"}], "Default": "D"},
            {"nextState": "D", "output": INPUT},
            id="Default",
        ),
        pytest.param(
            {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": 2, "Next": "Two"}]},
            {
                "status": "FAILED",
                "error": "States.Runtime",
                "cause": "Failed to transition out of the state. The state does not point to a next state.",
            },
            id="no way: the cause names no state and no event (recorded)",
        ),
        pytest.param({"Type": "Fail"}, {"status": "FAILED"}, id="Fail without texts has neither"),
        pytest.param(
            {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.none %}", "End": True},
            {
                "status": "FAILED",
                "error": "States.QueryEvaluationError",
                "cause": "The JSONata expression '$states.input.none' specified for the field 'Output'"
                " returned nothing (undefined).",
            },
            id="an expression that gives nothing",
        ),
    ],
)  # fmt: skip
def test_ways_out(state: JSON, outcome: dict[str, JSON]) -> None:
    assert answered(state, level="INFO") == {"status": "SUCCEEDED", **outcome}


@pytest.mark.parametrize(
    ("fields", "members", "outcome", "details"),
    [
        pytest.param({}, {}, {"status": "FAILED"}, None, id="nobody's"),
        pytest.param(
            {"Retry": RETRY}, {}, {"status": "RETRIABLE"},
            {"retryIndex": 1, "retryBackoffIntervalSeconds": 1}, id="a retrier's",
        ),
        pytest.param(
            {"Retry": RETRY}, {"retrierRetryCount": 4}, {"status": "RETRIABLE"},
            {"retryIndex": 1, "retryBackoffIntervalSeconds": 16}, id="after four retries (recorded)",
        ),
        pytest.param(
            {"Retry": RETRY}, {"retrierRetryCount": 5}, {"status": "FAILED"},
            {"retryIndex": 1}, id="the retrier is used up (recorded)",
        ),
        pytest.param(
            {"Catch": CATCH}, {},
            {"status": "CAUGHT_ERROR", "nextState": "Caught",
             "output": {**INPUT, "e": {"Error": "Err", "Cause": "why"}}},
            {"catchIndex": 1}, id="a catcher's",
        ),
        pytest.param(
            {"Retry": RETRY, "Catch": CATCH}, {}, {"status": "RETRIABLE"},
            {"retryIndex": 1, "retryBackoffIntervalSeconds": 1}, id="a retrier goes before a catcher",
        ),
    ],
)  # fmt: skip
def test_failures(fields: JSON, members: JSON, outcome: dict[str, JSON], details: JSON) -> None:
    got = answered(
        task(Parameters={"FunctionName": "f"}, **fields),
        mock=failing("Err", "why"),
        stateConfiguration=members,
    )
    inspected = got.pop("inspectionData")
    assert got == {"error": "Err", "cause": "why", **outcome}
    assert inspected.pop("errorDetails", None) == details
    assert inspected == {
        "input": INPUT,
        "afterInputPath": INPUT,
        "afterParameters": {"FunctionName": "f"},
    }


def test_a_catcher_that_fails_itself() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Output": "{% $nothing %}", "Next": "N"}]
    state = task(QueryLanguage="JSONata", Arguments={"FunctionName": "f"}, Catch=catch)
    got = answered(state, mock=failing("Err"))
    assert (got["status"], got["error"]) == ("FAILED", "States.QueryEvaluationError")
    assert "errorDetails" not in got["inspectionData"]


def test_a_failure_before_the_task_can_be_caught_too() -> None:
    """It has no event of its own, and is handled all the same."""
    catch = [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "Caught"}]
    state = task(QueryLanguage="JSONata", Arguments={"FunctionName": "{% $none %}"}, Catch=catch)
    got = answered(state, mock=returning({}))
    cause = (
        "The JSONata expression '$none' specified for the field 'Arguments/FunctionName'"
        " returned nothing (undefined)."
    )
    assert got["output"] == {"Error": "States.QueryEvaluationError", "Cause": cause}
    assert got["inspectionData"] == {"input": INPUT, "errorDetails": {"catchIndex": 0}}


def test_states_runtime_is_nobodys() -> None:
    state = task(Parameters={"FunctionName.$": "$.none"}, Retry=[{"ErrorEquals": ["States.ALL"]}])
    got = answered(state, mock=returning({}))
    assert (got["status"], got["error"]) == ("FAILED", "States.Runtime")
    assert got["inspectionData"] == {"input": INPUT, "afterInputPath": INPUT}


# ------------------------------------------------------------------ a state of a machine


def test_a_state_of_a_machine_by_name() -> None:
    inner = {
        "StartAt": "In",
        "States": {"In": {"Type": "Pass", "Parameters": {"v.$": "$v"}, "End": True}},
    }
    outer = machine(
        A={"Type": "Pass", "Assign": {"v": 1}, "Next": "P"},
        P={"Type": "Parallel", "Branches": [inner], "End": True},
    )
    assert answered(outer, stateName="A", level="INFO")["nextState"] == "P"
    got = answered(outer, stateName="In", variables={"v": 7}, level="INFO")
    assert got == {"status": "SUCCEEDED", "output": {"v": 7}}


def test_the_machine_s_query_language_is_the_state_s() -> None:
    whole = {
        **machine(A={"Type": "Pass", "Output": "{% 2 %}", "End": True}),
        "QueryLanguage": "JSONata",
    }
    assert answered(whole, stateName="A") == {
        "status": "SUCCEEDED",
        "output": 2,
        "inspectionData": {"input": INPUT},
    }


# ------------------------------------------------------------------ tasks without a mock


def test_an_answerer_answers_a_task_by_its_own_name() -> None:
    says = Says(Returned({"Payload": 1}))
    asked = request(
        machine(Mine=task(Parameters={"FunctionName": "f"})), stateName="Mine", roleArn=ROLE
    )
    got = teststate.test_state(asked, answer=says)
    assert json.loads(got["output"]) == {"Payload": 1}
    assert [(call.state, call.arguments) for call in says.calls] == [
        ("Mine", {"FunctionName": "f"})
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(ReturnedText('{ "x" : [ ] }'), {"status": "SUCCEEDED", "output": '{ "x" : [ ] }'}, id="a text keeps its spacing"),
        pytest.param(Failed("E", "c"), {"status": "FAILED", "error": "E", "cause": "c"}, id="a failure"),
        pytest.param(After(9, Returned(1)), {"status": "FAILED", "error": "States.Timeout"}, id="later than the state waits"),
        pytest.param(After(7, ReturnedText("1")), {"status": "SUCCEEDED", "output": "1"}, id="later"),
        pytest.param(Never(), {"status": "FAILED", "error": "States.Timeout"}, id="never"),
    ],
)  # fmt: skip
def test_what_answers_come_to(answer: Answer, outcome: JSON) -> None:
    asked = request(task(TimeoutSeconds=8), roleArn=ROLE, level="INFO")
    assert teststate.test_state(asked, answer=Says(answer)) == outcome


def test_a_task_that_nobody_answers() -> None:
    with pytest.raises(UnansweredTask, match='nothing answers the task "StateName"'):
        teststate.test_state(request(task(), roleArn=ROLE))


def test_a_mock_goes_before_an_answerer() -> None:
    says = Says(Returned("not this"))
    asked = request(task(), level="INFO", mock=returning({"Payload": "this"}))
    assert json.loads(teststate.test_state(asked, answer=says)["output"]) == {"Payload": "this"}
    assert says.calls == []


# ------------------------------------------------------------------ texts


@pytest.mark.parametrize(
    ("state", "output"),
    [
        pytest.param({"Type": "Pass", "End": True}, '{"l": [1,  2], "o": {"p" :1.50}}', id="untouched"),
        pytest.param({"Type": "Pass", "InputPath": "$.l", "End": True}, "[1,  2]", id="a part"),
        pytest.param({"Type": "Pass", "Parameters": {"x.$": "$.o"}, "End": True}, '{"x":{"p" :1.50}}', id="a part in something made"),
        pytest.param({"Type": "Pass", "InputPath": "$.o.p", "End": True}, "1.5", id="a number is written again"),
        pytest.param({"Type": "Pass", "ResultPath": "$.n", "Result": [1, 2], "End": True}, '{"l":[1,  2],"o":{"p" :1.50},"n":[1,2]}', id="something made around parts"),
    ],
)  # fmt: skip
def test_parts_of_the_input_keep_their_spacing(state: JSON, output: str) -> None:
    """Recorded: an array that is selected from the input is shown as it was written there."""
    asked = request(state, level="INFO")
    asked["input"] = '{"l": [1,  2], "o": {"p" :1.50}}'
    assert teststate.test_state(asked)["output"] == output
