"""The server's clock: real, or virtual and moved by control calls. Timers are one heap, whatever the clock."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

Act: TypeAlias = Callable[[], None]
_LONGEST_SLEEP_S: Final = 3_600.0  # the system's clock may be set meanwhile


class Clock:
    """Now, and what happens later. One asyncio timer at most, for the earliest entry.

    Args:
        mode: "real" reads the system's clock; "virtual" stands still until `advance`.
        start_ms: where a virtual clock begins.
    """

    def __init__(self, mode: Literal["real", "virtual"], start_ms: int | None = None) -> None:
        self.mode = mode
        self._virtual_ms = int(time.time() * 1000) if start_ms is None else start_ms
        self._heap: list[tuple[int, int, Act]] = []
        self._made = 0
        self._handle: asyncio.TimerHandle | None = None

    @property
    def now_ms(self) -> int:
        """ms since the Unix epoch."""
        return int(time.time() * 1000) if self.mode == "real" else self._virtual_ms

    def at(self, due_ms: int, act: Act) -> None:
        """Call `act` at an instant or soon after, never before. There is no cancelling: `act` looks whether it is wanted."""
        self._made += 1
        heapq.heappush(self._heap, (due_ms, self._made, act))
        if self._heap[0][1] == self._made:
            self._arm()

    def _arm(self) -> None:
        if self.mode == "virtual":
            return
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._heap:
            wait_s = min(max((self._heap[0][0] - self.now_ms) / 1000, 0), _LONGEST_SLEEP_S)
            self._handle = asyncio.get_running_loop().call_later(wait_s, self._ring)

    def _ring(self) -> None:
        self._handle = None
        self.fire(self.now_ms)
        self._arm()

    def fire(self, now_ms: int) -> bool:
        """Do what is due. True if anything was."""
        heap = self._heap
        fired = False
        while heap and heap[0][0] <= now_ms:
            _, _, act = heapq.heappop(heap)
            fired = True
            act()
        return fired

    @property
    def next_due_ms(self) -> int | None:
        """The next instant at which something is due."""
        return self._heap[0][0] if self._heap else None

    def set(self, at_ms: int) -> None:
        """Move a virtual clock forward, without firing."""
        self._virtual_ms = max(self._virtual_ms, at_ms)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._heap.clear()
