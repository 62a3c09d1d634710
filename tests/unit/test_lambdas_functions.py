"""In-process Lambda functions against what AWS was recorded to answer (lambda:invoke and Lambda ARNs, 2024 and 2025)."""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import json
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import (
    After,
    Failed,
    Never,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.hosts.lambda_responses import function_failure, function_ref, request_id_of
from asl.hosts.lambda_runtime import Function, LambdaContext
from asl.hosts.lambdas import Lambdas
from asl.hosts.mock_values import MockError, TaskError, after, never, raises, returns, sequence
from asl.resources.arn import parse_resource

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
ID = "11111111-2222-4333-8444-555555555555"


def direct(function: str, event: Any = None) -> TaskCall:
    resource = parse_resource(ARN + function)
    assert resource
    return TaskCall("S", resource, event, now_ms=1_700_000_000_000)


def invoke(suffix: str = "", **arguments: Any) -> TaskCall:
    resource = parse_resource(f"arn:aws:states:::lambda:invoke{suffix}")
    assert resource
    return TaskCall("S", resource, arguments, token="t", now_ms=1_700_000_000_000)


def lambdas(**functions: Any) -> Lambdas:
    return Lambdas(functions, request_id=lambda call: ID)


def echo(event: Any, context: LambdaContext) -> Any:
    return event


class CustomException(Exception):
    pass


def raising(event: Any, context: LambdaContext) -> Any:
    raise Exception("Some exception was raised.")


def custom(event: Any, context: LambdaContext) -> Any:
    raise CustomException


# ------------------------------------------------------------------ the event
@pytest.mark.parametrize(
    "payload, event, length",
    [
        pytest.param(None, {}, "2", id="null is an empty object"),
        pytest.param("{}", {}, "2", id="text is the JSON itself: an object"),
        pytest.param("[]", [], "2", id="text: an array"),
        pytest.param("0.0", 0.0, "3", id="text: a double"),
        pytest.param(
            '"PayloadFromTrustedAccount"', "PayloadFromTrustedAccount", "27", id="text: a string"
        ),
        pytest.param({"foo": "oof"}, {"foo": "oof"}, "14", id="an object; its own text has spaces"),
        pytest.param(
            [1, {"é": None}], [1, {"é": None}], "17", id="bytes are counted, not characters"
        ),
    ],
)
def test_what_lambda_invoke_passes_on(payload: Any, event: Any, length: str) -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f", Payload=payload))
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == event
    assert answer.value["SdkHttpMetadata"]["HttpHeaders"]["Content-Length"] == length


def test_a_payload_left_out_is_an_empty_object() -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f"))
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == {}


def test_text_that_is_not_json_never_reaches_the_function() -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f", Payload="test data"))
    assert answer == Failed(
        "Lambda.InvalidRequestContentException",
        "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'test': was "
        "expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n"
        ' at [Source: (byte[])"test data"; line: 1, column: 6] (Service: AWSLambda; Status Code: 400; Error Code: '
        f"InvalidRequestContentException; Request ID: {ID}; Proxy: null)",
    )


def test_a_handler_cannot_change_what_the_engine_holds() -> None:
    held = {"items": [1]}

    def greedy(event: Any, context: LambdaContext) -> Any:
        event["items"].append(2)
        return event

    answer = lambdas(f=greedy).answer(direct("f", held))
    assert held == {"items": [1]}
    assert answer == ReturnedText('{"items": [1, 2]}')


# ------------------------------------------------------------------ the result
def test_the_wrapper_has_the_recorded_members_in_the_recorded_order() -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f"))
    assert answer == Returned(
        {
            "ExecutedVersion": "$LATEST",
            "Payload": {},
            "SdkHttpMetadata": {
                "AllHttpHeaders": {
                    "X-Amz-Executed-Version": ["$LATEST"],
                    "x-amzn-Remapped-Content-Length": ["0"],
                    "Connection": ["keep-alive"],
                    "x-amzn-RequestId": [ID],
                    "Content-Length": ["2"],
                    "Date": ["Tue, 14 Nov 2023 22:13:20 GMT"],
                    "X-Amzn-Trace-Id": [
                        "Root=1-6553f100-111111112222433384445555;Parent=8444555555555555;Sampled=0"
                    ],
                    "Content-Type": ["application/json"],
                },
                "HttpHeaders": {
                    "Connection": "keep-alive",
                    "Content-Length": "2",
                    "Content-Type": "application/json",
                    "Date": "Tue, 14 Nov 2023 22:13:20 GMT",
                    "X-Amz-Executed-Version": "$LATEST",
                    "x-amzn-Remapped-Content-Length": "0",
                    "x-amzn-RequestId": ID,
                    "X-Amzn-Trace-Id": "Root=1-6553f100-111111112222433384445555;Parent=8444555555555555;Sampled=0",
                },
                "HttpStatusCode": 200,
            },
            "SdkResponseMetadata": {"RequestId": ID},
            "StatusCode": 200,
        }
    )
    value = answer.value
    assert list(value) == [
        "ExecutedVersion",
        "Payload",
        "SdkHttpMetadata",
        "SdkResponseMetadata",
        "StatusCode",
    ]
    assert list(value["SdkHttpMetadata"]["AllHttpHeaders"])[:2] == [
        "X-Amz-Executed-Version",
        "x-amzn-Remapped-Content-Length",
    ]
    headers = list(value["SdkHttpMetadata"]["HttpHeaders"])
    assert headers == sorted(headers, key=str.lower)


def test_the_log_comes_with_log_type_tail() -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f", LogType="Tail"))
    assert isinstance(answer, Returned)
    value = answer.value
    assert list(value)[:3] == ["ExecutedVersion", "LogResult", "Payload"]
    headers = value["SdkHttpMetadata"]
    assert next(iter(headers["AllHttpHeaders"])) == "X-Amz-Log-Result"
    assert headers["HttpHeaders"]["X-Amz-Log-Result"] == value["LogResult"]
    assert base64.b64decode(value["LogResult"]).startswith(f"START RequestId: {ID}".encode())


@pytest.mark.parametrize(
    "result, text",
    [
        pytest.param({"a": [1, 2]}, '{"a": [1, 2]}', id="Python's spacing is kept"),
        pytest.param("é", '"é"', id="no escapes"),
        pytest.param(None, "null", id="nothing is null"),
        pytest.param(b'"HelloWorld!"', '"HelloWorld!"', id="bytes go out as they are"),
        pytest.param((1, 2), "[1, 2]", id="a tuple is an array"),
        pytest.param({1: True, None: 2}, '{"1": true, "null": 2}', id="keys"),
        pytest.param([decimal.Decimal("10"), decimal.Decimal("1.5")], "[10, 1.5]", id="Decimals"),
    ],
)
def test_a_lambda_arn_keeps_the_functions_text(result: Any, text: str) -> None:
    assert lambdas(f=lambda e, c: result).answer(direct("f")) == ReturnedText(text)


def test_text_that_is_no_json_is_a_string_payload() -> None:
    answer = lambdas(f=lambda e, c: b"plain").answer(invoke(FunctionName="f"))
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == "plain"
    with pytest.raises(UsageError, match="not JSON"):
        lambdas(f=lambda e, c: b"plain").answer(direct("f"))


def test_too_large_a_text_is_left_to_the_engine() -> None:
    answer = lambdas(f=lambda e, c: b"a" * 263_168).answer(direct("f"))
    assert isinstance(answer, ReturnedText)
    assert len(answer.text) > 262_144


def test_more_than_lambda_returns() -> None:
    answer = lambdas(f=lambda e, c: "a" * 6_291_556).answer(direct("f"))
    assert isinstance(answer, Failed)
    assert answer.error == "Function.ResponseSizeTooLarge"


@pytest.mark.parametrize("result", [float("nan"), [float("inf")], {"n": 10**1000}])
def test_what_json_cannot_carry_is_the_tests_error(result: Any) -> None:
    for call in (direct("f"), invoke(FunctionName="f")):
        with pytest.raises(UsageError, match='function "f" returned what JSON cannot carry'):
            lambdas(f=lambda e, c: result).answer(call)


async def _async(event: Any, context: LambdaContext) -> Any:
    return event


@pytest.mark.parametrize(
    "handler, what",
    [
        pytest.param(lambda e, c: dt.datetime(2024, 1, 1), "datetime", id="a datetime"),  # noqa: DTZ001
        pytest.param(lambda e, c: {"s": {1}}, "set", id="a set"),
        pytest.param(_async, "coroutine", id="the runtime awaits nothing"),
        pytest.param(lambda e, c: decimal.Decimal("NaN"), "Decimal", id="no number"),
    ],
)
def test_the_runtime_cannot_marshal(handler: Any, what: str) -> None:
    answer = lambdas(f=handler).answer(direct("f"))
    assert answer == Failed(
        "Runtime.MarshalError",
        f'{{"errorMessage": "Unable to marshal response: Object of type {what} is not JSON serializable", '
        f'"errorType": "Runtime.MarshalError", "requestId": "{ID}", "stackTrace": []}}',
    )


# ------------------------------------------------------------------ failures
def test_an_exception_through_lambda_invoke_is_compact() -> None:
    answer = lambdas(f=raising).answer(invoke(FunctionName="f"))
    assert isinstance(answer, Failed)
    assert answer.error == "Exception"
    assert answer.stage == "run"
    assert answer.cause
    cause = json.loads(answer.cause)
    assert list(cause) == ["errorMessage", "errorType", "requestId", "stackTrace"]
    assert cause["requestId"] == ID
    assert cause["stackTrace"] == [
        f'  File "/var/task/test_lambdas_functions.py", line {raising.__code__.co_firstlineno + 1}, in raising\n'
        '    raise Exception("Some exception was raised.")\n'
    ]
    assert answer.cause == json.dumps(cause, separators=(",", ":"))


def test_an_exception_through_a_lambda_arn_keeps_pythons_spacing() -> None:
    answer = lambdas(f=custom).answer(direct("f"))
    assert isinstance(answer, Failed)
    assert answer.error == "CustomException"
    assert answer.cause
    assert answer.cause.startswith(
        '{"errorMessage": "", "errorType": "CustomException", "requestId": "'
    )
    assert answer.cause == json.dumps(json.loads(answer.cause))


@pytest.mark.parametrize(
    "function, arn",
    [
        ("nope", ARN + "nope:$LATEST"),
        ("nope:prod", ARN + "nope:prod"),
        (ARN + "nope", ARN + "nope:$LATEST"),
        (
            "999999999999:function:nope",
            "arn:aws:lambda:us-east-1:999999999999:function:nope:$LATEST",
        ),
    ],
)
def test_a_function_that_is_not_there(function: str, arn: str) -> None:
    assert lambdas(f=echo).answer(invoke(FunctionName=function)) == Failed(
        "Lambda.ResourceNotFoundException",
        f"Function not found: {arn} (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; "
        f"Request ID: {ID}; Proxy: null)",
    )


@pytest.mark.parametrize(
    "call", [invoke(FunctionName="nope"), invoke(FunctionName=ARN + "nope:prod")]
)
def test_a_function_that_somebody_else_has(call: TaskCall) -> None:
    """In a test: it is a slip, or nobody has said what it answers. An error would be caught, and the slip with it."""
    assert Lambdas({"f": echo}, others_exist=True).answer(call) is None


def test_a_payload_without_an_error_type_is_lambda_unknown() -> None:
    payload = '{"errorMessage":"2025-03-25T14:59:02.758Z 1 Task timed out after 902.11 seconds"}'
    assert function_failure(payload, is_direct=False) == Failed(
        "Lambda.Unknown",
        "The cause could not be determined because Lambda did not return an error type. Returned payload: "
        + payload,
    )


def test_a_handler_plays_a_service_error() -> None:
    def throttled(event: Any, context: LambdaContext) -> Any:
        raise TaskError("Lambda.TooManyRequestsException", "Rate Exceeded.")

    expected = Failed("Lambda.TooManyRequestsException", "Rate Exceeded.")
    assert lambdas(f=throttled).answer(direct("f")) == expected
    assert (
        lambdas(f=lambda e, c: raises(*expected[:2])).answer(invoke(FunctionName="f")) == expected
    )


@pytest.mark.parametrize(
    "code, reason",
    [
        (0, "Runtime exited without providing a reason"),
        (None, "Runtime exited without providing a reason"),
        (3, "Runtime exited with error: exit status 3"),
        ("bye", "Runtime exited with error: exit status 1"),
    ],
)
def test_a_handler_that_exits(code: Any, reason: str) -> None:
    def leaving(event: Any, context: LambdaContext) -> Any:
        raise SystemExit(code)

    assert lambdas(f=leaving).answer(direct("f")) == Failed(
        "Runtime.ExitError",
        f'{{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {ID} Error: {reason}"}}',
    )


def test_our_own_errors_come_through() -> None:
    def wrong(event: Any, context: LambdaContext) -> Any:
        raise UsageError("a call inside the handler")

    with pytest.raises(UsageError, match="inside the handler"):
        lambdas(f=wrong).answer(direct("f"))


@pytest.mark.parametrize("field", ["FunctionName", "Qualifier", "LogType", "InvocationType"])
def test_parameters_of_the_wrong_type(field: str) -> None:
    answer = lambdas(f=echo).answer(invoke(**{"FunctionName": "f", field: 3}))
    assert isinstance(answer, Refused)
    assert answer.cause.endswith(f"[The value of the field '{field}' has an invalid format]")


@pytest.mark.parametrize("kind", ["Event", "DryRun"])
def test_what_cannot_be_played_says_so(kind: str) -> None:
    with pytest.raises(UsageError, match=f'InvocationType "{kind}"'):
        lambdas(f=echo).answer(invoke(FunctionName="f", InvocationType=kind))


# ------------------------------------------------------------------ names
@pytest.mark.parametrize(
    "text, name, qualifier, arn",
    [
        ("f", "f", "", ARN + "f"),
        ("f:7", "f", "7", ARN + "f"),
        ("f:$LATEST", "f", "$LATEST", ARN + "f"),
        ("1234:function:f", "f", "", "arn:aws:lambda:us-east-1:1234:function:f"),
        (
            "arn:aws-cn:lambda:cn-north-1:1:function:f:p",
            "f",
            "p",
            "arn:aws-cn:lambda:cn-north-1:1:function:f",
        ),
    ],
)
def test_function_names(text: str, name: str, qualifier: str, arn: str) -> None:
    assert function_ref(text, direct("x")) == (name, qualifier, arn)


def test_a_bare_name_is_at_home_where_the_execution_is() -> None:
    call = direct("x")._replace(execution_arn="arn:aws-cn:states:cn-north-1:42:execution:m:e")
    assert function_ref("f", call).arn == "arn:aws-cn:lambda:cn-north-1:42:function:f"


@pytest.mark.parametrize(
    "keys, called, found",
    [
        (["f", "f:prod"], "f:prod", "f:prod"),
        (["f", "f:prod"], "f:dev", "f"),
        (["f", ARN + "f"], "f", ARN + "f"),
        ([ARN + "f:2", "f:2"], "f:2", ARN + "f:2"),
    ],
)
def test_the_most_particular_function_answers(keys: list[str], called: str, found: str) -> None:
    functions: dict[str, Any] = {key: (lambda e, c, key=key: key) for key in keys}
    answer = Lambdas(functions).answer(direct(called))
    assert isinstance(answer, ReturnedText)
    assert json.loads(answer.text) == found


@pytest.mark.parametrize(
    "arguments, version",
    [
        ({"FunctionName": "f"}, "5"),
        ({"FunctionName": "f", "Qualifier": "9"}, "9"),
        ({"FunctionName": "f:9"}, "9"),
        ({"FunctionName": "f:prod", "Qualifier": "prod"}, "5"),
    ],
)
def test_the_executed_version(arguments: dict[str, str], version: str) -> None:
    answer = lambdas(f=Function(echo, version="5")).answer(invoke(**arguments))
    assert isinstance(answer, Returned)
    assert answer.value["ExecutedVersion"] == version


def test_two_qualifiers_must_agree() -> None:
    answer = lambdas(f=echo).answer(invoke(FunctionName="f:1", Qualifier="2"))
    assert isinstance(answer, Failed)
    assert answer.error == "Lambda.InvalidParameterValueException"


def test_calls_of_others_are_not_ours() -> None:
    for arn in ("arn:aws:states:::sqs:sendMessage", "arn:aws:states:::aws-sdk:lambda:invoke"):
        resource = parse_resource(arn)
        assert resource
        assert lambdas(f=echo).answer(TaskCall("S", resource, {})) is None


def test_request_ids_are_the_same_in_every_run_and_differ_by_call() -> None:
    first = direct("f")
    assert request_id_of(first) == request_id_of(direct("f"))
    assert request_id_of(first) != request_id_of(first._replace(visit=1))
    assert request_id_of(first)[14] == "4"


# ------------------------------------------------------------------ time and tokens
def test_a_handler_sleeps_in_virtual_time() -> None:
    left: list[int] = []

    def slow(event: Any, context: LambdaContext) -> Any:
        context.sleep(60)
        left.append(context.get_remaining_time_in_millis())
        return event

    answer = lambdas(f=slow).answer(direct("f", 1))
    assert answer == After(60, ReturnedText("1"))
    assert left == [840_000]


def test_after_in_a_handler() -> None:
    assert lambdas(f=lambda e, c: after(2, after(3, {}))).answer(direct("f")) == After(
        5, ReturnedText("{}")
    )
    assert lambdas(f=lambda e, c: returns(1)).answer(direct("f")) == ReturnedText("1")


def test_a_function_has_its_own_timeout() -> None:
    reached: list[int] = []

    def slow(event: Any, context: LambdaContext) -> Any:
        try:
            context.sleep(5)
        except Exception:  # the runtime kills the process: nobody catches that
            reached.append(1)
        reached.append(2)

    timed_out = Failed(
        "Sandbox.Timedout",
        f'{{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {ID} Error: Task timed out after 3.00 seconds"}}',
    )
    for handler in (slow, lambda e, c: after(3, 1), lambda e, c: never()):
        assert lambdas(f=Function(handler, timeout_s=3)).answer(direct("f")) == After(3, timed_out)
    assert reached == []


def test_a_token_task_is_submitted_and_stays_open() -> None:
    answer = lambdas(f=echo).answer(
        invoke(".waitForTaskToken", FunctionName="f", Payload={"token": "t"})
    )
    assert isinstance(answer, Submitted)
    assert answer.output["Payload"] == {"token": "t"}
    assert answer.then == Never()


def test_a_handler_answers_its_token() -> None:
    def approve(event: Any, context: LambdaContext) -> Any:
        context.answer_task(after(3600, {"approved": True}))

    answer = lambdas(f=approve).answer(invoke(".waitForTaskToken", FunctionName="f"))
    assert isinstance(answer, Submitted)
    assert answer.then == After(3600, Returned({"approved": True}))


def test_a_failing_submission() -> None:
    answer = lambdas(f=raising).answer(invoke(".waitForTaskToken", FunctionName="f"))
    assert isinstance(answer, Failed)
    assert answer.stage == "submit"


def test_the_context_is_awss() -> None:
    seen: list[Any] = []

    def look(event: Any, context: LambdaContext) -> Any:
        seen.extend(
            [
                context.function_name,
                context.function_version,
                context.invoked_function_arn,
                context.memory_limit_in_mb,
                context.aws_request_id,
                context.log_group_name,
                context.client_context,
            ]
        )

    text = base64.b64encode(b'{"custom": {"a": 1}}').decode()
    lambdas(f=Function(look, memory_mb=512)).answer(invoke(FunctionName="f:7", ClientContext=text))
    assert seen == ["f", "7", ARN + "f:7", "512", ID, "/aws/lambda/f", {"custom": {"a": 1}}]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Lambdas({"f": {"a": 1}}), id="a value is a mock, not a function"),  # type: ignore[dict-item]
        pytest.param(
            lambda: Lambdas({"f": Function(echo, timeout_s=901)}), id="too long a timeout"
        ),
        pytest.param(
            lambda: lambdas(f=lambda e, c: sequence(1)).answer(direct("f")),
            id="a sequence as a result",
        ),
        pytest.param(
            lambda: lambdas(f=echo).answer(invoke(FunctionName="f", ClientContext="!")),
            id="no client context",
        ),
    ],
)
def test_refused(make: Any) -> None:
    with pytest.raises((MockError, UsageError)):
        make()
