"""From observers to whoever keeps what they say: gathered on the event loop, written in a thread.

An observer is told of executions between two requests, so all it may do is to put an item down. Items wait a moment for
others of their kind and are then written together. What cannot be written is told in the server's log, once in a while, and
dropped: neither logs nor events ever hold up or fail an execution (AWS guide, "Using CloudWatch Logs": delivery is best
effort).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from asl.jsonvalue import JSON
from emulator.compact import encode
from emulator.integrations.threads import Threads

log = logging.getLogger(__name__)

Item: TypeAlias = Mapping[str, JSON]
Sink: TypeAlias = Callable[[str, Sequence[Item]], None]
"""Writes items of one kind (a log stream, a bus). Runs in a thread; may raise whatever it likes."""

_GATHER_S: Final = 0.1
_QUIET_S: Final = 60.0  # between two complaints
_FILE_BYTES: Final = 64 << 20
_MOST_WAITING: Final = 100_000  # items; what comes beyond is dropped


class Delivery:
    """Gathers items by kind and hands them to the sinks, in order."""

    def __init__(self, sinks: Sequence[Sink], threads: Threads | None = None) -> None:
        self._sinks = sinks
        self._threads = threads or Threads("observer", 1)
        self._waiting: dict[str, list[Item]] = {}
        self._count = 0
        self._flushing: asyncio.Task[None] | None = None
        self._complained_s = -_QUIET_S

    def put(self, kind: str, item: Item) -> None:
        """Have an item written soon."""
        if self._count >= _MOST_WAITING:
            self._complain("more is said than can be written; the rest is dropped")
            return
        self._count += 1
        self._waiting.setdefault(kind, []).append(item)
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().create_task(self._soon())

    async def _soon(self) -> None:
        while self._waiting:
            await asyncio.sleep(_GATHER_S)
            await self._flush()
        self._flushing = None

    async def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self._count = 0
        await self._threads.run(lambda: self._write(waiting))

    def _write(self, waiting: Mapping[str, Sequence[Item]]) -> None:
        for kind, items in waiting.items():
            for sink in self._sinks:
                try:
                    sink(kind, items)
                except Exception as e:  # a sink may raise what it likes: delivery is best effort
                    self._complain(f"{kind}: {type(e).__name__}: {e}")

    def _complain(self, why: str) -> None:
        now_s = time.monotonic()
        if now_s - self._complained_s >= _QUIET_S:
            self._complained_s = now_s
            log.warning("logs or events cannot be delivered: %s", why)

    async def close(self) -> None:
        """Write what waits."""
        if self._flushing is not None:
            self._flushing.cancel()
            await asyncio.gather(self._flushing, return_exceptions=True)
        if self._waiting:
            await self._flush()
        self._threads.close()


class Files:
    """A sink of JSON Lines: one file a kind in a folder, and one before it when it has grown large."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, kind: str) -> Path:
        """The file of a kind: the kind itself, with what a file's name cannot hold replaced."""
        name = re.sub(r"[^\w.-]+", "_", kind.strip("/")).strip(".") or "_"
        return self._folder / f"{name[:200]}.jsonl"

    def __call__(self, kind: str, items: Sequence[Item]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path(kind)
        if path.exists() and path.stat().st_size > _FILE_BYTES:
            path.replace(path.with_suffix(".old.jsonl"))
        text = "".join(f"{encode(dict(item))}\n" for item in items)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(text)


def client_of(make: Callable[[], Any]) -> Callable[[], Any]:
    """A boto3 client that is made when it is first used."""
    made: list[Any] = []

    def get() -> Any:
        if not made:
            made.append(make())
        return made[0]

    return get
