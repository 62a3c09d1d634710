"""A few threads for work that blocks: functions in this process, and the AWS in this process.

The event loop hands work over and gets its result back; it never waits itself. A piece of work that nobody waits for any
longer cannot be stopped, so its thread is given up and another takes its place: a function that hangs costs a thread and
holds up nobody. Threads are daemons: a hanging one does not keep the server from ending.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final, NamedTuple, TypeVar

from asl.errors import UsageError

T = TypeVar("T")

_MOST_GIVEN_UP: Final = 256  # hanging threads; more of them is a fault to be told, not to be fed


class _Work(NamedTuple):
    run: Callable[[], object]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class Threads:
    """At most `size` pieces of work at a time, those that were given up excepted; the others wait their turn.

    Threads start when there is work for them.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._running: set[asyncio.Future[Any]] = set()  # what a thread is at
        self._threads = 0
        self._idle = 0
        self._given_up = 0

    async def run(self, work: Callable[[], T], *, timeout_s: float | None = None) -> T:
        """The result of `work`, done in a thread.

        Args:
            timeout_s: seconds from now, waiting for a thread included.

        Raises:
            TimeoutError: it took too long; it goes on without anybody waiting for it.
            UsageError: too many pieces of work hang already.
            Exception: whatever the work raises.
        """
        if self._given_up >= _MOST_GIVEN_UP:
            raise UsageError(
                f"{self._given_up} calls in this process hang: functions that may hang run better as workers, with a handler and a timeout"
            )
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._lock:
            if not self._idle and self._threads < self._size:
                self._start()
            elif self._idle:
                self._idle -= 1
            self._queue.put(_Work(work, loop, future))
        try:
            if timeout_s is None:
                return await future
            async with asyncio.timeout(timeout_s):
                return await future
        finally:
            if future.cancelled():
                self._give_up(future)

    def _give_up(self, future: asyncio.Future[Any]) -> None:
        with self._lock:
            if future not in self._running:
                return  # no thread has begun it, and none will
            self._running.discard(future)
            self._given_up += 1
            self._threads -= 1
            if not self._queue.empty():
                self._start()

    def _start(self) -> None:
        self._threads += 1
        threading.Thread(
            target=self._serve, name=f"{self._name}-{self._threads}", daemon=True
        ).start()

    def _serve(self) -> None:
        while True:
            work = self._queue.get()
            if work is None:
                return
            if not work.future.cancelled():
                with self._lock:
                    self._running.add(work.future)
                self._do(work)
                with self._lock:
                    if work.future not in self._running:
                        self._given_up -= 1  # this thread was replaced while it worked
                        return
                    self._running.discard(work.future)
            with self._lock:
                if self._queue.empty():
                    self._idle += 1

    def _do(self, work: _Work) -> None:
        try:
            result, error = work.run(), None
        except (
            BaseException
        ) as e:  # SystemExit of a handler's too: it ends the work, not the thread
            result, error = None, e
        try:
            work.loop.call_soon_threadsafe(_settle, work.future, result, error)
        except RuntimeError:
            return  # the loop is closed: nobody waits

    def close(self) -> None:
        """Let idle threads end; those at work end with it."""
        for _ in range(self._size):
            self._queue.put(None)


def _settle(future: asyncio.Future[Any], result: object, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(result)
    elif isinstance(error, Exception) and not isinstance(error, StopIteration):
        future.set_exception(error)
    else:
        future.set_exception(RuntimeError(f"the work ended with {type(error).__name__}: {error}"))
