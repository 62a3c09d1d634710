"""One worker process, as the event loop sees it: a line goes in, a line comes out, or the process ends.

The line is JSON on a socket of its own, so that nothing a function prints can be taken for an answer. What it prints comes by
another, is bounded, and goes to the log. The process leads a session: when it has ended, or is to end, everything that it
has started ends with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, cast

from asl.errors import UsageError
from asl.hosts.lambda_runtime import exit_reason

_LOG_BYTES: Final = 1 << 20  # of one invocation; what a process writes beyond is dropped
_ANSWER_BYTES: Final = 64 << 20  # an answer's line: 6 MB of payload, escaped
_TO_END_S: Final = 0.5  # for a process that has closed its socket


class Ended(NamedTuple):
    """The process has ended before it answered. `reason` is Lambda's wording."""

    reason: str


Reply: TypeAlias = "dict[str, Any] | Ended"


class Process(asyncio.Protocol):
    """One process, one question at a time.

    Args:
        arguments: the command; "{fd}" in it becomes the number of the socket that it inherits.
        write_log: called with what the process prints.
        ended: called when nothing of it is left.
        data_mb: limits the process's memory from outside; 0: it does so itself.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        write_log: Callable[[str], None],
        ended: Callable[[Process], None],
        data_mb: int = 0,
    ) -> None:
        self._arguments = arguments
        self._environment = environment
        self._folder = folder
        self._write_log = write_log
        self._ended = ended
        self._data_mb = data_mb
        self._popen: subprocess.Popen[bytes] | None = None
        self._transport: asyncio.WriteTransport | None = None
        self._reply: asyncio.Future[Reply] | None = None
        self._received = bytearray()
        self._log_left = _LOG_BYTES
        self._log_transport: asyncio.BaseTransport | None = None
        self._why: str | None = None
        self.has_ended = False
        self.asked_s = (
            0.0  # when the question was put that it is at, in the system's monotonic seconds
        )

    async def start(self) -> Reply:
        """Begin, and wait for the first line.

        Raises:
            UsageError: the program or the folder is not there, or may not be run.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        log_ours, log_theirs = socket.socketpair()
        with theirs, log_theirs:
            fd = theirs.fileno()
            try:
                self._popen = subprocess.Popen(
                    [part.replace("{fd}", str(fd)) for part in self._arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log_theirs.fileno(),
                    stderr=log_theirs.fileno(),
                    pass_fds=(fd,),
                    env=dict(self._environment),
                    cwd=self._folder,
                    start_new_session=True,
                )
            except (OSError, ValueError) as e:
                ours.close()
                log_ours.close()
                self._ended(self)
                raise UsageError(
                    f"{self._arguments[0]} cannot be started in {self._folder}: {e}"
                ) from None
        if self._data_mb:
            limit_data(self._popen.pid, self._data_mb)
        self._reply = loop.create_future()
        self.asked_s = time.monotonic()
        first = self._reply
        await loop.create_unix_connection(lambda: self, sock=ours)
        self._log_transport, _ = await loop.create_unix_connection(
            lambda: _LogReader(self._take_log), sock=log_ours
        )
        return await first

    @property
    def pid(self) -> int:
        """The process's number, 0 before it has one."""
        return self._popen.pid if self._popen else 0

    @property
    def is_busy(self) -> bool:
        """Whether a question is open."""
        return self._reply is not None

    def ask(self, line: bytes) -> asyncio.Future[Reply]:
        """Put the next question. The future never fails: a process that ends gives Ended."""
        assert self._reply is None
        self._reply = reply = asyncio.get_running_loop().create_future()
        self._log_left = _LOG_BYTES
        self.asked_s = time.monotonic()
        if self._transport is None or self.has_ended:
            self._settle(Ended(self._why or exit_reason(0)))
        else:
            self._transport.write(line)
        return reply

    def kill(self, reason: str | None = None) -> None:
        """End the process and all that it has started. `reason` is told instead of the signal."""
        self._why = self._why or reason
        if self._popen is not None and self._popen.returncode is None:
            _kill_session(self._popen.pid)

    # ---------------------------------------------------------------- what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)  # uvloop's are of no such class

    def data_received(self, data: bytes) -> None:
        received = self._received
        received += data
        if data[-1:] != b"\n":
            if len(received) > _ANSWER_BYTES:
                self.kill()
            return
        text = bytes(received)
        received.clear()
        try:
            reply = json.loads(text)
        except ValueError:
            reply = None
        if isinstance(reply, dict) and self._reply is not None:
            self._settle(reply)
        else:
            self.kill()  # a handler has written to the socket: its process is not to be trusted

    def connection_lost(self, error: Exception | None) -> None:
        self._ending = asyncio.get_running_loop().create_task(self._end())

    def _settle(self, reply: Reply) -> None:
        future, self._reply = self._reply, None
        if future is not None and not future.done():
            future.set_result(reply)

    async def _end(self) -> None:
        """The socket is closed: let the process end, with everything that it has started, and say how it did."""
        popen = self._popen
        assert popen is not None
        until = time.monotonic() + _TO_END_S
        while not _has_exited(popen.pid) and time.monotonic() < until:
            await asyncio.sleep(0.005)
        _kill_session(popen.pid)  # before it is reaped, so that the number is still its own
        while popen.poll() is None:
            await asyncio.sleep(0.005)
        if self._log_transport is not None:
            self._log_transport.close()
        self.has_ended = True
        self._ended(self)
        self._settle(Ended(self._why or exit_reason(popen.returncode)))

    def _take_log(self, data: bytes) -> None:
        room = self._log_left
        self._log_left -= len(data)
        if room > 0:
            text = data[:room].decode("utf-8", "replace")
            self._write_log(text if len(data) <= room else text + "\n[the log is cut here]\n")


class _LogReader(asyncio.Protocol):
    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.data_received = take  # type: ignore[method-assign,assignment]  # bytes come


def memory_bytes(pid: int) -> int:
    """What a process holds of the machine's memory; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, ValueError, IndexError):
        return 0


def limit_data(pid: int, memory_mb: int) -> None:
    """A limit for what is too fast for a watch on memory, with a margin for what is only reserved. Linux has it."""
    try:
        import resource

        room = (memory_mb + 1_024) << 20
        resource.prlimit(pid, resource.RLIMIT_DATA, (room, room))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))
    except (ImportError, AttributeError, OSError, ValueError):
        return  # another system, or the process has ended already


_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4_096


def _kill_session(pid: int) -> None:
    with contextlib.suppress(OSError):  # none of it is left
        os.killpg(pid, signal.SIGKILL)


def _has_exited(pid: int) -> bool:
    """Whether the process is over, without reaping it."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except OSError:
        return True
