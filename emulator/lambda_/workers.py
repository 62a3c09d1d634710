"""Lambda functions in processes of their own: a crew of warm workers for every code, started as they are needed.

A worker takes one invocation at a time, as on AWS. An invocation that finds all of a crew at work waits a moment for one to be
free; only then another is started: so trivial functions keep two busy, and functions that sleep get as many as sleep at one
time. Idle workers end after a while. A worker whose code has changed says so and is replaced before the invocation is made.

A function harms nobody: its own timeout and memory end its process (`Sandbox.Timedout`, `Runtime.ExitError`), what it
prints is bounded, and whatever it has started ends with it. A task that nobody waits for any longer leaves its function running
to its end, as AWS does.

Source: AWS guide, "Lambda execution environment lifecycle"; for the shapes `asl.hosts.lambda_runtime`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import asl
from asl.errors import UsageError
from asl.hosts import answers
from asl.hosts.answers import Answer, Failed
from asl.hosts.lambda_runtime import (
    MAX_RESPONSE_BYTES,
    Function,
    LambdaContext,
    Outcome,
    exited,
    timed_out,
)
from asl.hosts.lambdas import Invocation
from asl.jsonvalue import JSON
from emulator.lambda_.code import Code
from emulator.lambda_.commands import run_command
from emulator.lambda_.environment import environment_of
from emulator.lambda_.process import Ended, Process, Reply, memory_bytes
from emulator.lambda_.temporary import temporary_folder

log = logging.getLogger(__name__)

_HERE: Final = Path(__file__).resolve().parent
_ROOT: Final = str(Path(asl.__file__).resolve().parent.parent)
_SCRATCH: Final = "asl-workers-"
_PATIENCE_S: Final = 0.03  # how long an invocation waits for a worker before another is started
_IDLE_S: Final = 300.0
_INIT_S: Final = 10.0  # AWS guide: the init phase's limit
_WATCH_S: Final = 0.05
_KILLED: Final = "Runtime exited with error: signal: killed"


class Workers:
    """All worker processes of a server.

    Args:
        region: of the functions.
        endpoints: variables that name endpoints; may be filled until the first invocation.
        write_log: called with a function's name and what it printed.
    """

    def __init__(
        self,
        *,
        region: str = "us-east-1",
        endpoints: Mapping[str, str] | None = None,
        write_log: Callable[[str, str], None] | None = None,
    ) -> None:
        self.endpoints = dict(endpoints or {})
        self._region = region
        self._write_log = write_log or _to_logging
        self._crews: dict[Code, _Crew] = {}
        self._watching: asyncio.Task[None] | None = None
        self._scratch: str | None = None
        self._alive: set[Process] = (
            set()
        )  # all that have begun and not ended, those that are ending too

    def function(self, code: Code) -> Function:
        """The code as a function that `Functions` takes."""
        return Function(_Handler(self, code), code.timeout_s, code.memory_mb, code.version)

    async def invoke(self, code: Code, ready: Invocation) -> Outcome:
        """One invocation.

        Raises:
            UsageError: its process cannot be started, or the handler says what is no answer.
        """
        if code.runtime == "command":
            write_log = partial(self._write_log, code.name)
            return await run_command(code, ready, self._environment(code), write_log)
        crew = self._crews.get(code)
        if crew is None:
            crew = self._crews[code] = _Crew(self, code)
        line = _request(ready)
        context = ready.context
        while True:
            process = await crew.take()
            timer = asyncio.get_running_loop().call_later(
                code.timeout_s, process.kill, "Task timed out"
            )
            self._watch()
            # Shielded: the function runs on when nobody waits for it, and its worker is free when it is done.
            began = time.monotonic()
            asked = process.ask(line)
            asked.add_done_callback(partial(crew.done, process, timer))
            reply = await asyncio.shield(asked)
            took_s = time.monotonic() - began
            context.real_s = partial(float, took_s)
            if isinstance(reply, Ended):
                if reply.reason == "Task timed out":
                    return timed_out(context)
                return exited(context, reply.reason)
            if not reply.get("stale"):
                return _outcome(reply, context)

    def start(self, code: Code) -> Process:
        """A new process for a code; it has not begun."""
        process = Process(
            _command(code),
            self._environment(code),
            code.folder,
            partial(self._write_log, code.name),
            self._alive.discard,
            data_mb=code.memory_mb if code.runtime == "node" else 0,
        )
        self._alive.add(process)
        return process

    def _environment(self, code: Code) -> dict[str, str]:
        return environment_of(
            code, region=self._region, endpoints=self.endpoints, scratch=self.scratch()
        )

    def scratch(self) -> str:
        """The folder of all workers' temporary files, gone at the end."""
        if self._scratch is None:
            self._scratch = str(temporary_folder(_SCRATCH))
        return self._scratch

    def forget(self, code: Code) -> None:
        """End the idle workers of a code that is no longer called; those at work end when they are done."""
        crew = self._crews.pop(code, None)
        if crew is not None:
            crew.retire()

    def _watch(self) -> None:
        if self._watching is None or self._watching.done():
            self._watching = asyncio.get_running_loop().create_task(self._watch_memory())

    async def _watch_memory(self) -> None:
        """End processes that hold too much, as long as any is at work."""
        while True:
            await asyncio.sleep(_WATCH_S)
            any_busy = False
            before_s = time.monotonic() - _WATCH_S / 2
            for crew in self._crews.values():
                for process in crew.processes:
                    if process.is_busy:
                        any_busy = True
                        if (
                            process.asked_s < before_s
                            and memory_bytes(process.pid) > crew.most_bytes
                        ):
                            process.kill(_KILLED)
            if not any_busy:
                return

    async def close(self) -> None:
        """End all processes."""
        if self._watching is not None:
            self._watching.cancel()
        for crew in self._crews.values():
            crew.retire()
        self._crews.clear()
        for process in list(self._alive):
            process.kill()
        until = time.monotonic() + 2
        while self._alive and time.monotonic() < until:
            await asyncio.sleep(0.002)
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


