"""Deployed functions run: by Invoke, and by tasks, in processes of their own."""

from __future__ import annotations

import base64
import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from port import HOME, ROLE, Port, refusal, zipped

from emulator.lambda_.api.operations import invocation

ECHO = "def handler(event, context):\n    return event\n"
INVOKE = "arn:aws:states:::lambda:invoke"
# One function for most tests: a worker starts once. What it does is in the event.
MANY = """
import json, os, time


class Refused(Exception):
    pass


def handler(event, context):
    do = event.get("do") if isinstance(event, dict) else None
    if do == "raise":
        raise Refused("no")
    if do == "print":
        print("printed here")
        return 1
    if do == "context":
        return {
            "arn": context.invoked_function_arn,
            "version": context.function_version,
            "id": context.aws_request_id,
            "client": context.client_context,
            "memory": context.memory_limit_in_mb,
            "cwd": os.getcwd() == os.environ["LAMBDA_TASK_ROOT"],
            "endpoint": os.environ["AWS_ENDPOINT_URL"],
            "key": os.environ["AWS_ACCESS_KEY_ID"],
            "own": os.environ.get("OWN"),
        }
    if do == "write":
        with open(event["path"], "w") as file:
            file.write(json.dumps(event))
        return None
    if do == "sleep":
        time.sleep(event["seconds"])
        return "slept"
    return event
"""


@pytest.fixture(scope="module")
def port() -> Iterator[Port]:
    port = Port(functions={"given": lambda event, context: {"given": event}})
    port.deploy("f", MANY, Environment={"Variables": {"OWN": "o"}})
    yield port
    port.close()


def invoked(port: Port, payload: Any = None, **rest: Any) -> Any:
    """The payload of an invocation of `f`."""
    body = b"" if payload is None else json.dumps(payload).encode()
    answer = port.client("lambda").invoke(**{"FunctionName": "f", "Payload": body, **rest})
    text = answer["Payload"].read()
    return json.loads(text) if text else text


# -------------------------------------------------------------------- Invoke


def test_invoke(port: Port) -> None:
    answer = port.client("lambda").invoke(FunctionName="f", Payload=b'{"a": [1, 2.5, "\xc3\xbc"]}')
    assert answer["StatusCode"] == 200
    assert answer["ExecutedVersion"] == "$LATEST"
    assert "FunctionError" not in answer
    assert "LogResult" not in answer
    assert answer["Payload"].read() == '{"a": [1, 2.5, "ü"]}'.encode()  # the runtime's own spacing
    assert invoked(port) == {}  # nothing is an empty object


def test_a_function_that_raises(port: Port) -> None:
    answer = port.client("lambda").invoke(FunctionName="f", Payload=b'{"do": "raise"}')
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    payload = json.loads(answer["Payload"].read())
    assert (payload["errorType"], payload["errorMessage"]) == ("Refused", "no")
    assert payload["requestId"] == answer["ResponseMetadata"]["RequestId"]
    assert payload["stackTrace"][0].startswith('  File "/var/task/handler.py", line ')


def test_the_tail_of_the_log(port: Port) -> None:
    answer = port.client("lambda").invoke(
        FunctionName="f", Payload=b'{"do": "print"}', LogType="Tail"
    )
    lines = base64.b64decode(answer["LogResult"]).decode().splitlines()
    request_id = answer["ResponseMetadata"]["RequestId"]
    assert lines[0] == f"START RequestId: {request_id} Version: $LATEST"
    assert lines[1] == "printed here"
    assert lines[-1].startswith(f"REPORT RequestId: {request_id}\tDuration: ")


def test_the_world_of_a_function(port: Port) -> None:
    context = base64.b64encode(b'{"custom": {"k": "v"}}').decode()
    seen = invoked(port, {"do": "context"}, ClientContext=context)
    seen.pop("id")
    assert seen == {
        "arn": f"{HOME}f",
        "version": "$LATEST",
        "client": {"custom": {"k": "v"}},
        "memory": "128",
        "cwd": True,
        "endpoint": "http://127.0.0.1:8083",
        "key": "test",
        "own": "o",
    }


def test_event_and_dry_run(port: Port, tmp_path: Path) -> None:
    client = port.client("lambda")
    path = tmp_path / "written"
    event = json.dumps({"do": "write", "path": str(path)}).encode()
    dry = client.invoke(FunctionName="f", InvocationType="DryRun", Payload=event)
    assert (dry["StatusCode"], dry["Payload"].read()) == (204, b"")
    told = client.invoke(FunctionName="f", InvocationType="Event", Payload=event)
    assert (told["StatusCode"], told["Payload"].read()) == (202, b"")
    until = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.01)
    client.invoke(FunctionName="f", InvocationType="Event", Payload=b'{"do": "raise"}')


