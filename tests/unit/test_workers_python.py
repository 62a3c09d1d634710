"""Python functions in processes of their own: what a function may do, and that it harms nobody."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from asl.hosts.answers import (
    After,
    Answer,
    Failed,
    Never,
    Refused,
    Returned,
    ReturnedText,
    Submitted,
    TaskCall,
)
from asl.resources.arn import parse_resource
from emulator.integrations.functions import Functions
from emulator.integrations.protocol import Context
from emulator.integrations.threads import Threads
from emulator.lambda_.code import Code, variables
from emulator.lambda_.workers import Workers

ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
CONTEXT = Context("arn:e", "arn:m", "arn:r", None, None)
ID = "11111111-2222-4333-8444-555555555555"


class Bench:
    """Functions of one module, called as a Task calls them."""

    def __init__(self, folder: Path, source: str, **settings: Any) -> None:
        self.folder = folder
        self.logs: list[str] = []
        (folder / "app.py").write_text(textwrap.dedent(source))
        self.settings = settings
        self.workers: Workers

    async def call(self, handler: str, event: Any = None) -> Answer:
        return await self._functions(handler).call(direct(handler, event), CONTEXT)

    async def invoke(self, handler: str, suffix: str = "", **arguments: Any) -> Answer:
        resource = parse_resource(f"arn:aws:states:::lambda:invoke{suffix}")
        assert resource
        call = TaskCall("S", resource, {"FunctionName": handler, **arguments}, token="t", now_ms=1)
        return await self._functions(handler).call(call, CONTEXT)

    def _functions(self, handler: str) -> Functions:
        code = Code(handler, "python", self.folder, f"app.{handler}", **self.settings)
        return Functions({handler: self.workers.function(code)}, Threads("test", 1))

    def run(self, work: Callable[[], Awaitable[Any]]) -> Any:
        async def go() -> Any:
            self.workers = Workers(
                endpoints={"AWS_ENDPOINT_URL": "http://127.0.0.1:9"},
                write_log=lambda name, text: self.logs.append(text),
            )
            try:
                return await work()
            finally:
                await self.workers.close()

        return asyncio.run(go())


def direct(function: str, event: Any) -> TaskCall:
    resource = parse_resource(ARN + function)
    assert resource
    return TaskCall("S", resource, event, attempt=2, now_ms=1_700_000_000_000)


@pytest.fixture(autouse=True)
def _one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emulator.integrations.functions._new_id", lambda call: ID)


# ------------------------------------------------------------------ what a function gets and gives
def test_values_errors_and_the_warm_worker(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import os
        calls = []
        class Custom(Exception): pass
        def handler(event, context):
            calls.append(1)
            if event == "raise":
                raise Custom("no")
            if event == "pid":
                return [os.getpid(), len(calls)]
            return {"é": event}
        """,
    )

    async def work() -> list[Answer]:
        return [await bench.call("handler", event) for event in ({"a": 1.0}, "raise", "pid", "pid")]

    value, error, first, second = bench.run(work)
    assert value == ReturnedText('{"é": {"a": 1.0}}')
    assert error == Failed(
        "Custom",
        '{"errorMessage": "no", "errorType": "Custom", "requestId": "' + ID + '", "stackTrace": '
        '["  File \\"/var/task/app.py\\", line 8, in handler\\n    raise Custom(\\"no\\")\\n"]}',
    )
    assert json.loads(first.text)[0] == json.loads(second.text)[0] != os.getpid()
    assert json.loads(second.text)[1] == 4