class _Crew:
    """The workers of one code."""

    def __init__(self, workers: Workers, code: Code) -> None:
        self._workers = workers
        self.code = code
        self.most_bytes = code.memory_mb << 20
        self.processes: set[Process] = set()
        self._idle: list[tuple[Process, float]] = []  # the last one back is the first out again
        self._waiting: deque[tuple[asyncio.Future[Process], float]] = deque()
        self._starting = 0
        self._timer: asyncio.TimerHandle | None = None
        self._is_retired = False

    async def take(self) -> Process:
        """A free worker that has begun.

        Raises:
            UsageError: none can be started.
        """
        while self._idle:
            process, _ = self._idle.pop()
            if not process.has_ended:
                return process
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Process] = loop.create_future()
        self._waiting.append((future, loop.time()))
        if not self.processes and not self._starting:
            self._start_one()
        elif self._timer is None:
            self._timer = loop.call_later(_PATIENCE_S, self._start_another)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._free(future.result())
            raise

    def _start_another(self) -> None:
        """Start another worker if somebody has waited long enough for one."""
        self._timer = None
        loop = asyncio.get_running_loop()
        while self._waiting and self._waiting[0][0].done():
            self._waiting.popleft()
        if not self._waiting:
            return
        _, since = self._waiting[0]
        left_s = since + _PATIENCE_S - loop.time()
        if left_s <= 0 and len(self.processes) < self.code.most and self._starting < 4:
            self._start_one()
        self._timer = loop.call_later(max(left_s, _PATIENCE_S / 2), self._start_another)

    def _start_one(self) -> None:
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._start())
        task.add_done_callback(_look)

    async def _start(self) -> None:
        process = self._workers.start(self.code)
        try:
            begun = asyncio.ensure_future(process.start())
            self.processes.add(process)
            try:
                async with asyncio.timeout(_INIT_S + self.code.timeout_s):
                    reply = await begun
            except TimeoutError:
                process.kill()
                reply = Ended(_KILLED)
            if isinstance(reply, Ended):
                raise UsageError(
                    f'the function "{self.code.name}" does not begin: {reply.reason}; see its log'
                )
        except UsageError as e:
            self.processes.discard(process)
            self._refuse(e)
        else:
            self._free(process)
        finally:
            self._starting -= 1

    def _refuse(self, error: UsageError) -> None:
        while self._waiting:
            future, _ = self._waiting.popleft()
            if not future.done():
                future.set_exception(error)
                return

    def done(
        self, process: Process, timer: asyncio.TimerHandle, asked: asyncio.Future[Reply]
    ) -> None:
        """A worker has answered, or ended."""
        timer.cancel()
        reply = asked.result()
        if isinstance(reply, Ended) or reply.get("stale") or reply.get("ended"):
            process.kill()
            self.processes.discard(process)
            if self._waiting and not self.processes and not self._starting:
                self._start_one()
        else:
            self._free(process)

    def _free(self, process: Process) -> None:
        while self._waiting:
            future, _ = self._waiting.popleft()
            if not future.done():
                future.set_result(process)
                return
        if self._is_retired:
            process.kill()
            return
        now_s = time.monotonic()
        self._idle.append((process, now_s))
        while self._idle and self._idle[0][1] < now_s - _IDLE_S:
            old, _ = self._idle.pop(0)
            self.processes.discard(old)
            old.kill()

    def retire(self) -> None:
        """No more invocations will come."""
        self._is_retired = True
        if self._timer is not None:
            self._timer.cancel()
        for process, _ in self._idle:
            process.kill()
        self._idle.clear()


