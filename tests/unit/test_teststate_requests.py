"""Which requests TestState refuses, with which code and words. Those marked (recorded) are the service's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from states_alone import ROLE, failing, machine, mapped, parallel, request, returning, task

from asl import teststate
from asl.errors import UsageError

JSON = Any
PASS = {"Type": "Pass", "End": True}
FAN_OUT = (
    "TestState API does not support Map or Parallel states."
    " Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]"
)
NO_TASK = (
    "Context object contains 'Task' when state is not a Task state"
    " with a '.sync' or '.waitForTaskToken' service integration pattern"
)
QUEUE = "arn:aws:states:::sqs:sendMessage"


def refusal(asked: JSON) -> tuple[str, str]:
    with pytest.raises(teststate.TestStateError) as e:
        teststate.test_state(asked)
    return e.value.code, e.value.message


def without_role(state: JSON) -> JSON:
    return request(state)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param(request(task()), "RoleArn must be specified when testing a Task state", id="a task needs a role (recorded)"),
        *(
            pytest.param(
                request(state, mock=mock),
                f"State type '{state['Type']}' is not supported when a mock is specified",
                id=f"{state['Type']} has nothing to mock (recorded)",
            )
            for state in (PASS, {"Type": "Succeed"}, {"Type": "Fail"}, {"Type": "Wait", "Seconds": 1, "End": True})
            for mock in (returning({}), failing("E"))
        ),
        pytest.param(request(task(), mock={**returning({}), **failing("E")}), "A test mock should have only one of the following fields: [result, errorOutput].", id="result and error (recorded)"),
        pytest.param(request(task(), mock=returning({}), revealSecrets=True), "TestState does not support RevealSecrets when a mock is specified.", id="secrets (recorded)"),
        pytest.param(request(task(), mock={"result": "not JSON"}), "Mocked result must be valid JSON", id="no JSON (recorded)"),
        pytest.param(request(task(), mock={"result": "not JSON", "fieldValidationMode": "NONE"}), "Mocked result must be valid JSON", id="in every mode (recorded)"),
        pytest.param(request(mapped(), mock=returning({})), "Mocked result must be an array.", id="a Map's result (recorded)"),
        pytest.param(request(mapped(), mock=returning({}, "NONE")), "Mocked result must be an array.", id="the kind of result is no question of the mode"),
        pytest.param(request(parallel(), mock=returning("x")), "Mocked result must be an array.", id="a Parallel's result (recorded)"),
        pytest.param(request(parallel(), mock=returning([1])), "Mocked result must contain the same number of items as number of Parallel branches.", id="one for each branch (recorded)"),
        pytest.param(
            request(mapped("DISTRIBUTED", ResultWriter={"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}}), mock=returning([1])),
            "Mocked result must be a JSON object.", id="a Map that writes its results (recorded)",
        ),
        pytest.param(request(mapped("DISTRIBUTED"), stateConfiguration={"mapIterationFailureCount": 0}), "TestState does not support MapIterationFailureCount when a mock is not specified.", id="failed iterations without a mock (recorded)"),
        pytest.param(request(task(), roleArn=ROLE, stateConfiguration={"retrierRetryCount": 1}), "TestState does not support RetrierRetryCount when a mock is not specified.", id="retries without a mock"),
        pytest.param(request(PASS, context={}), "TestState does not support Context when a mock is not specified.", id="a context without a mock"),
        pytest.param(request(task(f"{QUEUE}.waitForTaskToken", Parameters={"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}), roleArn=ROLE), "TestState does not support '.waitForTaskToken' tasks when a mock is not specified.", id="a token without a mock (documented)"),
        pytest.param(request(task("arn:aws:states:us-east-1:123456789012:activity:a"), roleArn=ROLE), "TestState does not support Activity tasks when a mock is not specified.", id="an activity without a mock (documented)"),
        pytest.param(request(machine(A=PASS), stateName="B"), "State not found in definition", id="no such state (recorded)"),
        pytest.param(request(mapped(), mock=failing("E"), stateConfiguration={"errorCausedByState": "None"}), "State not found in definition", id="no such state inside"),
        pytest.param(request(mapped(), [1, 2, 3], mock=returning([1, 2, 3]), stateConfiguration={"mapIterationFailureCount": 4}), "Map iteration failure count must be less than or equal to the number of Map iterations", id="more failures than iterations (recorded)"),
        pytest.param(request(task(), mock=returning({}), stateConfiguration={"mapIterationFailureCount": 1}), "mapIterationFailureCount is only supported when testing a Map state.", id="iterations of a task"),
        pytest.param(request(mapped(), [1], mock=returning([1]), stateConfiguration={"mapItemReaderData": "[1]"}), "mapItemReaderData is only supported when the Map state has an ItemReader.", id="data without a reader"),
        pytest.param(request(PASS, variables="[1]"), "Variables must be a valid JSON object", id="variables that are no object"),
    ],
)  # fmt: skip
def test_validation_exceptions(asked: JSON, message: str) -> None:
    assert refusal(asked) == ("ValidationException", message)


@pytest.mark.parametrize(
    ("context", "message"),
    [
        pytest.param({"Execution": {"Id": 1}}, "Execution.Id must be a string", id="a wrong type (recorded)"),
        pytest.param({"Map": {}}, "'Map' field is not supported when mocking a Context object", id="Map (recorded)"),
        pytest.param({"Execution": {"pokemon": "x"}}, "Field 'pokemon' is not allowed", id="an unknown field (recorded)"),
        pytest.param({"Other": {}}, "Field 'Other' is not allowed", id="an unknown member"),
        pytest.param({"Task": {"Token": "t"}}, NO_TASK, id="Task for a call that has no token (recorded)"),
        pytest.param({"State": 1}, "State must be an object", id="no object"),
        pytest.param({"State": {"RetryCount": True}}, "State.RetryCount must be a number", id="a truth is no number"),
        pytest.param([1], "Context object must be an object", id="a list"),
    ],
)  # fmt: skip
def test_contexts_that_are_refused(context: JSON, message: str) -> None:
    asked = request(task(), mock=returning({}), context=context)
    expected = f"Invalid Context object provided: {message}"
    assert refusal(asked) == ("ValidationException", expected)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param(request(mapped()), FAN_OUT, id="a Map without a mock (recorded)"),
        pytest.param(request(parallel()), FAN_OUT, id="a Parallel without a mock"),
        pytest.param(
            request(parallel(0), mock=returning([])),
            "Invalid State Machine Definition:"
            " 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches'",
            id="a state alone is called StateName, and checked before its mock (recorded)",
        ),
        pytest.param(
            request(machine(Odd={"Type": "None", "End": True}), stateName="Odd"),
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'Type' should have"
            " one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]"
            " at /States/Odd/Type'",
            id="a state of a machine is called what it is (recorded)",
        ),
        pytest.param(
            request(" "),
            "Invalid State Machine Definition:"
            " 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'",
            id="nothing",
        ),
    ],
)
def test_invalid_definitions(asked: JSON, message: str) -> None:
    assert refusal(asked) == ("InvalidDefinition", message)


@pytest.mark.parametrize(
    "definition",
    [
        pytest.param("not a definition", id="no JSON"),
        pytest.param("[1]", id="no object"),
        pytest.param('{"Type": "Pass"}', id="no way out"),
        pytest.param('{"Type": "Pass", "End": true, "Nxt": 1}', id="an unknown field"),
        pytest.param('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', id="a machine without stateName"),
    ],
)  # fmt: skip
def test_definitions_that_are_no_state(definition: str) -> None:
    code, message = refusal(request(definition))
    assert code == "InvalidDefinition"
    assert message.startswith("Invalid State Machine Definition: '")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "not",
            "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting"
            " (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
            id="a word",
        ),
        pytest.param(
            "", "Invalid State Machine Execution Input: 'Invalid execution input.'", id="nothing"
        ),
    ],
)
def test_inputs_that_are_no_json(text: str, message: str) -> None:
    assert refusal({**request(PASS), "input": text}) == ("InvalidExecutionInput", message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"inspectionlevel": "INFO"}, "has no member inspectionlevel", id="a misspelt member"),
        pytest.param({"mock": {"results": "1"}}, "has no member mock.results", id="one inside"),
        pytest.param({"mock": "{}"}, "mock must be an object", id="text for an object"),
        pytest.param({"inspectionLevel": "info"}, "must be one of INFO, DEBUG, TRACE, not 'info'", id="an enumeration"),
        pytest.param({"input": {"a": 1}}, "input must be text", id="a value for text"),
        pytest.param({"revealSecrets": 1}, "revealSecrets must be true or false", id="a number for a truth"),
        pytest.param({"stateConfiguration": {"retrierRetryCount": -1}}, "stateConfiguration.retrierRetryCount must be 0 or more", id="a negative count"),
        pytest.param({"stateConfiguration": {"retrierRetryCount": True}}, "must be a whole number", id="a truth for a number"),
        pytest.param({"stateName": ""}, "stateName is empty", id="an empty name (recorded: no client sends it)"),
    ],
)  # fmt: skip
def test_requests_without_the_api_s_form(changes: JSON, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        teststate.test_state({**request(task(), mock=returning({})), **changes})


def test_null_is_nothing() -> None:
    nothing = {"mock": None, "context": None, "stateName": None, "roleArn": None}
    asked = {
        **request(PASS, level="INFO"),
        **nothing,
        "stateConfiguration": {"retrierRetryCount": None},
    }
    assert teststate.test_state(asked)["status"] == "SUCCEEDED"


def test_a_request_needs_a_definition() -> None:
    with pytest.raises(UsageError, match="needs a definition"):
        teststate.test_state({"input": "{}"})


# ------------------------------------------------------------------ contexts that are taken


@pytest.mark.parametrize("context", [{}, {"Execution": {}, "State": {}, "StateMachine": {}}])
def test_a_context_stands_for_the_whole(context: JSON) -> None:
    """Recorded: nothing is filled in."""
    state = task(ResultSelector={"c.$": "$$"})
    asked = request(state, mock=returning({}), context=context, level="INFO")
    assert json.loads(teststate.test_state(asked)["output"]) == {"c": context}


def test_the_token_of_a_context_is_the_task_s() -> None:
    """Recorded."""
    body = {"QueueUrl": "q", "MessageBody": {"t.$": "$$.Task.Token"}}
    state = task(f"{QUEUE}.waitForTaskToken", Parameters=body)
    asked = request(state, mock=returning({"any": "thing"}), context={"Task": {"Token": "abc"}})
    shown = teststate.test_state(asked)["inspectionData"]["afterParameters"]
    assert json.loads(shown)["MessageBody"] == {"t": "abc"}


def test_a_context_made_up() -> None:
    """Recorded: an express ARN of two names, StateName, no RedriveCount, no RetryCount in a Pass, a role only if given."""
    state = {"Type": "Pass", "Parameters": {"c.$": "$$"}, "End": True}
    context = json.loads(teststate.test_state(request(state, {"in": 1}, level="INFO"))["output"])[
        "c"
    ]
    machine_name, name = context["StateMachine"]["Name"], context["Execution"]["Name"]
    home = "arn:aws:states:us-east-1:123456789012"
    assert context == {
        "Execution": {
            "Id": f"{home}:express:{machine_name}:{name}",
            "Input": {"in": 1},
            "Name": name,
            "RoleArn": None,
            "StartTime": "2025-01-01T00:00:00Z",
        },
        "StateMachine": {"Id": f"{home}:stateMachine:{machine_name}", "Name": machine_name},
        "State": {"Name": "StateName", "EnteredTime": "2025-01-01T00:00:00Z"},
    }
    assert machine_name != name


def test_retries_made_before_are_in_the_context() -> None:
    state = task(Parameters={"FunctionName": "f", "Payload.$": "$$.State.RetryCount"})
    asked = request(state, mock=returning({}), stateConfiguration={"retrierRetryCount": 3})
    shown = teststate.test_state(asked)["inspectionData"]["afterParameters"]
    assert json.loads(shown)["Payload"] == 3


def test_a_state_of_an_item_processor_has_an_item() -> None:
    """AWS documents that it has; the item is the input."""
    inside = {
        "Type": "Pass",
        "Parameters": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"},
        "End": True,
    }
    around = mapped()
    around["ItemProcessor"]["States"] = {"Each": inside}
    asked = request(machine(M=around), {"x": 1}, stateName="Each", level="INFO")
    assert json.loads(teststate.test_state(asked)["output"]) == {"i": 0, "v": {"x": 1}}


def test_seeds_name_executions() -> None:
    asked = request({"Type": "Pass", "Parameters": {"n.$": "$$.Execution.Name"}, "End": True})
    first, second = (teststate.test_state(asked, seed=seed)["output"] for seed in (1, 2))
    assert first != second
    assert first == teststate.test_state(asked, seed=1)["output"]
