"""A function that is any command: the event on its standard input, its standard output the result. One process a call.

The output is JSON, or nothing for null. An exit status other than 0 is the function's error: the output itself where it is an
error payload (`{"errorType": …, "errorMessage": …}`), `Runtime.ExitError` otherwise. What it writes to standard error is its
log. The request is told by variables: `AWS_REQUEST_ID`, `AWS_DEADLINE_MS`, `AWS_INVOKED_FUNCTION_ARN`, `AWS_CLIENT_CONTEXT`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from asl.errors import UsageError
from asl.hosts.lambda_runtime import (
    MAX_RESPONSE_BYTES,
    Outcome,
    exit_reason,
    exited,
    timed_out,
)
from asl.hosts.lambdas import Invocation
from emulator.lambda_.code import Code
from emulator.lambda_.process import limit_data, memory_bytes

_LOG_BYTES: Final = 1 << 20
_LOOK_S: Final = 0.05
_CHUNK: Final = 1 << 16


async def run_command(
    code: Code,
    ready: Invocation,
    environment: Mapping[str, str],
    write_log: Callable[[str], None],
) -> Outcome:
    """One invocation of a command.

    Raises:
        UsageError: it cannot be started.
    """
    context = ready.context
    deadline_ms = int((time.time() + code.timeout_s) * 1000)
    told = {
        "AWS_REQUEST_ID": context.aws_request_id,
        "AWS_DEADLINE_MS": str(deadline_ms),
        "AWS_INVOKED_FUNCTION_ARN": context.invoked_function_arn,
        "AWS_CLIENT_CONTEXT": json.dumps(context.client_context),
    }
    try:
        process = await asyncio.create_subprocess_exec(
            *code.program,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**environment, **told},
            cwd=code.folder,
            start_new_session=True,
        )
    except (OSError, ValueError) as e:
        raise UsageError(f"{code.program[0]} cannot be started in {code.folder}: {e}") from None
    limit_data(process.pid, code.memory_mb)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    began = time.monotonic()
    event = json.dumps(ready.event, separators=(",", ":"), ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )
    work = asyncio.gather(
        _feed(process.stdin, event),
        _output(process.stdout),
        _log(process.stderr, write_log),
        process.wait(),
    )
    ending = None
    try:
        while not work.done():
            await asyncio.wait([work], timeout=_LOOK_S)
            if ending is None and not work.done():
                if time.monotonic() - began > code.timeout_s:
                    ending = timed_out(context)
                elif memory_bytes(process.pid) > code.memory_mb << 20:
                    ending = exited(context, exit_reason(-signal.SIGKILL))
                if ending is not None:
                    _kill(process.pid)
        _, output, log, status = work.result()
    finally:
        _kill(process.pid)
    context.log = log
    if ending is not None:
        return ending
    return _outcome(output, status, ready)


def _outcome(output: bytes | None, status: int, ready: Invocation) -> Outcome:
    if output is None:
        payload = {
            "errorType": "Function.ResponseSizeTooLarge",
            "errorMessage": "Response payload size exceeded maximum allowed payload size "
            f"({MAX_RESPONSE_BYTES} bytes).",
        }
        return Outcome(json.dumps(payload), is_error=True)
    try:
        text = output.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise UsageError(
            f'function "{ready.context.function_name}" wrote what is not UTF-8 text'
        ) from None
    if status == 0:
        return Outcome(text or "null")
    said: Any = None
    with contextlib.suppress(ValueError):
        said = json.loads(text)
    if isinstance(said, dict) and isinstance(said.get("errorType"), str):
        return Outcome(text, is_error=True)
    return exited(ready.context, exit_reason(status))


async def _feed(stdin: asyncio.StreamWriter, event: bytes) -> None:
    with contextlib.suppress(ConnectionError):  # a command need not read its input
        stdin.write(event)
        await stdin.drain()
    stdin.close()
    with contextlib.suppress(ConnectionError):
        await stdin.wait_closed()


async def _output(stdout: asyncio.StreamReader) -> bytes | None:
    """Everything that is written; None for too much."""
    parts, size = [], 0
    while chunk := await stdout.read(_CHUNK):
        size += len(chunk)
        if size <= MAX_RESPONSE_BYTES:
            parts.append(chunk)
    return b"".join(parts) if size <= MAX_RESPONSE_BYTES else None


async def _log(stderr: asyncio.StreamReader, write_log: Callable[[str], None]) -> str:
    left, tail = _LOG_BYTES, ""
    while chunk := await stderr.read(_CHUNK):
        if left > 0:
            text = chunk[:left].decode("utf-8", "replace")
            tail = (tail + text)[-4_096:]
            write_log(text if len(chunk) <= left else text + "\n[the log is cut here]\n")
        left -= len(chunk)
    return tail


def _kill(pid: int) -> None:
    with contextlib.suppress(OSError):  # none of it is left
        os.killpg(pid, signal.SIGKILL)