class _Handler:
    """A code in the place of a handler: the runner that `Functions` calls."""

    def __init__(self, workers: Workers, code: Code) -> None:
        self.code = code
        self._workers = workers

    @property
    def where(self) -> str:
        """Where it runs, in words."""
        what = self.code.handler or " ".join(self.code.program)
        return f"{what} in a process of its own"

    async def run(self, ready: Invocation) -> Outcome:
        return await self._workers.invoke(self.code, ready)

    def __call__(self, event: JSON, context: LambdaContext) -> object:
        raise UsageError(f'the function "{self.code.name}" runs in a process of its own')


def _command(code: Code) -> list[str]:
    given = {"folder": str(code.folder), "handler": code.handler, "memory_mb": code.memory_mb}
    if code.runtime == "python":
        main = str(_HERE / "worker_main.py")
        return [*(code.program or (sys.executable,)), main, "{fd}", _ROOT, json.dumps(given)]
    given["response_bytes"] = MAX_RESPONSE_BYTES
    heap = f"--max-old-space-size={code.memory_mb}"
    main = str(_HERE / "worker_node.cjs")
    return [*(code.program or ("node",)), heap, main, "{fd}", json.dumps(given)]


def _request(ready: Invocation) -> bytes:
    """An invocation as the line that a worker reads."""
    context = ready.context
    call = context.call
    shown = [call.state, call.resource.arn, *call[3:]]
    return (
        json.dumps(
            {
                "id": context.aws_request_id,
                "ref": context.ref,
                "version": ready.function.version,
                "timeout_s": ready.function.timeout_s,
                "call": shown,
                "client_context": context.client_context,
                "event": ready.event,
            },
            separators=(",", ":"),
        )
        + "\n"
    ).encode("ascii")


def _outcome(reply: dict[str, Any], context: LambdaContext) -> Outcome:
    """A worker's reply.

    Raises:
        UsageError: the handler said what is no answer.
    """
    if "usage" in reply:
        raise UsageError(reply["usage"])
    context.slept_s = reply.get("slept_s", 0.0)
    context.log = reply.get("log", "")
    said = reply.get("task_answer")
    if said is not None:
        context.answer_task(_answer(said))
    failed = reply.get("failed")
    return Outcome(
        reply["payload"],
        reply["is_error"],
        Failed(*failed) if failed else None,
        reply.get("is_json", False),
    )


def _answer(spelled: list[Any]) -> Answer:
    name, fields = spelled
    if name == "After":
        fields = [fields[0], _answer(fields[1]), *fields[2:]]
    answer: Answer = getattr(answers, name)(*fields)
    return answer


def _to_logging(name: str, text: str) -> None:
    for line in text.splitlines():
        log.info("%s: %s", name, line)


def _look(task: asyncio.Task[None]) -> None:
    """A fault of ours in a task is seen in the log."""
    with contextlib.suppress(asyncio.CancelledError):
        if error := task.exception():
            log.error("a worker could not be started", exc_info=error)