@pytest.mark.parametrize(
    ("given", "status", "code", "message"),
    [
        pytest.param({"FunctionName": "none"}, 404, "ResourceNotFoundException", f"Function not found: {HOME}none", id="no function"),
        pytest.param({"FunctionName": "f", "Qualifier": "9"}, 404, "ResourceNotFoundException", f"Function not found: {HOME}f:9", id="no version"),
        pytest.param({"FunctionName": "f:live"}, 404, "ResourceNotFoundException", f"Function not found: {HOME}f:live", id="no alias"),
        pytest.param({"FunctionName": "f:1", "Qualifier": "2"}, 400, "InvalidParameterValueException", "The derived qualifier from the function name does not match the specified qualifier.", id="two qualifiers"),
        pytest.param({"FunctionName": "arn:aws:lambda:us-east-1:999999999999:function:f"}, 404, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:999999999999:function:f", id="another account"),
        pytest.param({"FunctionName": "f", "Payload": b"{x"}, 400, "InvalidRequestContentException", "Could not parse request body into json: Could not parse payload into json: ", id="no JSON"),
        pytest.param({"FunctionName": "f", "Payload": b"\xff"}, 400, "InvalidRequestContentException", "Could not parse request body into json: ", id="no text"),
        pytest.param({"FunctionName": "f", "Payload": b"[" * 50_000}, 400, "InvalidRequestContentException", "Could not parse request body into json: ", id="deep"),
        pytest.param({"FunctionName": "f", "ClientContext": "!"}, 400, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.", id="no context"),
        pytest.param({"FunctionName": "f", "InvocationType": "Sometimes"}, 400, "ValidationException", "Member must satisfy enum value set: [Event, RequestResponse, DryRun]", id="no type"),
        pytest.param({"FunctionName": "f", "Payload": b"1" * 6_291_457}, 413, "RequestEntityTooLargeException", "Request must be smaller than 6291456 bytes for the InvokeFunction operation", id="large"),
        pytest.param({"FunctionName": "f", "InvocationType": "Event", "Payload": b"1" * 1_048_577}, 413, "RequestEntityTooLargeException", "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)", id="a large event"),
    ],
)  # fmt: skip
def test_invocations_that_are_refused(
    port: Port, given: dict[str, Any], status: int, code: str, message: str
) -> None:
    got = refusal(port.client("lambda", parameter_validation=False).invoke, **given)
    assert got[:2] == (status, code)
    assert message in got[2]


def test_a_function_of_the_configuration_is_invoked_by_name(port: Port) -> None:
    assert invoked(port, [1], FunctionName="given") == {"given": [1]}


def test_the_configurations_function_wins(port: Port) -> None:
    """A deploy script creates all; one is run where a debugger can stop it."""
    port.deploy("given", ECHO)
    assert invoked(port, 1, FunctionName="given") == {"given": 1}
    port.client("lambda").delete_function(FunctionName="given")


# -------------------------------------------------------------------- changes while it runs


def test_new_code_is_run_at_once(port: Port) -> None:
    client = port.client("lambda")
    port.deploy("changing", "def handler(e, c):\n    return 1\n", Publish=True)
    client.create_alias(FunctionName="changing", Name="live", FunctionVersion="1")
    assert invoked(port, FunctionName="changing") == 1
    code = zipped({"handler.py": "def handler(e, c):\n    return 2\n"})
    client.update_function_code(FunctionName="changing", ZipFile=code)
    assert invoked(port, FunctionName="changing") == 2
    answer = client.invoke(FunctionName="changing:live")
    assert (answer["ExecutedVersion"], answer["Payload"].read()) == ("1", b"1")
    run = port.ran({"A": {"Type": "Task", "Resource": f"{HOME}changing"},
                    "B": {"Type": "Task", "Resource": f"{HOME}changing:live"}})  # fmt: skip
    assert run["output"] == "1"
    client.delete_function(FunctionName="changing")
    assert refusal(client.invoke, FunctionName="changing")[0] == 404


def test_an_invocation_goes_on_while_its_function_is_deleted(port: Port) -> None:
    port.deploy("going", MANY)
    invoked(port, 1, FunctionName="going")
    answers: list[Any] = []
    event = {"do": "sleep", "seconds": 0.3}
    thread = threading.Thread(
        target=lambda: answers.append(invoked(port, event, FunctionName="going"))
    )
    thread.start()
    time.sleep(0.1)
    port.client("lambda").delete_function(FunctionName="going")
    thread.join(10)
    assert answers == ["slept"]


def test_a_timeout_of_its_own(port: Port) -> None:
    port.deploy("slow", MANY, Timeout=1)
    answer = port.client("lambda").invoke(
        FunctionName="slow", Payload=b'{"do": "sleep", "seconds": 30}'
    )
    assert answer["FunctionError"] == "Unhandled"
    payload = json.loads(answer["Payload"].read())
    assert payload["errorType"] == "Sandbox.Timedout"
    assert payload["errorMessage"].endswith("Error: Task timed out after 1.00 seconds")


def test_reserved_concurrency_throttles_calls_and_tasks(port: Port) -> None:
    client = port.client("lambda")
    client.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    try:
        got = refusal(client.invoke, FunctionName="f")
        assert got == (429, "TooManyRequestsException", "Rate Exceeded.")
        run = port.ran({"A": {"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": "f"}}})  # fmt: skip
        assert (run["status"], run["error"]) == ("FAILED", "Lambda.TooManyRequestsException")
        assert run["cause"].startswith("Rate Exceeded. (Service: AWSLambda; Status Code: 429; ")
    finally:
        client.delete_function_concurrency(FunctionName="f")
    assert invoked(port, 1) == 1


# -------------------------------------------------------------------- tasks


def test_tasks_run_deployed_functions(port: Port) -> None:
    run = port.ran(
        {
            "Direct": {"Type": "Task", "Resource": f"{HOME}f", "ResultPath": "$.direct"},
            "Invoke": {
                "Type": "Task",
                "Resource": INVOKE,
                "Parameters": {"FunctionName": "f", "Payload.$": "$"},
                "ResultSelector": {"got.$": "$.Payload", "version.$": "$.ExecutedVersion"},
            },
        },
        {"a": 1},
    )
    assert run["status"] == "SUCCEEDED"
    assert json.loads(run["output"]) == {
        "got": {"a": 1, "direct": {"a": 1}},
        "version": "$LATEST",
    }


@pytest.mark.parametrize("text", ["none", f"{HOME}none", f"{HOME}none:live"])
def test_a_task_that_names_no_function(port: Port, text: str) -> None:
    run = port.ran({"A": {"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": text}}})  # fmt: skip
    assert run["error"] == "Lambda.ResourceNotFoundException"
    qualifier = "live" if text.endswith(":live") else "$LATEST"
    assert run["cause"].startswith(
        f"Function not found: {HOME}none:{qualifier} (Service: AWSLambda; Status Code: 404; "
        "Error Code: ResourceNotFoundException; Request ID: "
    )