def test_the_context_the_environment_and_the_folder(tmp_path: Path) -> None:
    os.environ["SECRET_OF_THE_SERVER"] = "x"
    bench = Bench(
        tmp_path,
        """
        import os, sys
        def handler(event, context):
            return {
                "name": context.function_name, "memory": context.memory_limit_in_mb,
                "arn": context.invoked_function_arn, "id": context.aws_request_id,
                "left": context.get_remaining_time_in_millis(), "attempt": context.call.attempt,
                "cwd": os.getcwd(), "path": sys.path[0], "stdin": sys.stdin.read(),
                "env": dict(os.environ),
            }
        """,
        environment=variables({"TABLE": "orders", "TZ": "CET"}),
        memory_mb=200,
        timeout_s=3,
    )
    answer = bench.run(lambda: bench.call("handler"))
    seen = json.loads(answer.text)
    assert (seen["name"], seen["memory"], seen["arn"], seen["id"], seen["attempt"]) == (
        "handler", "200", ARN + "handler", ID, 2,
    )  # fmt: skip
    assert 2_000 < seen["left"] <= 3_000
    assert seen["cwd"] == seen["path"] == str(tmp_path)
    assert seen["stdin"] == ""
    env = seen["env"]
    assert "SECRET_OF_THE_SERVER" not in env
    del os.environ["SECRET_OF_THE_SERVER"]
    assert env["AWS_ENDPOINT_URL"] == "http://127.0.0.1:9"
    assert env["AWS_ACCESS_KEY_ID"] == "test"
    assert env["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert (env["TABLE"], env["TZ"]) == ("orders", "CET")


def test_prints_and_logging_are_in_the_log_and_its_tail(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import logging, sys
        def handler(event, context):
            print("printed"); print("to stderr", file=sys.stderr)
            logging.warning("warned")
        """,
    )

    async def work() -> Answer:
        answer = await bench.invoke("handler", LogType="Tail")
        while not any("warned" in text for text in bench.logs):
            await asyncio.sleep(0.005)
        return answer

    answer = bench.run(work)
    assert isinstance(answer, Returned)
    import base64

    lines = base64.b64decode(answer.value["LogResult"]).decode().splitlines()
    assert lines[0].startswith("START RequestId: ")
    assert lines[1:3] == ["printed", "to stderr"]
    assert lines[3].startswith("[WARNING]\t")
    assert lines[-1].startswith("REPORT ")
    assert "".join(bench.logs).startswith("printed\nto stderr\n[WARNING]\t")


def test_the_words_of_this_project_work_there(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        from asl.hosts.mock_values import TaskError, after, never, raises
        def paused(event, context): return after(60, 1)
        def fails(event, context): raise TaskError("E", "why")
        def bad(event, context): return b"\\xff"
        def token(event, context):
            context.answer_task(after(5, raises("Rejected", event)))
            return "sent"
        def silent(event, context): return None
        """,
    )

    async def work() -> list[Answer]:
        return [
            await bench.call("paused"),
            await bench.call("fails"),
            await bench.call("bad"),
            await bench.invoke("token", ".waitForTaskToken", Payload='"7"'),
            await bench.invoke("silent", ".waitForTaskToken"),
        ]

    paused, fails, bad, token, silent = bench.run(work)
    assert paused == After(60, ReturnedText("1"))
    assert fails == Failed("E", "why")
    assert bad == Refused('function "bad" returned bytes that are not UTF-8 text')
    assert isinstance(token, Submitted)
    assert token.output["Payload"] == "sent"
    assert isinstance(token.then, After)
    assert (token.then.seconds, token.then.answer) == (5, Failed("Rejected", "7"))
    assert isinstance(silent, Submitted)
    assert silent.then == Never()


# ------------------------------------------------------------------ handlers that cannot be had
@pytest.mark.parametrize(
    "source, handler, error, message",
    [
        pytest.param(
            "", "gone.handler", "Runtime.ImportModuleError",
            "Unable to import module 'gone': No module named 'gone'", id="no module",
        ),
        pytest.param(
            "", "app.gone", "Runtime.HandlerNotFound",
            "Handler 'gone' missing on module 'app'", id="no function",
        ),
        pytest.param(
            "", "app", "Runtime.MalformedHandlerName",
            "Bad handler 'app': not enough values to unpack (expected 2, got 1)", id="no dot",
        ),
        pytest.param(
            "def", "app.handler", "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'app': invalid syntax (app.py, line 1)", id="a syntax error",
        ),
        pytest.param("1 / 0", "app.handler", "ZeroDivisionError", "division by zero", id="it raises"),
    ],
)  # fmt: skip
def test_a_handler_that_cannot_be_had(
    source: str, handler: str, error: str, message: str, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, source)

    async def work() -> Answer:
        code = Code("f", "python", tmp_path, handler)
        functions = Functions({"f": bench.workers.function(code)}, Threads("test", 1))
        return await functions.call(direct("f", {}), CONTEXT)

    answer = bench.run(work)
    assert isinstance(answer, Failed)
    assert answer.cause is not None
    cause = json.loads(answer.cause)
    assert (answer.error, cause["errorMessage"]) == (error, message)
    assert not any("worker_main" in frame for frame in cause["stackTrace"])


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "", program=("/no/such/python",))
    answer = bench.run(lambda: bench.call("handler"))
    assert isinstance(answer, Refused)
    assert "/no/such/python cannot be started" in answer.cause


