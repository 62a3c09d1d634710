"""Functions of this process as a server runs them: threads, real time, references."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import After, Answer, Failed, Refused, Returned, ReturnedText, TaskCall
from asl.hosts.lambda_runtime import Function, LambdaContext
from asl.hosts.mock_values import after, raises
from asl.resources.arn import parse_resource
from emulator.integrations.functions import Functions
from emulator.integrations.protocol import Context
from emulator.integrations.threads import Threads
from emulator.lambda_.in_process import InProcess

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
CONTEXT = Context("arn:e", "arn:m", "arn:r", None, None)


def direct(function: str, event: Any = None) -> TaskCall:
    resource = parse_resource(ARN + function)
    assert resource
    return TaskCall("S", resource, event, now_ms=1_700_000_000_000)


def invoke(suffix: str = "", **arguments: Any) -> TaskCall:
    resource = parse_resource(f"arn:aws:states:::lambda:invoke{suffix}")
    assert resource
    return TaskCall("S", resource, arguments, token="t", now_ms=1_700_000_000_000)


def answers(functions: dict[str, Any], *calls: TaskCall, size: int = 4) -> list[Answer]:
    async def ask() -> list[Answer]:
        integration = Functions(functions, Threads("test", size))
        try:
            return await asyncio.gather(*(integration.call(call, CONTEXT) for call in calls))
        finally:
            await integration.close()

    return asyncio.run(ask())


def echo(event: Any, context: LambdaContext) -> Any:
    return event


# ------------------------------------------------------------------ shapes come from one place
@pytest.mark.parametrize(
    "call, expected",
    [
        pytest.param(direct("f", {"a": 1}), ReturnedText('{"a": 1}'), id="a Lambda ARN"),
        pytest.param(
            direct("g"),
            Failed(
                "Lambda.ResourceNotFoundException",
                f"Function not found: {ARN}g:$LATEST (Service: AWSLambda; Status Code: 404; "
                "Error Code: ResourceNotFoundException; Request ID: ID; Proxy: null)",
            ),
            id="no such function",
        ),
    ],
)
def test_answers(call: TaskCall, expected: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.integrations.functions._new_id", lambda call: "ID")
    assert answers({"f": echo}, call) == [expected]


def test_invoke_has_the_wrapper() -> None:
    (answer,) = answers({"f": echo}, invoke(FunctionName="f", Payload={"a": 1}))
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == {"a": 1}
    assert answer.value["StatusCode"] == 200


def test_a_parameter_of_the_wrong_type_is_refused_before_the_call() -> None:
    integration = Functions({"f": echo}, Threads("test", 1))
    refused = integration.refusal(invoke(FunctionName="f", LogType=7))
    assert isinstance(refused, Refused)
    assert "The value of the field 'LogType' has an invalid format" in refused.cause
    assert integration.refusal(invoke(FunctionName="f")) is None
    assert integration.refusal(direct("f")) is None


def test_what_is_no_answer_is_refused_by_name() -> None:
    (answer,) = answers({"f": lambda event, context: b"\xff"}, direct("f"))
    assert answer == Refused('function "f" returned bytes that are not UTF-8 text')


# ------------------------------------------------------------------ time
def test_a_handler_does_not_block_the_loop() -> None:
    release = threading.Event()

    def waits(event: Any, context: LambdaContext) -> Any:
        release.wait(5)
        return "done"

    async def run() -> tuple[bool, Answer]:
        integration = Functions({"f": waits}, Threads("test", 1))
        task = asyncio.ensure_future(integration.call(direct("f"), CONTEXT))
        await asyncio.sleep(0)
        ran_meanwhile = not task.done()
        release.set()
        return ran_meanwhile, await task

    assert asyncio.run(run()) == (True, ReturnedText('"done"'))


def test_a_pause_of_the_handler_is_the_clocks() -> None:
    began = time.monotonic()
    answer, failed = answers(
        {"f": lambda e, c: after(600, {"a": 1}), "g": lambda e, c: after(1, raises("E"))},
        direct("f"),
        direct("g"),
    )
    assert answer == After(600, ReturnedText('{"a": 1}'))
    assert failed == After(1, Failed("E"))
    assert time.monotonic() - began < 60


def test_a_function_that_hangs_is_given_up_at_its_timeout_and_holds_up_nobody() -> None:
    release = threading.Event()
    functions = {
        "hangs": Function(lambda event, context: release.wait(30), timeout_s=0.05),
        "f": echo,
    }
    try:
        hanging, other = answers(functions, direct("hangs"), direct("f", 1), size=1)
    finally:
        release.set()
    assert isinstance(hanging, Failed)
    assert hanging.error == "Sandbox.Timedout"
    assert hanging.cause is not None
    assert hanging.cause.endswith('Error: Task timed out after 0.05 seconds"}')
    assert other == ReturnedText("1")


def test_the_context_counts_real_time() -> None:
    def remaining(event: Any, context: LambdaContext) -> list[int]:
        before = context.get_remaining_time_in_millis()
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            pass
        return [before, context.get_remaining_time_in_millis()]

    (answer,) = answers({"f": Function(remaining, timeout_s=10)}, direct("f"))
    assert isinstance(answer, ReturnedText)
    before, later = (int(n) for n in answer.text.strip("[]").split(","))
    assert 9_000 < before <= 10_000
    assert later <= before - 19


def test_a_handler_that_exits_ends_its_invocation_only() -> None:
    def leaves(event: Any, context: LambdaContext) -> Any:
        raise SystemExit(3)

    first, second = answers({"f": leaves, "g": echo}, direct("f"), direct("g", {}), size=1)
    assert isinstance(first, Failed)
    assert first.error == "Runtime.ExitError"
    assert second == ReturnedText("{}")


def test_others_are_asked_for_functions_that_were_not_given() -> None:
    deployed: dict[str, Function] = {}

    async def run() -> list[Answer]:
        integration = Functions({"f": echo}, Threads("test", 1))
        integration.also(lambda ref: deployed.get(ref.name))
        answers = [await integration.call(direct("g"), CONTEXT)]
        deployed["g"] = Function(lambda event, context: 1)
        answers.append(await integration.call(direct("g"), CONTEXT))
        deployed["g"] = Function(lambda event, context: 2)
        answers.append(await integration.call(direct("g"), CONTEXT))
        answers.append(await integration.call(direct("f", 3), CONTEXT))
        return answers

    missing, *found = asyncio.run(run())
    assert isinstance(missing, Failed)
    assert found == [ReturnedText("1"), ReturnedText("2"), ReturnedText("3")]


# ------------------------------------------------------------------ calls without a result
def test_an_event_is_accepted_and_runs_on() -> None:
    seen = threading.Event()

    def note(event: Any, context: LambdaContext) -> None:
        seen.set()

    async def run() -> Answer:
        integration = Functions({"f": note}, Threads("test", 1))
        answer = await integration.call(invoke(FunctionName="f", InvocationType="Event"), CONTEXT)
        await asyncio.gather(*integration._background)
        return answer

    answer = asyncio.run(run())
    assert isinstance(answer, Returned)
    assert answer.value["StatusCode"] == 202
    assert answer.value["SdkHttpMetadata"]["HttpStatusCode"] == 202
    assert "ExecutedVersion" not in answer.value
    assert seen.is_set()


def test_a_dry_run_calls_nothing() -> None:
    called = []
    (answer,) = answers(
        {"f": lambda e, c: called.append(e)}, invoke(FunctionName="f", InvocationType="DryRun")
    )
    assert isinstance(answer, Returned)
    assert answer.value["StatusCode"] == 204
    assert called == []


# ------------------------------------------------------------------ by the SDK
def sdk_invoke(**arguments: Any) -> TaskCall:
    resource = parse_resource("arn:aws:states:::aws-sdk:lambda:invoke")
    assert resource
    return TaskCall("S", resource, arguments, now_ms=1)


def test_by_the_sdk_a_payload_is_text_and_a_functions_error_is_a_result() -> None:
    def fails(event: Any, context: LambdaContext) -> Any:
        raise KeyError("x")

    value, failed, missing = answers(
        {"f": echo, "fails": fails},
        sdk_invoke(FunctionName="f", Payload={"a": 1}),
        sdk_invoke(FunctionName="fails"),
        sdk_invoke(FunctionName="gone"),
    )
    assert value == Returned(
        {"ExecutedVersion": "$LATEST", "Payload": '{"a": 1}', "StatusCode": 200}
    )
    assert isinstance(failed, Returned)
    assert failed.value["FunctionError"] == "Unhandled"
    assert '"errorType": "KeyError"' in failed.value["Payload"]
    assert isinstance(missing, Failed)
    assert missing.error == "Lambda.ResourceNotFoundException"
    assert missing.cause is not None
    assert missing.cause.startswith(
        f"Function not found: {ARN}gone:$LATEST (Service: Lambda, Status Code: 404, "
    )


# ------------------------------------------------------------------ references
def test_a_file_is_found_from_the_folder_and_loaded_anew_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "app" / "charge.py"
    path.parent.mkdir()
    path.write_text("def handler(event, context):\n    return 1\n")
    handler = InProcess("app/charge.py:handler", tmp_path)
    assert handler({}, None) == 1
    path.write_text("def handler(event, context):\n    return 'two'\n")
    assert handler({}, None) == "two"
    path.unlink()
    assert handler({}, None) == "two"


def test_a_module_is_imported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "app_for_test.py").write_text(
        "loaded = []\nloaded.append(1)\nclass Api:\n    @staticmethod\n    def handler(event, context):\n        return loaded\n"
    )
    handler = InProcess("app_for_test:Api.handler", tmp_path)
    assert handler({}, None) == [1]
    assert handler({}, None) == [1]


@pytest.mark.parametrize(
    "text, reference, says",
    [
        pytest.param("", "app.py", '"module:function"', id="no function named"),
        pytest.param("", "gone.py:handler", "there is no file", id="no file"),
        pytest.param("", "app.py:handler", 'no function "handler"', id="no function"),
        pytest.param("handler = 3", "app.py:handler", "a int, not a function", id="not callable"),
        pytest.param("def", "app.py:handler", "SyntaxError", id="a syntax error"),
        pytest.param("raise SystemExit(2)", "app.py:handler", "SystemExit: 2", id="it exits"),
        pytest.param("", "no_such_module_x:handler", "No module named", id="no module"),
    ],
)
def test_a_bad_reference_is_said_at_the_start(
    text: str, reference: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(text)
    with pytest.raises(UsageError) as caught:
        InProcess(reference, tmp_path)
    assert says in str(caught.value)


# ------------------------------------------------------------------ threads
def test_threads_are_as_many_as_wanted_and_their_errors_arrive() -> None:
    names: set[str] = set()

    def work() -> None:
        names.add(threading.current_thread().name)
        raise KeyError("x")

    async def run() -> list[Any]:
        threads = Threads("some", 2)
        results = await asyncio.gather(
            *(threads.run(work) for _ in range(20)), return_exceptions=True
        )
        threads.close()
        return results

    results = asyncio.run(run())
    assert {type(result) for result in results} == {KeyError}
    assert 1 <= len(names) <= 2


def test_work_that_waits_for_a_thread_is_dropped_when_nobody_wants_it() -> None:
    release = threading.Event()
    done: list[int] = []

    async def run() -> None:
        threads = Threads("some", 1)
        first = asyncio.ensure_future(threads.run(lambda: release.wait(5)))
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await threads.run(lambda: done.append(1), timeout_s=0.01)
        release.set()
        await first
        await threads.run(lambda: done.append(2))

    asyncio.run(run())
    assert done == [2]
