"""What the service answers: recorded texts, places, order and what hides what."""

from __future__ import annotations

from typing import Any

import pytest

from asl.check import aws_diagnostics, aws_text, check, check_state

JSON = Any
PASS = {"Type": "Pass", "End": True}
INNER = {"StartAt": "Inner", "States": {"Inner": PASS}}
SCHEMA = "SCHEMA_VALIDATION_FAILED"


def machine(start: str | None = None, **states: JSON) -> JSON:
    return {"StartAt": start or next(iter(states)), "States": states}


def answer(definition: JSON, type_: Any = "STANDARD") -> list[tuple[str, str, str | None]]:
    """Code, message and place of the service's errors."""
    return [
        (one.code, one.message, one.location)
        for one in aws_diagnostics(check(definition, type=type_))
        if one.severity == "error"
    ]


TASK = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True}


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        pytest.param({}, [(SCHEMA, "These fields are required: [States, StartAt]", "/")], id="nothing at all"),
        pytest.param({"StartAt": "A"}, [(SCHEMA, "These fields are required: [States]", "/")], id="no States"),
        pytest.param({"States": {"A": PASS}}, [(SCHEMA, "These fields are required: [StartAt]", "/")], id="no StartAt"),
        pytest.param("[]", [(SCHEMA, "Definition must be a valid JSON object", None)], id="not an object"),
        pytest.param("  ", [(SCHEMA, "Definition must be a valid JSON object", None)], id="empty text"),
        pytest.param(
            machine(S={"Type": "TypeThatDoesNotExist", "End": True}),
            [(SCHEMA, "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]", "/States/S/Type")],
            id="unknown type",
        ),
        pytest.param(
            {**machine(Pass={**PASS, "QueryLanguage": "JSONPath"}), "QueryLanguage": "JSONata"},
            [(SCHEMA, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", "/States/Pass")],
            id="downgrade",
        ),
        pytest.param(
            {**machine(Pass={**PASS, "QueryLanguage": "JSONPath", "InputPath": "$.a"}), "QueryLanguage": "JSONata"},
            [(SCHEMA, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", "/States/Pass")],
            id="a downgraded state's fields are not called JSONata's",
        ),
        pytest.param(
            machine(S={**TASK, "Credentials": {}}),
            [(SCHEMA, "The field 'RoleArn' is required but was missing", "/States/S/Credentials")],
            id="credentials",
        ),
        pytest.param(
            machine(S={**TASK, "Parameters": {"a": {"parsed.$": "States.StringToJson('\\\"')"}}}),
            [(SCHEMA, "The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call", "/States/S/Parameters")],
            id="a template's place is the field that holds it",
        ),
        pytest.param(
            machine(S={"Type": "Wait", "Timestamp": "2016-13-05T21:29:29Z", "End": True}),
            [(SCHEMA, "String does not match RFC3339 timestamp", "/States/S/Timestamp")],
            id="timestamp",
        ),
        pytest.param(
            machine(S={"Type": "Parallel", "Branches": [], "End": True}),
            [(SCHEMA, "Value cannot be empty", "/States/S/Branches")],
            id="no branches",
        ),
        pytest.param(
            machine(S={**TASK, "Resource": "arn:aws:states:::dynamodb:query"}),
            [(SCHEMA, "The resource provided arn:aws:states:::dynamodb:query is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.", "/States/S/Resource")],
            id="unknown resource",
        ),
        pytest.param(
            machine(P={"Type": "Parallel", "Branches": [machine(I={**PASS, "Catch": []})], "End": True}),
            [(SCHEMA, "Field 'Catch' is not supported", "/States/P/Branches[0]/States/I")],
            id="unknown field, in the enclosing object",
        ),
        pytest.param(
            machine(S={**PASS, "Output": 1, "Arguments": 2}),
            [
                (SCHEMA, "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage", "/States/S"),
                (SCHEMA, "Field 'Arguments' is not supported", "/States/S"),
            ],
            id="field of the other language, and of no Pass at all",
        ),
        pytest.param(
            {**machine(S=PASS), "QueryLanguage": "JMESPath"},
            [(SCHEMA, "Value should be one of the following: [JSONPath, JSONata]", "/QueryLanguage")],
            id="unknown language",
        ),
        pytest.param(
            machine(S={**PASS, "QueryLanguage": 5}),
            [(SCHEMA, "Expected value of type [STRING]", "/States/S/QueryLanguage")],
            id="language of another type",
        ),
        pytest.param(
            machine(M={"Type": "Map", "ItemProcessor": INNER, "MaxConcurrency": -1, "End": True}),
            [(SCHEMA, "Minimum value is 0", "/States/M/MaxConcurrency")],
            id="minimum",
        ),
        pytest.param(
            machine(E={"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"v": "{% a[1,2) %}"}, "End": True}),
            [("INVALID_JSONATA_EXPRESSION", 'Expected "]", got ","', "/States/E/Output/v")],
            id="JSONata syntax",
        ),
        pytest.param(
            machine(E={"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{%  %}", "End": True}),
            [("INVALID_JSONATA_EXPRESSION", "Unexpected end of expression", "/States/E/Output")],
            id="the empty expression",
        ),
        pytest.param(
            machine(E={"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% [$$.a, $states.errorOutput] %}", "End": True}),
            [
                ("UNSUPPORTED_JSONATA_EXPRESSION", "Field '$states.errorOutput' does not exist.", "/States/E/Output"),
                ("UNSUPPORTED_JSONATA_EXPRESSION", "Reference to '$$' is not supported.", "/States/E/Output"),
            ],
            id="JSONata that no state has",
        ),
        pytest.param(
            machine("pass1", pass1={"Type": "Pass", "Next": "pass3"}, pass2=PASS),
            [
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: pass3", "/States/pass1/Next"),
                ("MISSING_TRANSITION_TARGET", 'State "pass2" is not reachable.', "/States/pass2"),
            ],
            id="dangling, then unreachable",
        ),
        pytest.param(
            machine(M={"Type": "Map", "ItemProcessor": machine("No", Inner=PASS), "End": True}),
            [
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: No", "/States/M/ItemProcessor/StartAt"),
                ("MISSING_TRANSITION_TARGET", 'State "Inner" is not reachable.', "/States/M/ItemProcessor/States/Inner"),
            ],
            id="a dangling StartAt leaves its states unreachable",
        ),
        pytest.param(
            machine(
                C={"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": True, "Next": "X"}], "Default": "Y"},
                Z={**TASK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "W"}]},
            ),
            [
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: X", "/States/C/Choices[0]/Next"),
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: Y", "/States/C/Default"),
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: W", "/States/Z/Catch[0]/Next"),
                ("MISSING_TRANSITION_TARGET", 'State "Z" is not reachable.', "/States/Z"),
            ],
            id="every sort of target",
        ),
        pytest.param(
            machine(A={"Type": "Pass", "Next": "B"}, B={"Type": "Pass", "Next": "No"}, C={"Type": "Pass", "Next": "A"}),
            [
                ("MISSING_TRANSITION_TARGET", "Missing 'Next' target: No", "/States/B/Next"),
                ("MISSING_END_STATE", "Workflow has no terminal state", None),
            ],
            id="no terminal state comes last and hides unreachable ones",
        ),
        pytest.param(
            machine(M={"Type": "Map", "ItemProcessor": machine(I={"Type": "Pass", "Next": "I"}), "End": True}),
            [],
            id="a loop inside a Map passes",
        ),
        pytest.param(
            machine(
                P={
                    "Type": "Parallel",
                    "Branches": [machine(Left=PASS), machine(Left=PASS), machine(P=PASS)],
                    "End": True,
                }
            ),
            [
                ("DUPLICATE_STATE_NAME", "Duplicate State name: Left", "/States/P/Branches[1]/States/Left"),
                ("DUPLICATE_STATE_NAME", "Duplicate State name: P", "/States/P/Branches[2]/States/P"),
            ],
            id="names used twice",
        ),
        pytest.param(
            machine(S={**TASK, "Resource": "${FunctionArn}"}),
            [(SCHEMA, "Value is not a valid resource ARN", "/States/S/Resource")],
            id="a placeholder is right in a file only",
        ),
    ],
)  # fmt: skip
def test_answers(definition: JSON, expected: list[tuple[str, str, str | None]]) -> None:
    assert answer(definition) == expected