# ------------------------------------------------------------------ functions that misbehave
def exit_error(reason: str) -> str:
    return (
        '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ' + ID + f' Error: {reason}"}}'
    )


HOSTILE = """
    import os, signal, sys, time
    def exits(event, context): os._exit(3)
    def leaves(event, context): sys.exit(0)
    def killed(event, context): os.kill(os.getpid(), signal.SIGKILL)
    def crashes(event, context): os.abort()
    def closes(event, context): os.closerange(0, 256); time.sleep(30)
    def eats(event, context):
        kept = []
        while True:
            kept.append(b"x" * 1_000_000)
    def grabs(event, context): return len(bytearray(8 << 30))
    def writes(event, context):
        for fd in range(3, 20):
            try:
                os.write(fd, b'{"payload": "forged", "is_error": false}\\n')
            except OSError:
                pass
        time.sleep(30)
    def nothing(event, context): return float("nan")
    def unserialisable(event, context): return {1, 2}
"""


@pytest.mark.parametrize(
    "handler, reason",
    [
        pytest.param("exits", "Runtime exited with error: exit status 3", id="exits"),
        pytest.param("leaves", "Runtime exited without providing a reason", id="sys.exit"),
        pytest.param("killed", "Runtime exited with error: signal: killed", id="kills itself"),
        pytest.param("crashes", "Runtime exited with error: signal: aborted", id="crashes"),
        pytest.param("closes", "Runtime exited with error: signal: killed", id="closes its files"),
        pytest.param("eats", "Runtime exited with error: signal: killed", id="eats memory"),
        pytest.param("grabs", "Runtime exited with error: signal: killed", id="grabs memory"),
    ],
)
def test_a_process_that_ends_is_a_runtime_exit_error(
    handler: str, reason: str, tmp_path: Path
) -> None:
    bench = Bench(tmp_path, HOSTILE, timeout_s=10)
    answer = bench.run(lambda: bench.call(handler))
    assert answer == Failed("Runtime.ExitError", exit_error(reason))


def test_results_that_are_not_json(tmp_path: Path) -> None:
    bench = Bench(tmp_path, HOSTILE)

    async def work() -> list[Answer]:
        return [await bench.call("nothing"), await bench.call("unserialisable")]

    nan, unserialisable = bench.run(work)
    assert nan == Refused('function "nothing" returned what JSON cannot carry: NaN is not JSON')
    assert isinstance(unserialisable, Failed)
    assert unserialisable.error == "Runtime.MarshalError"


def test_a_function_that_hangs_ends_at_its_timeout_with_all_that_it_started(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import os, subprocess, time
        def handler(event, context):
            started = subprocess.Popen(["sleep", "60"])
            open("pids", "w").write(f"{os.getpid()} {started.pid}")
            while True:
                pass
        """,
        timeout_s=0.5,
    )
    answer = bench.run(lambda: bench.call("handler"))
    assert isinstance(answer, Failed)
    assert answer.error == "Sandbox.Timedout"
    assert answer.cause is not None
    assert answer.cause.endswith('Error: Task timed out after 0.50 seconds"}')
    for pid in (tmp_path / "pids").read_text().split():
        assert not _is_running(int(pid))


def test_forks_threads_and_floods_of_output_leave_the_worker_usable(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import os, threading
        def handler(event, context):
            if event == "fork":
                os.fork()
            if event == "flood":
                for _ in range(60):
                    print("x" * 100_000)
                os.system("head -c 40000000 /dev/zero")
            return os.getpid()
        """,
        memory_mb=256,
    )

    async def work() -> list[Answer]:
        return [await bench.call("handler", event) for event in ("", "fork", "flood", "")]

    answers = bench.run(work)
    assert len({answer.text for answer in answers}) == 1
    kept = "".join(bench.logs)
    assert len(kept) < 5_000_000
    assert "[the log is cut here]" in kept


