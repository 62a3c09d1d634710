"""Node functions and commands in processes of their own."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from asl.hosts.answers import Answer, Failed, Refused, Returned, ReturnedText, TaskCall
from asl.resources.arn import parse_resource
from emulator.integrations.functions import Functions
from emulator.integrations.protocol import Context
from emulator.integrations.threads import Threads
from emulator.lambda_.code import Code, variables
from emulator.lambda_.workers import Workers

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
CONTEXT = Context("arn:e", "arn:m", "arn:r", None, None)
ID = "11111111-2222-4333-8444-555555555555"

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")


@pytest.fixture(autouse=True)
def _one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.integrations.functions._new_id", lambda call: ID)


def run(
    work: Callable[[Callable[..., Awaitable[Answer]]], Awaitable[Any]], log: list[str] | None = None
) -> Any:
    async def go() -> Any:
        logs = [] if log is None else log
        workers = Workers(write_log=lambda name, text: logs.append(text))

        async def call(code: Code, event: Any = None) -> Answer:
            functions = Functions({code.name: workers.function(code)}, Threads("test", 1))
            resource = parse_resource(ARN + code.name)
            assert resource
            return await functions.call(TaskCall("S", resource, event, now_ms=1), CONTEXT)

        try:
            return await work(call)
        finally:
            await workers.close()

    return asyncio.run(go())


def node(folder: Path, handler: str, **settings: Any) -> Code:
    return Code(handler.replace(".", "-"), "node", folder, handler, **settings)


HANDLERS = """
    const { EventEmitter } = require('node:events');
    exports.promise = async (event) => ({ got: event });
    exports.callback = (event, context, done) => setTimeout(() => done(null, [event, context.functionName]), 1);
    exports.fails = (event, context, done) => done(new TypeError('no'));
    exports.throws = () => { throw new RangeError('out'); };
    exports.rejects = async () => { throw 'text'; };
    exports.value = () => 7;
    exports.nothing = async () => undefined;
    exports.big = async () => 1n;
    exports.uncaught = (event, context, done) => { setTimeout(() => { throw new Error('later'); }, 1); };
    exports.exits = () => process.exit(4);
    exports.context = async (event, context) => ({
        ...context, left: context.getRemainingTimeInMillis(), table: process.env.TABLE, cwd: process.cwd(),
    });
    exports.hangs = () => { while (true); };
    exports.prints = async () => { console.log('said', { a: 1 }); console.error('loud'); };
    exports.eats = () => { const kept = []; while (true) kept.push(Buffer.alloc(1 << 20, 1)); };
    exports.number = 3;
