"""MockConfigFile.json: what each invocation gets, and what is wrong with a file before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import Failed, Refused, Returned, TaskCall
from asl.hosts.mock_config import ACTIVITY, MockConfig
from asl.hosts.mock_document import MockFileError, shown
from asl.model.parse import parse_machine
from asl.resources.arn import parse_resource


def call(
    state: str = "Charge", arn: str = "arn:aws:states:::sqs:sendMessage", **more: Any
) -> TaskCall:
    resource = parse_resource(arn)
    assert resource
    return TaskCall(state, resource, {}, **more)


def config(responses: Any, cases: Any = None) -> MockConfig:
    cases = {"Case": {"Charge": "R"}} if cases is None else cases
    value = {"StateMachines": {"Orders": {"TestCases": cases}}, "MockedResponses": responses}
    return MockConfig(json.dumps(value))


def played(response: Any, calls: int) -> list[Any]:
    case = config({"R": response}).case("Orders", "Case")
    return [case.answer(call()) for _ in range(calls)]


THROW = {"Throw": {"Error": "Lambda.TooManyRequestsException", "Cause": "busy"}}
BUSY = Failed("Lambda.TooManyRequestsException", "busy")


def test_numbers_and_ranges() -> None:
    response = {"0-1": THROW, "2": {"Return": {"id": 7}}, "3-4": {"Return": [1]}}
    assert played(response, 5) == [BUSY, BUSY, Returned({"id": 7}), Returned([1]), Returned([1])]


@pytest.mark.parametrize("value", [None, 0, "text", [], {"a": {"b": 1}}, True])
def test_any_json_is_a_return(value: Any) -> None:
    assert played({"0": {"Return": value}}, 1) == [Returned(value)]


@pytest.mark.parametrize(
    "arn, value, result",
    [
        (
            "arn:aws:lambda:us-east-1:1:function:f",
            {"StatusCode": 200, "Payload": {"a": 1}},
            {"a": 1},
        ),
        ("arn:aws:lambda:us-east-1:1:function:f", {"Payload": {"a": 1}}, {"Payload": {"a": 1}}),
        ("arn:aws:lambda:us-east-1:1:function:f", [1], [1]),
        (
            "arn:aws:states:::lambda:invoke",
            {"StatusCode": 200, "Payload": 1},
            {"StatusCode": 200, "Payload": 1},
        ),
    ],
)
def test_a_response_of_invoke_under_a_functions_arn(arn: str, value: Any, result: Any) -> None:
    case = config({"R": {"0": {"Return": value}}}).case("Orders", "Case")
    assert case.answer(call(arn=arn)) == Returned(result)


def test_a_missing_number_is_states_runtime() -> None:
    answers = played({"0": {"Return": 1}, "2": {"Return": 3}}, 4)
    assert answers[0] == Returned(1)
    assert answers[1] == Refused(
        "The mocked response 'R' has no entry for invocation 1 of the state 'Charge'."
    )
    assert answers[2] == Returned(3)
    assert isinstance(answers[3], Refused)


def test_one_counter_over_retries_loops_and_iterations() -> None:
    case = config({"R": {"0": {"Return": 0}, "1": {"Return": 1}, "2": {"Return": 2}}}).case(
        "Orders", "Case"
    )
    calls = [call(map_index=0), call(map_index=1, visit=1), call(attempt=1, visit=2)]
    assert [case.answer(c) for c in calls] == [Returned(0), Returned(1), Returned(2)]
    assert case.counts == {"Charge": 3}


def test_each_state_has_its_own_counter_and_each_execution_its_own_case() -> None:
    mocks = config({"R": {"0": {"Return": 0}}}, {"Case": {"A": "R", "B": "R"}})
    for _ in range(2):
        case = mocks.case("Orders", "Case")
        assert case.answer(call("A")) == Returned(0)
        assert case.answer(call("B")) == Returned(0)


def test_a_state_that_is_not_listed_is_not_mocked() -> None:
    assert config({"R": {"0": {"Return": 0}}}).case("Orders", "Case").answer(call("Other")) is None


def test_an_activity_cannot_be_mocked() -> None:
    case = config({"R": {"0": {"Return": 0}}}).case("Orders", "Case")
    assert case.answer(call(arn="arn:aws:states:us-east-1:123456789012:activity:a")) == Refused(
        ACTIVITY
    )


@pytest.mark.parametrize(
    "step",
    [
        pytest.param({"Return": 1, **THROW}, id="both"),
        pytest.param({}, id="neither"),
        pytest.param({"Throw": {"Cause": "c"}}, id="no Error"),
        pytest.param({"Throw": {"Error": 3, "Cause": "c"}}, id="Error is no text"),
        pytest.param({"Throw": {"Error": "E", "Cause": 3}}, id="Cause is no text"),
        pytest.param({"Throw": "E"}, id="Throw is no object"),
    ],
)
def test_a_malformed_step_fails_when_its_turn_comes(step: Any) -> None:
    mocks = config({"R": {"0": {"Return": 1}, "1": step}})
    assert mocks.is_usable
    assert [f.severity for f in mocks.findings] == ["warning"]
    case = mocks.case("Orders", "Case")
    assert case.answer(call()) == Returned(1)
    assert isinstance(case.answer(call()), Refused)
    assert case.warnings == mocks.findings


@pytest.mark.parametrize(
    "response, message",
    [
        pytest.param({"a": {"Return": 1}}, '"a" is not the number of an invocation', id="a word"),
        pytest.param({"-1": {"Return": 1}}, '"-1" is not the number', id="a negative number"),
        pytest.param({"1-": {"Return": 1}}, '"1-" is not the number', id="half a range"),
        pytest.param({"0-x": {"Return": 1}}, '"0-x" is not the number', id="half a number"),
        pytest.param(
            {"2-2": {"Return": 1}}, 'the range "2-2" ends where it begins', id="a range of one"
        ),
        pytest.param({"3-1": {"Return": 1}}, 'the range "3-1" ends', id="a range backwards"),
        pytest.param(
            {"0-2": {"Return": 1}, "2": {"Return": 1}},
            '"2" is taken: invocation 2',
            id="an overlap",
        ),
        pytest.param({"0": 3}, "an entry is an object, not a number", id="no object"),
        pytest.param([], 'the response "R" is an object, not an array', id="an array"),
    ],
)
def test_errors_in_a_response(response: Any, message: str) -> None:
    mocks = config({"R": response})
    assert not mocks.is_usable
    with pytest.raises(MockFileError) as e:
        mocks.case("Orders", "Case")
    assert message in str(e.value)


def test_a_response_that_does_not_exist() -> None:
    mocks = config({"ChargeOk": {"0": {"Return": 1}}}, {"Case": {"Charge": "ChargeOkay"}})
    error = next(f for f in mocks.findings if f.is_error)
    assert error.message == '"ChargeOkay" is not one of the MockedResponses'
    assert error.pointer == "/StateMachines/Orders/TestCases/Case/Charge"
    assert error.help == 'did you mean "ChargeOk"?'


@pytest.mark.parametrize(
    "text, message",
    [
        ('{"StateMachines": {', "the text ends inside the object"),
        ("[1]", "a mock configuration is an object, not an array"),
        ('{"StateMachines": [], "MockedResponses": {}}', "StateMachines is an object"),
    ],
)
def test_a_broken_file(text: str, message: str) -> None:
    mocks = MockConfig(text)
    assert not mocks.is_usable
    with pytest.raises(MockFileError, match=r"MockConfigFile\.json:1:"):
        mocks.case("Orders", "Case")
    assert message in "\n".join(f.message for f in mocks.findings)


@pytest.mark.parametrize(
    "value, message, help",
    [
        ({"MockedResponse": {}}, '"MockedResponse" is not read', 'did you mean "MockedResponses"?'),
        (
            {"StateMachines": {"M": {"Testcases": {}}}},
            '"Testcases" is not read',
            'did you mean "TestCases"?',
        ),
        (
            {"MockedResponses": {"R": {"0": {"return": 1}}}},
            '"return" is not read',
            'did you mean "Return"?',
        ),
        (
            {"MockedResponses": {"R": {"1": {"Return": 1}, "4": {"Return": 1}}}},
            'the response "R" has no entry "2-3"',
            "that invocation fails the execution with States.Runtime",
        ),
        (
            {"MockedResponses": {"R": {}}},
            'the response "R" is empty',
            "every invocation fails with States.Runtime",
        ),
    ],
)
def test_warnings(value: Any, message: str, help: str) -> None:
    mocks = MockConfig(json.dumps(value))
    assert mocks.is_usable
    assert (message, help) in [(f.message, f.help) for f in mocks.findings]


def test_names_that_the_definition_does_not_have() -> None:
    machine = parse_machine(
        {
            "StartAt": "Charge",
            "States": {
                "Charge": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::sqs:sendMessage",
                    "Next": "Wait",
                },
                "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Do"},
                "Do": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:us-east-1:1:activity:a",
                    "End": True,
                },
            },
        }
    )
    listed = {"Charge": "R", "Chagre": "R", "Wait": "R", "Do": "R"}
    case = config({"R": {"0": {"Return": {"MessageId": "m"}}}}, {"Case": listed}).case(
        "Orders", "Case", machine
    )
    assert [(f.message, f.help, f.severity) for f in case.warnings] == [
        ('"Chagre" is not a state of this definition', 'did you mean "Charge"?', "warning"),
        ('"Wait" is a Wait', "only Task states are mocked: mock the tasks inside", "warning"),
        (
            '"Do" is an activity, which cannot be mocked',
            "the execution fails with States.Runtime when it gets there",
            "warning",
        ),
    ]


@pytest.mark.parametrize(
    "machine, case, message",
    [
        (
            "Orders",
            "Cas",
            'the state machine "Orders" has no test case "Cas": did you mean "Case"?',
        ),
        ("Order", "Case", 'there is no state machine "Order" in it: did you mean "Orders"?'),
        ("Zzz", "Case", 'there is no state machine "Zzz" in it: it has "Orders"'),
        (None, "Nope", 'there is no test case "Nope" in it'),
    ],
)
def test_a_case_that_is_not_there(machine: str | None, case: str, message: str) -> None:
    with pytest.raises(UsageError) as e:
        config({"R": {"0": {"Return": 1}}}).case(machine, case)
    assert message in str(e.value)


def test_the_only_machine_that_has_the_case() -> None:
    cases = {"A": {"TestCases": {"X": {}, "Y": {}}}, "B": {"TestCases": {"Y": {}}}}
    mocks = MockConfig(json.dumps({"StateMachines": cases}))
    assert mocks.case(None, "X").name == "A#X"
    assert (mocks.machines, mocks.cases("A"), mocks.cases("C")) == (["A", "B"], ["X", "Y"], [])
    with pytest.raises(UsageError, match='in "A" and "B": say which, "A#Y"'):
        mocks.case(None, "Y")


def test_findings_are_shown_at_their_place() -> None:
    text = '{\n  "StateMachines": {},\n  "MockedResponses": {"R": {"a": {"Return": 1}}}\n}\n'
    mocks = MockConfig(text, "mocks.json")
    assert shown(mocks.source, mocks.findings[0]) == (
        'mocks.json:3:29: error: "a" is not the number of an invocation\n'
        "  |\n"
        '3 |   "MockedResponses": {"R": {"a": {"Return": 1}}}\n'
        "  |                             ^^^\n"
        '  = help: write a number from 0, or a range such as "0-2"'
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    mocks = config(
        {**{f"Fine{n}": {"0": {"Return": n}} for n in range(50)}, "R": {"zz": {"Return": 1}}}
    )
    lines = shown(mocks.source, mocks.findings[0]).splitlines()
    assert len(lines[2]) < 130
    assert lines[2][lines[3].index("^") :].startswith('"zz"')


def test_where_a_config_comes_from(tmp_path: Path) -> None:
    value = {"StateMachines": {"M": {"TestCases": {"C": {}}}}}
    path = tmp_path / "mocks.json"
    path.write_text(json.dumps(value), "utf-8")
    for given in (value, str(path), json.dumps(value), MockConfig(json.dumps(value))):
        assert MockConfig.of(given).machines == ["M"]
    with pytest.raises(UsageError, match="no such file"):
        MockConfig.of(str(tmp_path / "none.json"))
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        MockConfig.of(str(path))