def test_many_at_a_time_get_workers_of_their_own(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import os, time
        def handler(event, context):
            time.sleep(event)
            return os.getpid()
        """,
        most=3,
    )

    async def work() -> list[Answer]:
        return await asyncio.gather(*(bench.call("handler", 0.3) for _ in range(6)))

    began = time.monotonic()
    pids = [answer.text for answer in bench.run(work)]
    assert len(pids) == 6
    assert 2 <= len(set(pids)) <= 3
    assert time.monotonic() - began < 6 * 0.3 + 1.5


def test_a_call_that_nobody_waits_for_runs_to_its_end(tmp_path: Path) -> None:
    bench = Bench(
        tmp_path,
        """
        import os, time
        def handler(event, context):
            while event and not os.path.exists("go"):
                time.sleep(0.01)
            open("done", "a").write("x")
            return os.getpid()
        """,
    )

    async def work() -> tuple[Answer, Answer]:
        first = await bench.call("handler", 0)
        task = asyncio.ensure_future(bench.call("handler", 1))
        await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        (tmp_path / "go").touch()
        while (tmp_path / "done").read_text() != "xx":
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.02)
        return first, await bench.call("handler", 0)

    first, last = bench.run(work)
    assert first == last


# ------------------------------------------------------------------ code that changes
def test_changed_code_is_loaded_before_the_next_invocation(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "def handler(event, context):\n    import part\n    return part.N\n")
    part = tmp_path / "part.py"
    part.write_text("N = 1\n")

    async def work() -> list[Answer]:
        answers = [await bench.call("handler")]
        part.write_text("N = 'two'\n")
        answers.append(await bench.call("handler"))
        (tmp_path / "app.py").write_text("def handler(event, context)\n")
        answers.append(await bench.call("handler"))
        (tmp_path / "app.py").write_text("def handler(event, context): return 3\n")
        answers.append(await bench.call("handler"))
        return answers

    one, two, broken, three = bench.run(work)
    assert (one, two, three) == (ReturnedText("1"), ReturnedText('"two"'), ReturnedText("3"))
    assert isinstance(broken, Failed)
    assert broken.error == "Runtime.UserCodeSyntaxError"


# ------------------------------------------------------------------ the server's other loop
def test_on_uvloop(tmp_path: Path) -> None:
    uvloop = pytest.importorskip("uvloop")
    bench = Bench(tmp_path, HOSTILE + "    def echo(event, context): print(event); return event\n")

    async def work() -> list[Answer]:
        bench.workers = Workers(write_log=lambda name, text: bench.logs.append(text))
        try:
            return [
                await bench.call("echo", 1),
                await bench.call("exits"),
                await bench.call("echo", 2),
            ]
        finally:
            await bench.workers.close()

    first, failed, second = uvloop.run(work())
    assert (first, second) == (ReturnedText("1"), ReturnedText("2"))
    assert failed == Failed(
        "Runtime.ExitError", exit_error("Runtime exited with error: exit status 3")
    )
    assert "".join(bench.logs) == "1\n2\n"


# ------------------------------------------------------------------ the server goes
def test_workers_end_with_the_server_even_when_they_hang(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "import os, time\n"
        "def handler(event, context):\n"
        "    open('pid', 'w').write(str(os.getpid()))\n"
        "    while True: pass\n"
    )
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)])
    pid_file = tmp_path / "pid"
    until = time.monotonic() + 20
    while not (pid_file.exists() and pid_file.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    pid = int(pid_file.read_text())
    server.send_signal(signal.SIGKILL)
    server.wait()
    while _is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _is_running(pid)


def test_folders_of_killed_servers_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for pid in (dead.pid, os.getpid()):
        (tmp_path / f"asl-workers-{pid}-x").mkdir()
    workers = Workers()
    mine = Path(workers.scratch())
    assert {each.name for each in tmp_path.iterdir()} == {f"asl-workers-{os.getpid()}-x", mine.name}
    asyncio.run(workers.close())
    assert not mine.exists()


SERVER = """
import asyncio, sys
from pathlib import Path
from tests.unit.test_workers_python import Bench, CONTEXT, Code, Functions, Threads, Workers, direct
async def go():
    workers = Workers()
    code = Code("f", "python", Path(sys.argv[1]), "app.handler")
    await Functions({"f": workers.function(code)}, Threads("t", 1)).call(direct("f", {}), CONTEXT)
asyncio.run(go())
"""


def _is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