"""


@needs_node
def test_promises_callbacks_values_and_errors(tmp_path: Path) -> None:
    (tmp_path / "index.js").write_text(HANDLERS)

    async def work(call: Any) -> dict[str, Answer]:
        names = ("promise", "callback", "fails", "throws", "rejects", "value", "nothing", "big",
                 "uncaught", "exits")  # fmt: skip
        answers = await asyncio.gather(
            *(call(node(tmp_path, f"index.{name}"), {"é": 1}) for name in names)
        )
        return dict(zip(names, answers, strict=True))

    got = run(work)
    assert got["promise"] == ReturnedText('{"got":{"é":1}}')
    assert got["callback"] == ReturnedText('[{"é":1},"index-callback"]')
    assert got["value"] == ReturnedText("null")
    assert got["nothing"] == ReturnedText("null")
    errors = {name: (got[name].error, json.loads(got[name].cause)) for name in
              ("fails", "throws", "rejects", "big", "uncaught", "exits")}  # fmt: skip
    assert {name: error for name, (error, _) in errors.items()} == {
        "fails": "TypeError", "throws": "RangeError", "rejects": "string", "big": "Error",
        "uncaught": "Error", "exits": "Runtime.ExitError",
    }  # fmt: skip
    assert errors["throws"][1]["errorMessage"] == "out"
    assert errors["throws"][1]["trace"][0] == "RangeError: out"
    assert "/var/task/index.js:" in errors["throws"][1]["trace"][1]
    assert errors["rejects"][1] == {"errorType": "string", "errorMessage": "text", "trace": []}
    assert errors["exits"][1]["errorMessage"].endswith("Runtime exited with error: exit status 4")


@needs_node
def test_context_log_timeout_and_memory(tmp_path: Path) -> None:
    (tmp_path / "index.js").write_text(HANDLERS)
    logs: list[str] = []

    async def work(call: Any) -> list[Answer]:
        return await asyncio.gather(
            call(
                node(tmp_path, "index.context", environment=variables({"TABLE": "t"}), memory_mb=99)
            ),
            call(node(tmp_path, "index.prints")),
            call(node(tmp_path, "index.hangs", timeout_s=0.5)),
            call(node(tmp_path, "index.eats")),
        )

    context, prints, hangs, eats = run(work, logs)
    seen = json.loads(context.text)
    assert (seen["functionName"], seen["memoryLimitInMB"], seen["awsRequestId"]) == (
        "index-context", "99", ID,
    )  # fmt: skip
    assert (seen["table"], seen["cwd"]) == ("t", str(tmp_path))
    assert 800_000 < seen["left"] <= 900_000
    assert prints == ReturnedText("null")
    assert f"\t{ID}\tINFO\tsaid {{ a: 1 }}\n" in "".join(logs)
    assert f"\t{ID}\tERROR\tloud\n" in "".join(logs)
    assert hangs.error == "Sandbox.Timedout"
    assert eats.error == "Runtime.ExitError"


@needs_node
@pytest.mark.parametrize(
    "files, handler, error, message",
    [
        pytest.param(
            {}, "gone.handler", "Runtime.ImportModuleError",
            "Error: Cannot find module 'gone'\nRequire stack:\n- /var/runtime/index.mjs", id="no file",
        ),
        pytest.param(
            {"index.js": "require('no-such-package')"}, "index.handler",
            "Runtime.ImportModuleError", "Error: Cannot find module 'no-such-package'", id="no package",
        ),
        pytest.param(
            {"index.js": "exports.a = 1"}, "index.handler", "Runtime.HandlerNotFound",
            "index.handler is undefined or not exported", id="no function",
        ),
        pytest.param(
            {"index.js": "exports.a = 1"}, "index.a", "Runtime.HandlerNotFound",
            "index.a is not a function", id="no function but a number",
        ),
        pytest.param(
            {"index.js": "function ("}, "index.handler", "Runtime.UserCodeSyntaxError",
            "SyntaxError: ", id="a syntax error",
        ),
        pytest.param(
            {"index.js": "throw new EvalError('x')"}, "index.handler", "EvalError", "x", id="it throws",
        ),
    ],
)  # fmt: skip
def test_a_handler_that_cannot_be_had(
    files: dict[str, str], handler: str, error: str, message: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    answer = run(lambda call: call(node(tmp_path, handler)))
    assert isinstance(answer, Failed)
    assert answer.error == error
    assert answer.cause is not None
    assert json.loads(answer.cause)["errorMessage"].startswith(message)


@needs_node
def test_modules_and_changed_code(tmp_path: Path) -> None:
    (tmp_path / "index.mjs").write_text("export const handler = async (event) => event;\n")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "old.js").write_text(
        "exports.api = { get: async () => require('./part').n }"
    )
    (tmp_path / "src" / "part.js").write_text("exports.n = 1")

    async def work(call: Any) -> list[Answer]:
        answers = [await call(node(tmp_path, "index.handler"), "esm")]
        nested = node(tmp_path, "src/old.api.get")._replace(name="nested")
        answers.append(await call(nested))
        (tmp_path / "src" / "part.js").write_text("exports.n = 'two'")
        answers.append(await call(nested))
        return answers

    assert run(work) == [ReturnedText('"esm"'), ReturnedText("1"), ReturnedText('"two"')]


# ------------------------------------------------------------------ any command
def command(folder: Path, source: str, **settings: Any) -> Code:
    (folder / "main.py").write_text(textwrap.dedent(source))
    return Code("cmd", "command", folder, program=(sys.executable, "main.py"), **settings)


@pytest.mark.parametrize(
    "source, expected",
    [
        pytest.param(
            "import sys; print(sys.stdin.read())", ReturnedText('{"é":[1]}'), id="the event comes back"
        ),
        pytest.param("", ReturnedText("null"), id="no output is null"),
        pytest.param(
            "print('{\"errorType\": \"Bad\", \"errorMessage\": \"x\"}'); exit(1)",
            Failed("Bad", '{"errorType": "Bad", "errorMessage": "x"}'),
            id="an error of its own",
        ),
        pytest.param(
            "print('half'); exit(9)",
            Failed(
                "Runtime.ExitError",
                '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ' + ID
                + ' Error: Runtime exited with error: exit status 9"}',
            ),
            id="an exit status",
        ),
        pytest.param(
            "import os; print('[' + repr(os.environ['AWS_REQUEST_ID'])[1:-1].join('\"\"') + ']')",
            ReturnedText(f'["{ID}"]'),
            id="the request's id",
        ),
        pytest.param(
            "import sys; sys.stdout.buffer.write(b'\\xff')",
            Refused('function "cmd" wrote what is not UTF-8 text'),
            id="no text",
        ),
        pytest.param(
            "print('1' * 7_000_000)",
            Failed(
                "Function.ResponseSizeTooLarge",
                '{"errorType": "Function.ResponseSizeTooLarge", "errorMessage": "Response payload '
                'size exceeded maximum allowed payload size (6291556 bytes)."}',
            ),
            id="too much",
        ),
    ],
)  # fmt: skip
def test_commands(source: str, expected: Answer, tmp_path: Path) -> None:
    assert run(lambda call: call(command(tmp_path, source), {"é": [1]})) == expected


def test_a_command_that_hangs_or_eats_memory_is_ended(tmp_path: Path) -> None:
    logs: list[str] = []
    (tmp_path / "hog").mkdir()

    async def work(call: Any) -> list[Answer]:
        slow = command(
            tmp_path,
            "import sys, time\nprint('x', file=sys.stderr, flush=True)\ntime.sleep(60)",
            timeout_s=0.5,
        )
        hog = command(tmp_path / "hog", "kept = []\nwhile True: kept.append('x' * 1_000_000)")
        return await asyncio.gather(call(slow), call(hog))

    slow, hog = run(work, logs)
    assert slow.error == "Sandbox.Timedout"
    assert hog.error == "Runtime.ExitError"
    assert "x\n" in logs


def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    code = Code("cmd", "command", tmp_path, program=("./gone",))
    answer = run(lambda call: call(code))
    assert isinstance(answer, Refused)
    assert "./gone cannot be started in" in answer.cause


def test_returned_values_are_wrapped_for_invoke(tmp_path: Path) -> None:
    async def go() -> Answer:
        workers = Workers()
        code = command(tmp_path, "print('{\"a\": 1}')")
        functions = Functions({"cmd": workers.function(code)}, Threads("test", 1))
        resource = parse_resource("arn:aws:states:::lambda:invoke")
        assert resource
        call = TaskCall("S", resource, {"FunctionName": "cmd"}, now_ms=1)
        try:
            return await functions.call(call, CONTEXT)
        finally:
            await workers.close()

    answer = asyncio.run(go())
    assert isinstance(answer, Returned)
    assert answer.value["Payload"] == {"a": 1}
