"""Mocks by name: which key means which call, sequences, and keys that name nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asl.hosts.answers import After, Failed, Returned, TaskCall
from asl.hosts.mock_values import MockError, after, raises, sequence
from asl.hosts.mocks import Mocks, UnansweredTask, names_of, states_of
from asl.model.parse import parse_machine
from asl.resources.arn import parse_resource

CHARGE = "arn:aws:lambda:us-east-1:123456789012:function:charge"
INVOKE = "arn:aws:states:::lambda:invoke"


def call(state: str, arn: str, arguments: Any = None, **more: Any) -> TaskCall:
    resource = parse_resource(arn)
    assert resource
    return TaskCall(state, resource, arguments, **more)


def task(resource: str, **fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": resource, "End": True, **fields}


MACHINE = parse_machine(
    {
        "StartAt": "Charge",
        "States": {
            "Charge": task(CHARGE, Next="Fan") | {"End": False},
            "Fan": {
                "Type": "Parallel",
                "Branches": [
                    {
                        "StartAt": "Send",
                        "States": {
                            "Send": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken")
                        },
                    },
                    {
                        "StartAt": "Each",
                        "States": {
                            "Each": {
                                "Type": "Map",
                                "ItemProcessor": {
                                    "StartAt": "Invoke",
                                    "States": {
                                        "Invoke": task(
                                            INVOKE, Parameters={"FunctionName": "notify:7"}
                                        ),
                                    },
                                },
                                "End": True,
                            }
                        },
                    },
                ],
                "Next": "Approve",
            },
            "Approve": task("arn:aws:states:us-east-1:123456789012:activity:approve"),
        },
    }
)


def test_every_state_is_found() -> None:
    assert [s.name for s in states_of(MACHINE)] == [
        "Charge",
        "Fan",
        "Send",
        "Each",
        "Invoke",
        "Approve",
    ]


@pytest.mark.parametrize(
    "made, names",
    [
        pytest.param(
            call("S", f"{CHARGE}:3"),
            ["S", f"{CHARGE}:3", "charge:3", CHARGE, "charge", f"{CHARGE}:3"],
            id="a function's ARN",
        ),
        pytest.param(
            call("S", INVOKE, {"FunctionName": "f", "Qualifier": "2"}),
            [
                "S",
                "arn:aws:lambda:us-east-1:123456789012:function:f:2",
                "f:2",
                "arn:aws:lambda:us-east-1:123456789012:function:f",
                "f",
                INVOKE,
                "lambda:invoke",
            ],
            id="lambda:invoke",
        ),
        pytest.param(
            call("S", "arn:aws:states:::states:startExecution.sync:2"),
            [
                "S",
                "arn:aws:states:::states:startExecution.sync:2",
                "states:startExecution.sync:2",
                "states:startExecution",
            ],
            id="with a pattern",
        ),
        pytest.param(
            call("S", "arn:aws:states:::aws-sdk:s3:getObject"),
            ["S", "arn:aws:states:::aws-sdk:s3:getObject", "aws-sdk:s3:getObject"],
            id="an SDK action",
        ),
        pytest.param(
            call("S", "arn:aws:states:eu-west-1:1:activity:wait"),
            ["S", "wait", "arn:aws:states:eu-west-1:1:activity:wait"],
            id="an activity",
        ),
    ],
)
def test_names(made: TaskCall, names: list[str]) -> None:
    assert list(names_of(made)) == names


def test_the_most_particular_key_answers() -> None:
    mocks = Mocks({"sqs:sendMessage": 1, "Send": 2})
    arn = "arn:aws:states:::sqs:sendMessage"
    assert mocks.answer(call("Send", arn)) == Returned(2)
    assert mocks.answer(call("Other", arn)) == Returned(1)
    assert mocks.answer(call("Other", CHARGE)) is None


def test_a_sequence_counts_calls_of_its_key() -> None:
    mocks = Mocks({"sqs:sendMessage": sequence(1, raises("E"), after(2, 3))})
    arn = "arn:aws:states:::sqs:sendMessage"
    answers = [mocks.answer(call(state, arn)) for state in ("A", "B", "A")]
    assert answers == [Returned(1), Failed("E"), After(2, Returned(3))]
    with pytest.raises(
        MockError, match='"sqs:sendMessage" has 3 answers, and "B" is called once more'
    ):
        mocks.answer(call("B", arn))


def test_a_sequence_may_repeat_its_last() -> None:
    mocks = Mocks({"S": sequence(1, 2, repeat_last=True)})
    assert [mocks.answer(call("S", CHARGE)) for _ in range(4)] == [
        Returned(n) for n in (1, 2, 2, 2)
    ]


def test_one_sequence_serves_many_runs() -> None:
    table = {"S": sequence(1, 2)}
    for _ in range(2):
        mocks = Mocks(table)
        assert [mocks.answer(call("S", CHARGE)) for _ in range(2)] == [Returned(1), Returned(2)]


def test_unused_keys_are_known() -> None:
    mocks = Mocks({"A": 1, "B": 2})
    mocks.answer(call("B", CHARGE))
    assert mocks.unused == ["A"]


def test_a_state_key_means_the_result_and_a_function_key_the_payload() -> None:
    invoke = call("Invoke", INVOKE, {"FunctionName": "notify", "Payload": {"to": "me"}})
    assert Mocks({"Invoke": {"ok": True}}).answer(invoke) == Returned({"ok": True})
    assert Mocks({"lambda:invoke": {"ok": True}}).answer(invoke) == Returned({"ok": True})
    answer = Mocks({"notify": {"ok": True}}).answer(invoke)
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == {"ok": True}
    assert answer.value["SdkHttpMetadata"]["HttpHeaders"]["Content-Length"] == "11"
    assert Mocks({"charge": 1}).answer(call("S", CHARGE)) == Returned(1)


def test_a_function_mock_sees_the_payload() -> None:
    seen: list[Any] = []
    mocks = Mocks({"f": lambda event: seen.append(event), "Invoke": None})
    for payload in ({"a": 1}, None, "[1]", "text"):
        mocks.answer(call("S", INVOKE, {"FunctionName": "f", "Payload": payload}))
    assert seen == [{"a": 1}, {}, [1], "text"]


def test_an_exception_under_a_functions_name_is_the_functions() -> None:
    mocks = Mocks({"f": ValueError("bad"), "g": raises("Lambda.ServiceException", "down")})
    answer = mocks.answer(call("S", INVOKE, {"FunctionName": "f"}))
    assert isinstance(answer, Failed)
    assert answer.error == "ValueError"
    assert answer.cause
    assert list(json.loads(answer.cause)) == [
        "errorMessage",
        "errorType",
        "requestId",
        "stackTrace",
    ]
    refused = mocks.answer(call("S", INVOKE, {"FunctionName": "g"}))
    assert refused == Failed("Lambda.ServiceException", "down")


@pytest.mark.parametrize(
    "key",
    [
        "Charge",
        "Invoke",
        "charge",
        CHARGE,
        "notify",
        "notify:7",
        "arn:aws:lambda:eu-west-1:999999999999:function:notify",
        "lambda:invoke",
        INVOKE,
        "sqs:sendMessage",
        "sqs:sendMessage.waitForTaskToken",
        "approve",
    ],
)
def test_keys_of_the_definition(key: str) -> None:
    Mocks({key: None}, MACHINE)


@pytest.mark.parametrize(
    "key, message",
    [
        pytest.param("Chrage", 'did you mean "Charge"?', id="a slip"),
        pytest.param("sqs:sendMesage", 'did you mean "sqs:sendMessage"?', id="a slip in an action"),
        pytest.param(
            "zzz", 'its tasks are "Approve", "Charge", "Invoke", "Send"', id="nothing near"
        ),
        pytest.param("Fan", "it is a Parallel, and only Task states are mocked", id="a Parallel"),
        pytest.param("Each", "it is a Map, and only Task states are mocked", id="a Map"),
        pytest.param("notify:8", "names no task", id="another version"),
        pytest.param(7, "a key is text", id="not text"),
    ],
)
def test_keys_that_name_nothing(key: Any, message: str) -> None:
    with pytest.raises(MockError) as e:
        Mocks({key: None}, MACHINE)
    assert message in str(e.value)


def test_a_computed_function_name_lets_unknown_keys_pass() -> None:
    machine = parse_machine(
        {"StartAt": "I", "States": {"I": task(INVOKE, Parameters={"FunctionName.$": "$.name"})}}
    )
    Mocks({"whatever": 1}, machine)


def test_a_bad_value_is_found_before_the_run() -> None:
    with pytest.raises(MockError, match='the mock for "A", answer 2: a set is not JSON'):
        Mocks({"A": sequence(1, {2})})
    with pytest.raises(MockError, match='the mock for "A": the function wants'):
        Mocks({"A": after(1, lambda a, b, c: 1)})


def test_an_unanswered_task_names_itself_and_what_to_do() -> None:
    error = UnansweredTask(
        call("Invoke", INVOKE, {"FunctionName": "notify", "Payload": {"a": "x" * 500}})
    )
    text = str(error)
    assert text.splitlines()[0] == 'nothing answers the task "Invoke"'
    assert f"it calls {INVOKE}" in text
    assert 'mocks={"Invoke": …}' in text
    assert 'lambdas={"notify": handler}' in text
    assert len(text) < 700
    assert error.names[0] == "Invoke"