def test_a_version_that_there_is_not_is_not_another(port: Port) -> None:
    run = port.ran({"A": {"Type": "Task", "Resource": f"{HOME}f:77"}})
    assert run["error"] == "Lambda.ResourceNotFoundException"


def test_tasks_call_the_api_itself(port: Port) -> None:
    states = {
        "List": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:lambda:listFunctions",
            "ResultSelector": {"names.$": "$.Functions[*].FunctionName"},
            "ResultPath": "$.list",
        },
        "Get": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:lambda:getFunctionConfiguration",
            "Parameters": {"FunctionName": "none"},
            "Catch": [{"ErrorEquals": ["Lambda.ResourceNotFoundException"], "Next": "Caught"}],
        },
        "Caught": {"Type": "Pass"},
    }
    run = port.ran(states)
    output = json.loads(run["output"])
    assert output["Error"] == "Lambda.ResourceNotFoundException"
    assert output["Cause"].startswith(f"Function not found: {HOME}none (Service: Lambda, Status Code: 404, ")  # fmt: skip
    refused = port.ran({"A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:listLayers", "Parameters": {}}})  # fmt: skip
    assert refused["error"] == "States.Runtime"
    assert "ListLayers of lambda is not served here" in refused["cause"]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_a_node_function(port: Port) -> None:
    source = "exports.handler = async (event) => ({ twice: event.n * 2 });\n"
    port.client("lambda").create_function(
        FunctionName="node",
        Runtime="nodejs20.x",
        Handler="index.handler",
        Role=ROLE,
        Code={"ZipFile": zipped({"index.js": source})},
    )
    assert invoked(port, {"n": 21}, FunctionName="node") == {"twice": 42}


def test_a_handler_that_is_not_there(port: Port) -> None:
    port.deploy("wrong", ECHO, Handler="other.handler")
    answer = port.client("lambda").invoke(FunctionName="wrong")
    assert answer["FunctionError"] == "Unhandled"
    assert json.loads(answer["Payload"].read())["errorType"] == "Runtime.ImportModuleError"


def test_a_fault_of_ours_is_no_traceback(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr(invocation, "named", broken)
    status, code, message = refusal(port.client("lambda").invoke, FunctionName="f")
    assert (status, code, message) == (
        500, "InternalFailure", "A fault in the emulator itself, see its log",
    )  # fmt: skip