@pytest.mark.parametrize(
    ("resource", "message"),
    [
        ("arn:aws:states:::glue:startJobRun.sync", "Express state machine does not support '.sync' service integration"),
        ("arn:aws:states:::states:startExecution.sync:2", "Express state machine does not support '.sync' service integration"),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Express state machine does not support '.waitForTaskToken' service integration "),
        ("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", "Express state machine does not support '.waitForTaskToken' service integration "),
        ("arn:aws:states:us-east-1:123456789012:activity:approve", "Express state machine does not support Activity ARN"),
    ],
)  # fmt: skip
def test_express(resource: str, message: str) -> None:
    definition = machine(S={**TASK, "Resource": resource})
    assert answer(definition, "EXPRESS") == [(SCHEMA, message, "/States/S/Resource")]
    assert answer(definition) == []


def test_the_sentence_of_create_state_machine() -> None:
    definition = machine("pass1", pass1={"Type": "Pass", "Next": "pass3"}, pass2=PASS)
    assert aws_text(check(definition)) == (
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at "
        '/States/pass1/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2\''
    )
    assert aws_text(check(machine(A={"Type": "Pass", "Next": "A"}))) == (
        "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state at null'"
    )
    sns = machine(S={**TASK, "Resource": "arn:aws:states:::sns:publish.waitForTaskToken"})
    assert aws_text(check(sns, type="EXPRESS")).endswith(
        " service integration  at /States/S/Resource'"
    )
    assert aws_text(check(machine(A=PASS))) == ""
    assert aws_text(check(" ")).endswith(
        "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object'"
    )


def test_warnings_are_not_in_the_sentence() -> None:
    found = check(machine(S={**PASS, "Parameters": {"a": "$.a"}}))
    assert [one.name for one in found] == ["path-without-dollar"]
    assert aws_text(found) == ""
    assert [(one.severity, one.code, one.location) for one in aws_diagnostics(found)] == [
        ("warning", "NO_DOLLAR", "/States/S/Parameters")
    ]


def test_text_that_is_not_json_names_its_place_once() -> None:
    found = check("not a definition")
    assert [one.aws_code for one in found] == ["INVALID_JSON_DESCRIPTION"]
    assert aws_text(found).count("[Source: (String)") == 1


def test_one_state_on_its_own() -> None:
    found = check_state({"Type": "Parallel", "Branches": [], "Next": "Elsewhere"})
    assert [one.pointer for one in found] == ["/Branches"]
    assert aws_text(found) == (
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches'"
    )
    assert check_state({"Type": "Pass", "Parameters": {"n.$": "$n"}, "Next": "Elsewhere"}) == []
    assert (
        check_state({"Type": "Pass", "Output": "{% $n %}", "End": True}, language="JSONata") == []
    )
    assert [one.name for one in check_state(5)] == ["wrong-type"]
