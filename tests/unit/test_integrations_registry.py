"""Who answers which task: the order of integrations, the configuration's own answers, and other packages'."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from asl.errors import UsageError
from asl.hosts.answers import After, Answer, Failed, Refused, Returned, ReturnedText, TaskCall
from asl.resources.arn import parse_resource
from emulator.integrations.config import read_config
from emulator.integrations.protocol import Context, Integration
from emulator.integrations.registry import build
from emulator.settings import Settings

CONTEXT = Context("arn:e", "arn:m", "arn:r", None, None)
ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:Orders:"


def task(
    resource: str, state: str = "S", arguments: Any = None, execution: str = "one"
) -> TaskCall:
    read = parse_resource(resource)
    assert read
    return TaskCall(state, read, arguments, now_ms=1, execution_arn=EXECUTION + execution)


def answers(config: Any, *calls: TaskCall, **more: Any) -> list[Answer]:
    async def ask() -> list[Answer]:
        integrations = build(Settings(), read_config(config), found=(), **more)
        try:
            return [await _answer(integrations, call) for call in calls]
        finally:
            for integration in integrations:
                await integration.close()

    return asyncio.run(ask())


async def _answer(integrations: list[Integration], call: TaskCall) -> Answer:
    """As the runtime asks."""
    for integration in integrations:
        if integration.takes(call):
            refusal = getattr(integration, "refusal", None)
            refused: Answer | None = refusal(call) if refusal else None
            return refused or await integration.call(call, CONTEXT)
    return Refused("nothing")


def test_a_state_can_be_mocked_refused_or_given_a_function(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "fakes_of_test.py").write_text(
        "from asl.hosts.mock_values import after, raises\n"
        "def doubled(arguments): return arguments['n'] * 2\n"
        "async def later(arguments, call): return after(3, [call.state])\n"
        "def broken(): raise KeyError('x')\n"
    )
    config = {
        "states": {
            "Mocked": {"mock": {"id": 7}},
            "Fails": {"mock": {"raise": "E", "cause": "c"}},
            "Twice": {"mock": {"sequence": [1, {"raise": "Busy"}]}},
            "Refused": {"refuse": "not in tests"},
            "Doubled": {"function": "fakes_of_test:doubled"},
            "Later": {"function": "fakes_of_test:later"},
            "Broken": {"function": "fakes_of_test:broken"},
        }
    }
    resource = "arn:aws:states:::sqs:sendMessage"
    got = answers(
        config,
        *(
            task(resource, state, {"n": 4})
            for state in ("Mocked", "Fails", "Refused", "Doubled", "Later", "Broken")
        ),
    )
    assert got == [
        Returned({"id": 7}),
        Failed("E", "c"),
        Refused(f"The emulator's configuration refuses {resource}: not in tests"),
        Returned(8),
        After(3, Returned(["Later"])),
        Refused("the function \"fakes_of_test:broken\" raised KeyError: 'x'"),
    ]
    twice = [
        task(resource, "Twice", execution=name) for name in ("one", "two", "one", "one", "two")
    ]
    first, other, second, third, last = answers(config, *twice)
    assert (first, other, second, last) == (
        Returned(1),
        Returned(1),
        Failed("Busy"),
        Failed("Busy"),
    )
    assert isinstance(third, Refused)
    assert "has 2 answers" in third.cause


def test_a_mock_file_answers_every_machine(tmp_path: Path) -> None:
    path = tmp_path / "mocks.yaml"
    path.write_text("Charge: {MessageId: m-7}\nship: shipped\nWrong: {Id: 7}\n")
    direct, invoked, other, wrong = answers(
        {"mocks": str(path)},
        task("arn:aws:states:::sqs:sendMessage", "Charge"),
        task("arn:aws:states:::lambda:invoke", "X", {"FunctionName": "ship"}),
        task(ARN + "other", "X"),
        task("arn:aws:states:::sqs:sendMessage", "Wrong"),
    )
    assert isinstance(wrong, Refused)
    assert 'mocks.yaml:3:9: error: sqs SendMessage has no field "Id"' in wrong.cause
    assert direct == Returned({"MessageId": "m-7"})
    assert isinstance(invoked, Returned)
    assert invoked.value["Payload"] == "shipped"
    assert isinstance(other, Failed)
    assert other.error == "Lambda.ResourceNotFoundException"


def test_functions_of_the_configuration_and_of_the_caller(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def handler(event, context): return ['file', event]\n")
    got = answers(
        {
            "functions": {
                "local": {"reference": "app.py:handler", "folder": str(tmp_path)},
                "worker": {"handler": "app.handler", "folder": str(tmp_path)},
                "both": {"reference": "app.py:handler", "folder": str(tmp_path)},
            }
        },
        *(task(ARN + name, arguments=1) for name in ("local", "worker", "both")),
        functions={"both": lambda event, context: "given"},
    )
    assert got == [
        ReturnedText('["file", 1]'),
        ReturnedText('["file", 1]'),
        ReturnedText('"given"'),
    ]


# ------------------------------------------------------------------ other packages
class Fake:
    name = "fake"

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options

    def takes(self, call: TaskCall) -> bool:
        return call.resource.service == "http"

    async def call(self, call: TaskCall, context: Context) -> Answer:
        return Returned(dict(self.options))

    async def close(self) -> None:
        return None


def fake(settings: Settings, options: Mapping[str, Any]) -> Fake:
    return Fake(options)


def broken(settings: Settings, options: Mapping[str, Any]) -> Any:
    return 1 / 0


def half(settings: Settings, options: Mapping[str, Any]) -> Any:
    return object()


def entry(function: str) -> EntryPoint:
    return EntryPoint("fake", f"{__name__}:{function}", "asl.integrations")


def test_an_integration_of_another_package_gets_its_options() -> None:
    config = read_config({"integrations": {"fake": {"a": 1}}})
    integrations = build(Settings(), config, found=[entry("fake")])
    call = task("arn:aws:states:::http:invoke")
    assert asyncio.run(_answer(integrations, call)) == Returned({"a": 1})


@pytest.mark.parametrize(
    "function, says",
    [
        pytest.param("broken", "cannot be used: ZeroDivisionError", id="it raises"),
        pytest.param("half", "has no name", id="it is no integration"),
        pytest.param("gone", "cannot be used: AttributeError", id="it is not there"),
    ],
)
def test_an_integration_that_cannot_be_used_is_named(function: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(Settings(), found=[entry(function)])
    assert f'the integration "fake" ({__name__}:{function}) {says}' in str(caught.value)


def test_options_for_an_integration_that_is_not_there_are_a_mistake() -> None:
    with pytest.raises(UsageError, match='there is no integration "gone"'):
        build(Settings(), read_config({"integrations": {"gone": {}}}), found=())


# ------------------------------------------------------------------ functions behind an endpoint
class Lambda(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = self.path.split("/")[3]
        status, headers, answer = REPLIES[name]
        answer = answer or json.dumps({"path": self.path, "event": json.loads(body)}).encode()
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        return None


REPLIES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "echo": (200, {}, b""),
    "fails": (200, {"X-Amz-Function-Error": "Unhandled"}, b'{"errorType": "E"}'),
    "gone": (404, {"x-amzn-ErrorType": "ResourceNotFoundException"}, b'{"Message": "not here"}'),
    "void": (200, {}, b" "),
}


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lambda)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_functions_behind_an_endpoint(endpoint: str) -> None:
    echo, fails, gone = answers(
        {"functions": {name: {"endpoint": endpoint} for name in ("echo", "fails", "gone")}},
        *(task(ARN + name, arguments={"a": 1}) for name in ("echo:live", "fails", "gone")),
    )
    assert isinstance(echo, ReturnedText)
    assert json.loads(echo.text) == {
        "path": "/2015-03-31/functions/echo/invocations?Qualifier=live", "event": {"a": 1},
    }  # fmt: skip
    assert fails == Failed("E", '{"errorType": "E"}')
    assert isinstance(gone, Failed)
    assert gone.error == "Lambda.ResourceNotFoundException"
    assert gone.cause is not None
    assert gone.cause.startswith("not here (Service: AWSLambda; Status Code: 404;")


def test_lambda_as_a_whole_behind_an_endpoint(endpoint: str) -> None:
    (echo,) = answers({"services": {"lambda": endpoint}}, task(ARN + "echo", arguments=1))
    assert isinstance(echo, ReturnedText)


def test_an_endpoint_where_nobody_is() -> None:
    (answer,) = answers({"functions": {"f": "http://127.0.0.1:1"}}, task(ARN + "f"))
    assert answer == Failed(
        "Lambda.SdkClientException",
        "Unable to execute HTTP request: 127.0.0.1:1: Connection refused",
    )
